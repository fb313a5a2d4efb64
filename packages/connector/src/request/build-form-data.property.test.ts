import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Body } from '../document/call-document.ts';
import type { FormDataRow } from '../document/row.ts';
import { FileValue } from '../inputs/file-value.ts';
import { decodeUtf8, encodeUtf8 } from '../platform.ts';
import { buildArguments, input } from './build-request.fixture.ts';
import { buildRequest } from './build-request.ts';
import { chooseBoundary } from './multipart.ts';

interface ReadFile {
  name: string;
  type: string;
  arrayBuffer: () => Promise<ArrayBuffer>;
}
/** A reader that others wrote: the one of the platform's own fetch. */
const { Response } = globalThis as unknown as {
  Response: new (
    body: Uint8Array,
    init: { headers: Record<string, string> },
  ) => { formData: () => Promise<Iterable<[string, string | ReadFile]>> };
};

const boundaryLike = fc.tuple(fc.constantFrom('', '\r\n--', '--'), fc.nat(4), fc.constantFrom('', '--', '\r\n', '0'));
const trouble = fc.oneof(
  boundaryLike.map(
    ([before, number, after]) => `${before}----JackfieldForm${String(number).padStart(16, '0')}${after}`,
  ),
  fc.constantFrom(
    '----JackfieldForm',
    '\r\n',
    '\r',
    '\n',
    '"',
    '; filename="x"',
    '%22',
    '{{v}}',
    '<t>',
    '\0',
    '😀',
    '\\',
  ),
  fc.string({ unit: 'grapheme', maxLength: 6 }),
);
const text = fc.array(trouble, { maxLength: 5 }).map((parts) => parts.join(''));
const bytes = fc.oneof(fc.uint8Array({ maxLength: 60 }), text.map(encodeUtf8));
const fileName = text
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a name that holds them is refused.
  .map((name) => `a${name.replaceAll(/[\u0000-\u001f\u007f]/g, '')}`)
  .filter((name) => name.length <= 255);
const file = fc.record({ name: fileName, type: fc.constantFrom('', 'image/png', 'text/plain; charset=utf-8'), bytes });
const part = fc.record({ name: text.map((name) => `k${name}`), value: fc.oneof(text, file) });

/** What a name is after browsers' escapes. */
const escaped = (name: string) => name.replaceAll('\n', '%0A').replaceAll('\r', '%0D').replaceAll('"', '%22');
/** The platform's reader undoes these. */
const unescaped = (name: string) => name.replaceAll(/%0A/gi, '\n').replaceAll(/%0D/gi, '\r').replaceAll('%22', '"');

describe('any values of a form-data body', () => {
  it('are read by others as the same parts, in order, byte for byte', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 5 }), async (parts) => {
        const rows = parts.map(
          ({ name }, index): FormDataRow => ({
            id: `row-${index}`,
            key: name,
            isEnabled: true,
            kind: 'input',
            input: `i${index}`,
            template: '<value>',
            listFormat: 'repeat',
            dateFormat: 'date-time',
          }),
        );
        const body: Body = { kind: 'form-data', rows };
        const result = buildRequest(
          buildArguments({
            call: {
              method: 'POST',
              url: '/',
              body,
              inputs: parts.map(({ value }, index) =>
                input(`i${index}`, { type: typeof value === 'string' ? 'text' : 'file', allowBlank: true }),
              ),
            },
            inputs: Object.fromEntries(
              parts.map(({ value }, index) => [
                `i${index}`,
                typeof value === 'string' ? value : new FileValue(value.name, value.type, value.bytes),
              ]),
            ),
          }),
        );
        if (!result.ok) throw new Error(JSON.stringify(result.issues));
        const type = result.request.headers.find(([name]) => name === 'content-type')?.[1] ?? '';
        const sent = result.request.body ?? new Uint8Array();
        const read: unknown[] = [];
        const others =
          parts.length === 0 ? [] : await new Response(sent, { headers: { 'content-type': type } }).formData();
        for (const [name, value] of others) {
          if (typeof value === 'string') read.push([name, value]);
          else read.push([name, value.name, [...new Uint8Array(await value.arrayBuffer())]]);
        }
        expect(read).toEqual(
          parts.map(({ name, value }) => {
            const key = unescaped(escaped(name));
            return typeof value === 'string' ? [key, value] : [key, unescaped(escaped(value.name)), [...value.bytes]];
          }),
        );
        const boundary = /boundary=(.+)$/.exec(type)?.[1] ?? '';
        expect(decodeUtf8(sent).split(boundary)).toHaveLength(parts.length + 2);
      }),
      { numRuns: 300 },
    );
  });
});

describe('a boundary', () => {
  it('stands in none of the contents, wherever and however often its kin stand there', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(text, bytes), { maxLength: 6 }), (contents) => {
        const boundary = chooseBoundary(contents);
        expect(boundary).toMatch(/^[-A-Za-z0-9]{1,70}$/);
        for (const content of contents) {
          expect(typeof content === 'string' ? content : String.fromCharCode(...content)).not.toContain(boundary);
        }
      }),
      { numRuns: 500 },
    );
  });
});
