import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseJsonTemplate } from './json-template.ts';
import { type Placeholder, placeholdersOf, positionOf } from './template.ts';
import { parseFixedTemplate, parseRawTemplate, parseRowTemplate } from './text-template.ts';
import { isAbsoluteUrl, parseUrlTemplate } from './url-template.ts';

/** Each placeholder as the template writes it: offsets are right if this reads well. */
const written = (source: string, placeholders: readonly Placeholder[]) =>
  placeholders.map(({ kind, name, start, end }) => `${kind} ${name}: ${source.slice(start, end)}`);

describe('a text template', () => {
  it('knows {{name}}, and in an input row <value>, and nothing else', () => {
    const source = 'a {{b c}} {{ d }} \\{{e}} <value> [f] <g> {{1}} {{}}';
    const fixed = parseFixedTemplate(source);
    expect(written(source, placeholdersOf(fixed.parts))).toEqual(['variable b c: {{b c}}', 'variable d: {{ d }}']);
    expect(fixed.problems.map(({ start, end }) => source.slice(start, end + 2))).toEqual(['{{1}', '{{}}']);
    const row = parseRowTemplate(source);
    expect(written(source, placeholdersOf(row.parts))).toContain('input value: <value>');
  });

  it('reads _*_name_*_ in a raw body, and <name> when switched on', () => {
    const source = '<a>_*_a b_*_ _*__c__*_ _*_1_*_ {{v}}';
    expect(written(source, placeholdersOf(parseRawTemplate(source, false).parts))).toEqual([
      'input a b: _*_a b_*_',
      'input _c_: _*__c__*_',
      'variable v: {{v}}',
    ]);
    expect(written(source, placeholdersOf(parseRawTemplate(source, true).parts))).toContain('input a: <a>');
  });

  it('keeps every character that is no placeholder', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('{', '}', 'a', '\\', '<', '_', '*', ' ', '😀') }), (source) => {
        const { parts } = parseRawTemplate(source, true);
        const text = parts
          .map((part) => (part.kind === 'text' ? part.text : source.slice(part.start, part.end)))
          .join('');
        expect(text).toBe(source.replaceAll('\\{{', '{{'));
        expect(parts.map(({ start, end }) => source.slice(start, end)).join('')).toBe(source);
      }),
    );
  });

  it('takes names of 64 characters that start with a letter or _', () => {
    const longest = `_${'a'.repeat(63)}`;
    expect(placeholdersOf(parseFixedTemplate(`{{${longest}}}`).parts)).toHaveLength(1);
    expect(parseFixedTemplate(`{{${longest}a}}`).problems).toHaveLength(1);
  });
});

describe('a JSON template', () => {
  it('gives its placeholders with offsets, those after an error too', () => {
    const source = '{"<k>": <a>, "b": "x <b> {{v}}", "c": [{{w}}';
    expect(written(source, parseJsonTemplate(`${source}]}`).placeholders)).toEqual([
      'input k: <k>',
      'input a: <a>',
      'input b: <b>',
      'variable v: {{v}}',
      'variable w: {{w}}',
    ]);
    const broken = '{"a": <a> oops "b": <b>, "c": {{c}}}';
    const template = parseJsonTemplate(broken);
    expect(template.root).toBeNull();
    expect(written(broken, template.placeholders)).toEqual(['input a: <a>', 'input b: <b>', 'variable c: {{c}}']);
    expect(template.problems).toHaveLength(1);
  });

  it('accepts exactly the JSON that JSON.parse accepts where there is no placeholder', () => {
    const mutated = fc
      .tuple(
        fc.json({ maxDepth: 3 }),
        fc.nat(),
        fc.constantFrom('', ',', '"', '}', ']', '1', '-', '.', 'e', '\\', '\n', 'null'),
      )
      .map(([json, at, insert]) => {
        const index = at % (json.length + 1);
        return json.slice(0, index) + insert + json.slice(index);
      })
      .filter((text) => !/[<{]\w|\{\{|<|\\\{/.test(text));
    fc.assert(
      fc.property(mutated, (source) => {
        let isJson = true;
        try {
          JSON.parse(source);
        } catch {
          isJson = false;
        }
        expect(parseJsonTemplate(source).root !== null).toBe(isJson);
      }),
      { numRuns: 500 },
    );
  });

  it('is parsed or refused at a spot inside it, whatever it is', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('{', '}', '[', ']', '"', ',', ':', '<', '>', 'a', '1', '\\', ' ', '\n') }),
        (source) => {
          const { root, problems } = parseJsonTemplate(source);
          expect(root === null).toBe(problems.length > 0 && root === null);
          for (const { start, end } of problems)
            expect(start >= 0 && end <= source.length + 1 && start <= end + 1).toBe(true);
        },
      ),
    );
  });
});

describe('a URL template', () => {
  it('reads inputs in host, path and query values, and none in query keys or IPv6 hosts', () => {
    const source = 'https://[shop].a.example:8080/[id]/x?[k]=[v]&a[]=1&f[x]=%5By%5D#[no]';
    const { placeholders, problems } = parseUrlTemplate(source, { isBase: false });
    expect(written(source, placeholders)).toEqual(['input shop: [shop]', 'input id: [id]', 'input v: [v]']);
    expect(problems).toEqual([]);
    expect(parseUrlTemplate('http://[::1]/[a]', { isBase: true }).placeholders).toHaveLength(1);
  });

  it.each([
    ['https://a.example', true],
    ['{{scheme}}://a.example', true],
    [' HTTP://a', true],
    ['/x?u=https://a.example', false],
    ['//a.example', false],
    ['{{base}}/x', false],
    ['mailto:x', false],
  ])('says whether %s replaces the base URL: %s', (source, isAbsolute) => {
    expect(isAbsoluteUrl(source)).toBe(isAbsolute);
  });
});

describe('positionOf', () => {
  it('counts lines and columns from 1, for every kind of line end', () => {
    expect(positionOf('a\nb\r\nc\rde', 8, 9)).toEqual({ start: 8, end: 9, line: 4, column: 2 });
    expect(positionOf('', 0, 0)).toEqual({ start: 0, end: 0, line: 1, column: 1 });
  });
});
