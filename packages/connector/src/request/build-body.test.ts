import { describe, expect, it } from 'vitest';
import type { Body } from '../document/call-document.ts';
import { bodyOf, type Fixture, filled, fixed, headerOf, input, issuesOf, parameter } from './build-request.fixture.ts';

const json = (template: string): Body => ({ kind: 'json', template });
const raw = (template: string, more: Partial<Extract<Body, { kind: 'raw' }>> = {}): Body => ({
  kind: 'raw',
  contentType: 'text/plain',
  template,
  escapes: {},
  readsAngleBrackets: false,
  ...more,
});
const messagesOf = (fixture: Fixture) => issuesOf(fixture).map(({ message }) => message);

describe('a JSON body', () => {
  const inputs = [
    input('t', { isRequired: false, allowBlank: true }),
    input('n', { type: 'number', isRequired: false }),
    input('b', { type: 'boolean', isRequired: false }),
    input('l', { type: 'list', isRequired: false }),
    input('o', { type: 'object', isRequired: false }),
    input('d', { type: 'date', isRequired: false }),
  ];
  const build = (template: string, values: Record<string, unknown> = {}) =>
    bodyOf({ call: { method: 'POST', body: json(template), inputs }, inputs: values });

  it.each<[string, Record<string, unknown>, string | null]>([
    ['{"a": <t>}', { t: 'x"y\\z\n' }, '{"a": "x\\"y\\\\z\\n"}'],
    ['{"a": "-<t>-"}', { t: 'x"y\n' }, '{"a": "-x\\"y\\n-"}'],
    ['{"a": <t>}', { t: '<n>{{v}}' }, '{"a": "<n>{{v}}"}'],
    ['{"a": <n>}', { n: 12.5 }, '{"a": 12.5}'],
    ['{"a": <n>}', { n: '12345678901234567890.10' }, '{"a": 12345678901234567890.10}'],
    ['{"a": <b>, "s": "<b>"}', { b: false }, '{"a": false, "s": "false"}'],
    ['{"a": <l>, "s": "<l>"}', { l: [1, 'x'] }, '{"a": [1,"x"], "s": "[1,\\"x\\"]"}'],
    ['{"a": <o>, "s": "<o>"}', { o: { k: 1 } }, '{"a": {"k":1}, "s": "{\\"k\\":1}"}'],
    ['{"a": <o>}', { o: '{"k": 12345678901234567890}' }, '{"a": {"k": 12345678901234567890}}'],
    ['{"a": <d>}', { d: '2026-01-31' }, '{"a": "2026-01-31"}'],
    ['{"a": <t>, "b": <n>}', {}, '{}'],
    ['{"a": <t>, "b": 1}', {}, '{ "b": 1}'],
    ['{"b": 1, "a": <t>}', {}, '{"b": 1}'],
    ['[<t>, 1, <n>, 2, <b>]', {}, '[ 1, 2]'],
    ['{"a": <t>, "s": "<t>"}', { t: null }, '{"a": null, "s": ""}'],
    ['{"a": "x<t>"}', {}, '{"a": "x"}'],
    ['{"<t>": 1}', { t: 'k"' }, '{"k\\"": 1}'],
    ['<o>', { o: { a: [] } }, '{"a":[]}'],
    ['<o>', {}, null],
    ['{"a": "1 < 2, \\u003cb> and <!-- -->"}', {}, '{"a": "1 < 2, \\u003cb> and <!-- -->"}'],
    ['{"a": "\\{{t}}"}', {}, '{"a": "{{t}}"}'],
    [' {\n "a" : [ ] , "b" : { } }\n', {}, ' {\n "a" : [ ] , "b" : { } }\n'],
    ['"<t>"', { t: '\ud800' }, '"\\ud800"'],
  ])('makes of %s with %j: %s', (template, values, expected) => {
    expect(build(template, values)).toBe(expected);
    if (expected !== null) expect(() => JSON.parse(expected)).not.toThrow();
  });

  it('takes a variable inside text, and alone as the JSON that it is or as text', () => {
    const variables = { v: 'x"y', n: '12', t: 'true story' };
    const call = { body: json('{"a": "{{v}}", "n": {{n}}, "t": {{ t }}}') };
    expect(bodyOf({ call, variables })).toBe('{"a": "x\\"y", "n": 12, "t": "true story"}');
  });

  it.each([
    ['{"a": 1,}', 1, 9],
    ['{"a": 1\n "b": 2}', 2, 2],
    ['{\n  "a": <9>\n}', 2, 8],
    ['{"a": tru}', 1, 7],
    ['{"a": 01}', 1, 7],
    ["{'a': 1}", 1, 2],
    ['{"a": "x\n"}', 1, 9],
    ['{"a": "\\x"}', 1, 8],
    ['{"a": "x}', 1, 7],
    ['{"a": }', 1, 7],
    ['[1, 2', 1, 6],
    ['{} x', 1, 4],
    ['{"a": {{b}', 1, 7],
    ['{"a": <b><c>}', 1, 10],
  ])('points at the spot that is not JSON in %s', (template, line, column) => {
    const issues = issuesOf({ call: { body: json(template) } });
    expect(issues.find(({ kind }) => kind === 'config')).toMatchObject({
      path: ['call', 'body', 'template'],
      at: { line, column },
    });
  });

  it('refuses nesting that nobody could read back', () => {
    const depth = 100_000;
    const template = `${'['.repeat(depth)}${']'.repeat(depth)}`;
    expect(messagesOf({ call: { body: json(template) } })[0]).toContain('nested deeper than 200');
  });

  it('adds body parameters as members of the top object, typed', () => {
    const parameters = [
      parameter(fixed('f', 'x{{v}}'), 'body'),
      parameter(filled('n', 'n'), 'body'),
      parameter(filled('s', 'n', { template: 'no <value>' }), 'body'),
      parameter(filled('l', 'l'), 'body'),
      parameter(filled('c', 'l', { listFormat: 'comma' }), 'body'),
      parameter(filled('d', 'd', { dateFormat: 'unix-seconds' }), 'body'),
      parameter(filled('t', 't'), 'body'),
    ];
    const values = { n: 1, l: ['a', 2], d: '1970-01-01T00:00:05Z' };
    const call = { body: json('{"own": 1}'), parameters, inputs };
    expect(JSON.parse(bodyOf({ call, inputs: values, variables: { v: '"' } }) ?? '')).toEqual({
      own: 1,
      f: 'x"',
      n: 1,
      s: 'no 1',
      l: ['a', 2],
      c: 'a,2',
      d: 5,
    });
    expect(bodyOf({ call: { ...call, body: json('') }, variables: { v: '' } })).toBe('{"f":"x"}');
  });

  it('lets the template win over a shared body parameter, and refuses a second one of the call', () => {
    const own = parameter(fixed('a', 'row'), 'body');
    const api = { baseUrls: { development: 'https://a.example' }, parameters: [own] };
    expect(bodyOf({ api, call: { body: json('{"\\u0061": 1}') } })).toBe('{"\\u0061": 1}');
    expect(messagesOf({ call: { body: json('{"a": 1}'), parameters: [own] } })).toEqual([
      'The body already has a member "a".',
    ]);
    expect(messagesOf({ call: { body: json('[]'), parameters: [own] } })[0]).toContain('is an object');
  });

  it('says that an empty body is none', () => {
    expect(messagesOf({ call: { body: json(' ') } })).toEqual(['The JSON body is empty.']);
  });
});

describe('a form body', () => {
  it('encodes names and values, with body parameters beside the fields', () => {
    const rows = [fixed('a b', 'x&y=z+ü'), filled('l', 'l', { listFormat: 'brackets' }), filled('gone', 'o')];
    const call = {
      body: { kind: 'form-urlencoded' as const, rows },
      parameters: [parameter(fixed('p', '1'), 'body'), parameter(fixed('q', '2'))],
      inputs: [input('l', { type: 'list' }), input('o', { isRequired: false })],
    };
    const fixture = { call, inputs: { l: ['1', '[l]'] } };
    expect(bodyOf(fixture)).toBe('a+b=x%26y%3Dz%2B%C3%BC&l%5B%5D=1&l%5B%5D=%5Bl%5D&p=1');
    expect(headerOf(fixture, 'content-type')).toEqual(['application/x-www-form-urlencoded']);
  });

  it('refuses text that has no UTF-8 form', () => {
    const call = { body: { kind: 'form-urlencoded' as const, rows: [filled('a', 'a')] } };
    expect(issuesOf({ call, inputs: { a: '\udc00' } })).toMatchObject([{ path: ['inputs', 'a'] }]);
  });
});

describe('a raw body', () => {
  const values = { a: `<&"'\r>`, b: 'x"' };
  const template = '<v>_*_a_*_</v> <b> _*_b_*_ {{v}} \\{{v}}';
  const build = (more: Partial<Extract<Body, { kind: 'raw' }>>) =>
    bodyOf({
      call: { body: raw(template, more) },
      inputs: more.readsAngleBrackets ? { ...values, v: '' } : values,
      variables: { v: '&' },
    });

  it('escapes for XML where the content type is XML, else not at all', () => {
    expect(build({ contentType: 'application/soap+xml; charset=utf-8' })).toBe(
      '<v>&lt;&amp;&quot;&apos;&#13;&gt;</v> <b> x&quot; &amp; {{v}}',
    );
    expect(build({ contentType: 'text/plain' })).toBe(`<v><&"'\r></v> <b> x" & {{v}}`);
  });

  it('escapes each use as the call says', () => {
    expect(build({ escapes: { a: 'xml', b: 'json' } })).toBe('<v>&lt;&amp;&quot;&apos;&#13;&gt;</v> <b> x\\" & {{v}}');
  });

  it('reads <name> only when switched on', () => {
    const call = { body: raw('_*_a_*_<a>', { readsAngleBrackets: true }) };
    expect(bodyOf({ call, inputs: { a: '<a>' } })).toBe('<a><a>');
    expect(bodyOf({ call: { body: raw('_*_a_*_<a>') }, inputs: { a: '1' } })).toBe('1<a>');
  });

  it('refuses what XML cannot hold and what has no UTF-8 form', () => {
    const call = { body: raw('_*_a_*_', { contentType: 'text/xml' }) };
    expect(issuesOf({ call, inputs: { a: '\u0001' } })).toMatchObject([{ path: ['inputs', 'a'] }]);
    expect(issuesOf({ call: { body: raw('_*_a_*_') }, inputs: { a: '\ud800' } })).toMatchObject([
      { path: ['inputs', 'a'] },
    ]);
  });

  it('refuses a body parameter of the call where there are no fields, and skips a shared one', () => {
    const row = parameter(fixed('a', '1'), 'body');
    expect(messagesOf({ call: { parameters: [row] } })).toEqual(['"a" goes into the body, but the call has no body.']);
    expect(messagesOf({ call: { parameters: [row], body: raw('x') } })[0]).toContain('a raw body has no fields');
    const api = { baseUrls: { development: 'https://a.example' }, parameters: [row] };
    expect(bodyOf({ api, call: {} })).toBeNull();
  });
});
