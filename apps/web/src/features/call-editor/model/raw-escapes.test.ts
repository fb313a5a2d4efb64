import { expect, test } from 'vitest';
import { rawUses, withEscape } from './raw-escapes.ts';

const body = (template: string) =>
  ({ kind: 'raw', contentType: 'text/xml', template, escapes: {}, readsAngleBrackets: true }) as const;

test('each use of an input is found where it stands, with what it says', () => {
  const uses = rawUses(body('<a>_*_x_*_</a>\n<b c="_*_x|url_*_"/>\n\n<y>'));
  expect(uses.map((use) => [use.name, use.line, use.escape, use.canSay])).toEqual([
    ['a', 1, null, false],
    ['x', 1, null, true],
    ['x', 2, 'url', true],
    ['y', 4, null, false],
  ]);
});

test('one use is told its escaping and the others stay as they are', () => {
  const before = body('_*_x_*_ and _*_x|url_*_');
  const [first, second] = rawUses(before);
  if (!first || !second) throw new Error('two uses');
  expect(withEscape(before, first, 'json').template).toBe('_*_x|json_*_ and _*_x|url_*_');
  expect(withEscape(before, second, null).template).toBe('_*_x_*_ and _*_x_*_');
});
