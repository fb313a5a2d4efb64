import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Body } from '../document/call-document.ts';
import type { InputType } from '../document/input.ts';
import { decodeQueryText } from '../encoding/percent.ts';
import { decodeUtf8, parseUrl } from '../platform.ts';
import {
  buildArguments,
  type Fixture,
  filled,
  fixed,
  input,
  ownHeadersOf,
  parameter,
} from './build-request.fixture.ts';
import { buildRequest } from './build-request.ts';
import type { PreparedRequest } from './prepared-request.ts';

/** Text that looks for trouble: placeholders, separators, control characters, lone surrogates, many alphabets. */
const trouble = fc.constantFrom(
  '{{v}}',
  '{{s}}',
  '<x>',
  '<t>',
  '[x]',
  '[t]',
  '_*_x_*_',
  '<value>',
  '\\{{',
  '..',
  '.',
  '/',
  '//',
  '%2e%2e',
  '%2F',
  '?',
  '#',
  '&',
  '=',
  '+',
  '@',
  ':',
  '\\',
  '"',
  "'",
  '\r\n',
  '\n',
  '\0',
  ' ',
  '\t',
  '\u2028',
  '\ud800',
  '\udc00',
  '😀',
  'https://evil.example/',
  '@evil.example',
  '</v>',
  ']]>',
  '\\u0022',
  '",',
  '}',
);
const anyText = fc
  .array(fc.oneof(trouble, fc.string({ unit: 'binary', maxLength: 5 }), fc.string({ maxLength: 5 })), { maxLength: 5 })
  .map((parts) => parts.join(''));
const json = fc.jsonValue({ maxDepth: 3, noUnicodeString: false });

function build(fixture: Fixture): PreparedRequest | null {
  const result = buildRequest(buildArguments(fixture));
  if (result.ok) return result.request;
  expect(result.issues.length).toBeGreaterThan(0);
  return null;
}

const isWellFormed = (text: string) => !/\p{Surrogate}/u.test(text);
const variables = { v: 'the variable' };
const secrets = { s: 'the secret value' };

describe('any value in a URL', () => {
  it('leaves host, segments and parameters as the template has them, and is read back as it was', () => {
    fc.assert(
      fc.property(anyText, anyText, anyText, (first, second, third) => {
        const call = {
          url: '/users/[first]/x-[second]?a=[third]&b=1',
          parameters: [parameter(filled('c[]', 'second')), parameter(filled('d', 'third', { template: '(<value>)' }))],
          inputs: ['first', 'second', 'third'].map((name) => input(name, { allowBlank: true })),
        };
        const request = build({ call, inputs: { first, second, third }, variables, secrets });
        if (!request) {
          expect(first === '' || ['.', '..'].includes(first) || ![first, second, third].every(isWellFormed)).toBe(true);
          return;
        }
        const url = parseUrl(request.url);
        expect(url?.href).toBe(request.url);
        expect(url?.origin).toBe('https://api.example.com');
        expect(url?.pathname.split('/').map(decodeURIComponent)).toEqual(['', 'v1', 'users', first, `x-${second}`]);
        const pairs = url?.search
          .slice(1)
          .split('&')
          .map((pair) => pair.split('=').map(decodeURIComponent));
        expect(pairs).toEqual([
          ['a', third],
          ['b', '1'],
          ['c[]', second],
          ['d', `(${third})`],
        ]);
      }),
      { numRuns: 300 },
    );
  });

  it('never changes the host through an input, a variable or kept slashes', () => {
    fc.assert(
      fc.property(anyText, anyText, (value, variable) => {
        const call = {
          url: '/[value]{{v}}/[value]',
          inputs: [input('value', { keepsSlashes: true, allowBlank: true })],
        };
        const request = build({ call, inputs: { value }, variables: { v: variable } });
        if (!request) return;
        const url = parseUrl(request.url);
        expect(url?.origin).toBe('https://api.example.com');
        expect(url?.search).toBe('');
        const path = `/v1/${value}${variable.replaceAll('/', '%2F')}/${value}`;
        expect(url?.pathname.split('/')).toHaveLength(path.split('/').length);
        expect(url?.pathname.startsWith('/v1/')).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('takes nothing but a listed value into the host', () => {
    fc.assert(
      fc.property(anyText, (host) => {
        const call = { url: 'https://[host].example.com/x', inputs: [input('host', { allowedValues: ['eu', host] })] };
        const request = build({ call, inputs: { host } });
        if (request) expect(request.url).toBe(`https://${host.toLowerCase()}.example.com/x`);
      }),
      { numRuns: 300 },
    );
  });
});

describe('any value in a header', () => {
  it('is sent whole as one header, or refused', () => {
    fc.assert(
      fc.property(anyText, (value) => {
        const call = {
          headers: [filled('X-Test', 'value', { template: '-<value>-' })],
          inputs: [input('value', { allowBlank: true })],
        };
        const request = build({ call, inputs: { value }, variables, secrets });
        const isFieldContent = /^[\t\x20-\x7e\x80-\xff]*$/.test(value);
        expect(request === null).toBe(!isFieldContent);
        if (request) expect(ownHeadersOf(request)).toEqual([['x-test', `-${value}-`]]);
      }),
      { numRuns: 500 },
    );
  });
});

const INPUT_TYPES = { t: 'text', n: 'number', b: 'boolean', l: 'list', o: 'object' } as const satisfies Record<
  string,
  InputType
>;
const inputs = Object.entries(INPUT_TYPES).map(([name, type]) =>
  input(name, { type, isRequired: false, allowBlank: true }),
);
const inputValues = fc.record(
  {
    t: fc.oneof(anyText, fc.constant(null)),
    n: fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constant(null)),
    b: fc.oneof(fc.boolean(), fc.constant(null)),
    l: fc.array(json),
    o: fc.dictionary(fc.string(), json),
  },
  { requiredKeys: [] },
);
type Values = Record<string, unknown>;

/** A template, and what it must become; undefined: left out. */
interface Expected {
  template: string;
  value: (values: Values) => unknown;
}

const inner = (value: unknown) =>
  value === undefined || value === null ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value);

const literalText = fc
  .string({ unit: 'grapheme', maxLength: 6 })
  .filter((text) => !/[<{\\]/.test(text) && isWellFormed(text));
const placeholder = fc.constantFrom('t', 'n', 'b', 'l', 'o');
const templateText: fc.Arbitrary<Expected> = fc
  .array(fc.tuple(literalText, placeholder), { maxLength: 3 })
  .map((parts) => ({
    template: JSON.stringify(parts.map(([text, name]) => `${text}<${name}>`).join('')),
    value: (values) => parts.map(([text, name]) => text + inner(values[name])).join(''),
  }));
const { node } = fc.letrec<{ node: Expected; array: Expected; object: Expected }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4 },
    placeholder.map((name) => ({ template: `<${name}>`, value: (values: Values) => values[name] })),
    templateText,
    fc
      .constantFrom('1', '-2.5e3', 'true', 'null', '"\\u003cb>"')
      .map((template) => ({ template, value: () => JSON.parse(template) })),
    tie('array'),
    tie('object'),
  ),
  array: fc.array(tie('node'), { maxLength: 4 }).map((items) => ({
    template: `[ ${items.map(({ template }) => template).join(' , ')}]`,
    value: (values) => items.map((item) => item.value(values)).filter((each) => each !== undefined),
  })),
  object: fc.array(tie('node'), { maxLength: 4 }).map((members) => ({
    template: `{${members.map(({ template }, index) => `\n "k${index}" : ${template}`).join(',')} }`,
    value: (values) => Object.fromEntries(members.map((member, index) => [`k${index}`, member.value(values)])),
  })),
}));

describe('any value in a body', () => {
  it('keeps a valid JSON template valid and is held by it as it was', () => {
    fc.assert(
      fc.property(node, inputValues, ({ template, value }, values) => {
        const body: Body = { kind: 'json', template };
        const request = build({ call: { method: 'POST', body, inputs }, inputs: values, variables, secrets });
        expect(request).not.toBeNull();
        const expected = value(values);
        if (expected === undefined) expect(request?.body).toBeNull();
        // By way of JSON, which has no -0 and no undefined member.
        else
          expect(JSON.parse(decodeUtf8(request?.body ?? new Uint8Array()))).toEqual(
            JSON.parse(JSON.stringify(expected)),
          );
      }),
      { numRuns: 500 },
    );
  });

  it('is read back from a form as it was', () => {
    fc.assert(
      fc.property(anyText, anyText, (key, value) => {
        const body: Body = { kind: 'form-urlencoded', rows: [filled(key, 't'), fixed('end', '1')] };
        const request = build({ call: { body, inputs }, inputs: { t: value }, variables, secrets });
        if (!request) {
          expect(isWellFormed(key) && isWellFormed(value)).toBe(false);
          return;
        }
        const pairs = decodeUtf8(request.body ?? new Uint8Array()).split('&');
        const expected =
          key === ''
            ? [['end', '1']]
            : [
                [key, value],
                ['end', '1'],
              ];
        expect(pairs.map((pair) => pair.split('=').map(decodeQueryText))).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });

  it('stays one text of an XML body', () => {
    fc.assert(
      fc.property(anyText, (value) => {
        const body: Body = {
          kind: 'raw',
          contentType: 'text/xml',
          template: '<v a="_*_t_*_">_*_t_*_</v>',
          escapes: {},
          readsAngleBrackets: false,
        };
        const request = build({ call: { body, inputs }, inputs: { t: value }, variables, secrets });
        if (!request) return;
        const text = decodeUtf8(request.body ?? new Uint8Array());
        const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", '#13': '\r' };
        const read = (escaped: string) => escaped.replace(/&([^;]+);/g, (_all, name: string) => entities[name] ?? '?');
        const match = /^<v a="([^"<]*)">([^<]*)<\/v>$/.exec(text);
        expect([read(match?.[1] ?? 'none'), read(match?.[2] ?? 'none')]).toEqual([value, value]);
      }),
      { numRuns: 300 },
    );
  });
});

describe('any text that a builder may type', () => {
  it('is built or refused with issues, in both modes, and goes nowhere but to the host that is written', () => {
    fc.assert(
      fc.property(
        anyText,
        anyText,
        anyText,
        anyText,
        fc.constantFrom('send', 'preview'),
        (url, text, key, template, mode) => {
          const result = buildRequest(
            buildArguments({
              call: {
                url: `/${url}`,
                headers: [fixed(key, text)],
                parameters: [parameter(fixed(text, key))],
                body: { kind: 'raw', contentType: 'text/plain', template, escapes: {}, readsAngleBrackets: true },
              },
              variables,
              secrets,
              mode: mode === 'send' ? 'send' : 'preview',
            }),
          );
          if (!result.ok) return;
          if (mode === 'send') expect(result.request.origin).toBe('https://api.example.com');
          if (mode === 'preview') expect(JSON.stringify(result.request)).not.toContain(secrets.s);
        },
      ),
      { numRuns: 500 },
    );
  });
});
