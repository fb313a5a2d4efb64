import { describe, expect, it } from 'vitest';
import { parseValuePath, valueAt } from './value-path.ts';

function find(value: unknown, text: string): unknown {
  const parsed = parseValuePath(text);
  return parsed.ok ? valueAt(value, parsed.path) : parsed;
}

describe('a path into a value', () => {
  const value = { choices: [{ delta: { content: 'Hel' } }], 'a.b': { 'c"d': 1 }, 'x/y': { '~': 2 }, done: false };

  it.each([
    ['choices[0].delta.content', 'Hel'],
    ['$.choices[0].delta.content', 'Hel'],
    ['/choices/0/delta/content', 'Hel'],
    ['["a.b"]["c\\"d"]', 1],
    ["$['a.b']['c\"d']", 1],
    ['/x~1y/~0', 2],
    [' done ', false],
    ['', value],
    ['$', value],
  ])('%j leads to what stands there', (path, found) => {
    expect(find(value, path)).toEqual(found);
  });

  it.each([
    'choices[1].delta',
    'choices.length',
    'choices[0].delta.content.length',
    'toString',
    '__proto__',
    'no.such',
  ])('%j leads nowhere', (path) => {
    expect(find(value, path)).toBeUndefined();
  });

  it.each(['a..b', 'a[', 'a[x]', 'a[0', '[*]', 'a b', '.', 'a.'])('%j is no path, and says where', (path) => {
    expect(find(value, path)).toMatchObject({ ok: false, message: expect.stringContaining('cannot be read at') });
  });
});
