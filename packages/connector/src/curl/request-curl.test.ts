import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SentPart, SentRequest } from '../run/envelope.ts';
import { readCurl } from './read-curl.ts';
import { requestCurl } from './request-curl.ts';

const request = (change: Partial<SentRequest>): SentRequest => ({
  method: 'GET',
  url: 'https://api.example.com/a?b=c',
  headers: [],
  body: null,
  bodyBytes: 0,
  ...change,
});

test('is written as a person would', () => {
  const headers: SentRequest['headers'] = [
    ['authorization', 'Bearer {{auth.key}}'],
    ['accept-encoding', 'gzip'],
  ];
  expect(requestCurl(request({ method: 'PATCH', headers, body: `{"it's": 1}` }))).toBe(
    [
      `curl 'https://api.example.com/a?b=c'`,
      `-X PATCH`,
      `-H 'authorization: Bearer {{auth.key}}'`,
      `--compressed`,
      `--data-raw '{"it'\\''s": 1}'`,
    ].join(' \\\n  '),
  );
  expect(requestCurl(request({}))).toBe(`curl 'https://api.example.com/a?b=c'`);
});

test('is read back as the same request, whatever it holds', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 40 }).filter((each) => !/[\r\n\0]/.test(each));
  fc.assert(
    fc.property(
      text,
      fc.option(text, { nil: null }),
      fc.constantFrom('GET', 'POST', 'PUT', 'DELETE'),
      (value, body, method) => {
        const sent = request({ method, headers: [['x-a', value.trim()]], body });
        const read = readCurl(requestCurl(sent));
        if (!read.ok) throw new Error(JSON.stringify(read));
        expect(read.command).toMatchObject({ method, data: body, headers: [['x-a', value.trim()]] });
        expect(read.command.url).toBe(sent.url);
      },
    ),
  );
});

test('names the files of a form and of a body, and is read back as the same parts', () => {
  const word = fc.string({ unit: 'grapheme', maxLength: 12 }).filter((each) => !/[\r\n\0]/.test(each));
  const name = word.map((each) => `n${each.replaceAll('=', '')}`);
  const type = fc.option(fc.constantFrom('image/png', 'text/plain'), { nil: null });
  fc.assert(
    fc.property(fc.array(fc.tuple(name, word, type, fc.boolean()), { minLength: 1, maxLength: 4 }), (parts) => {
      const form: SentPart[] = parts.map(([name, value, contentType, isFile]) => ({
        name,
        value: isFile ? null : value,
        contentType,
        file: isFile ? { fileName: value, contentType: '', bytes: 1 } : null,
      }));
      const headers: SentRequest['headers'] = [['content-type', 'multipart/form-data; boundary=x']];
      const read = readCurl(requestCurl(request({ method: 'POST', headers, body: '…', form })));
      if (!read.ok) throw new Error(JSON.stringify(read));
      expect(read.command.headers).toEqual([]);
      expect(read.command.form.map(({ name, from, value, contentType }) => [name, value, contentType, from])).toEqual(
        parts.map(([name, value, contentType, isFile]) => [name, value, contentType, isFile ? 'file' : 'text']),
      );
    }),
  );
  const file = { fileName: 'a b.png', contentType: 'image/png', bytes: 3 };
  expect(requestCurl(request({ method: 'PUT', body: '…', file }))).toContain("--data-binary '@a b.png'");
});
