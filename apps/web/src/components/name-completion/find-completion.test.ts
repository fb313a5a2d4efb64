import { describe, expect, test } from 'vitest';
import type { PlaceholderName } from '../code-editor/code-languages.ts';
import { findCompletion, matchingNames, takeName } from './find-completion.ts';

const BOTH = ['braces', 'brackets'] as const;
/** The cursor stands at the bar. */
const at = (marked: string) => {
  const caret = marked.indexOf('|');
  return { text: marked.replace('|', ''), caret };
};
const find = (marked: string) => {
  const { text, caret } = at(marked);
  return findCompletion(text, caret, BOTH);
};

describe('a name is completed', () => {
  test.each([
    ['Bearer {{|', 'braces', ''],
    ['Bearer {{str|', 'braces', 'str'],
    ['/a/[cus|', 'brackets', 'cus'],
    ['/a?x=[cus|', 'brackets', 'cus'],
    ['https://[ho|.example.com', 'brackets', 'ho'],
  ])('behind %j', (marked, form, typed) => {
    expect(find(marked)).toMatchObject({ form, typed });
  });

  test.each(['plain|', 'Bearer {{a}}|', '\\{{a|', '/a?filter[x|', '/a?b=1&filter[|', '/a/[b]|', '{a|'])(
    'but not behind %j',
    (marked) => {
      expect(find(marked)).toBeNull();
    },
  );

  test('by taking the place of what stands there of it', () => {
    for (const [marked, name, text, caret] of [
      ['Bearer {{st|', 'stripe_key', 'Bearer {{stripe_key}}', 21],
      ['a {{st|ripe}} b', 'other', 'a {{other}} b', 11],
      ['/a/[x|]/b', 'id', '/a/[id]/b', 7],
      ['/a/[x|/b', 'id', '/a/[id]/b', 7],
    ] as const) {
      const found = find(marked);
      expect(found).not.toBeNull();
      if (found !== null) expect(takeName(at(marked).text, found, name)).toEqual({ text, caret });
    }
  });

  test('with those first that begin with what is typed, each in its own form', () => {
    const name = (kind: PlaceholderName['kind'], text: string): PlaceholderName => ({
      kind,
      name: text,
      detail: '',
      about: [],
    });
    const names = [name('variable', 'my_key'), name('secret', 'Key'), name('input', 'key'), name('variable', 'host')];
    expect(matchingNames(names, { form: 'braces', typed: 'key' }).map((each) => each.name)).toEqual(['Key', 'my_key']);
    expect(matchingNames(names, { form: 'brackets', typed: '' }).map((each) => each.name)).toEqual(['key']);
  });
});
