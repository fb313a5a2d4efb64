import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { makeCanary, SecretSearch } from './secret-search.ts';

const base64 = (text: string, before = '') => Buffer.from(before + text).toString('base64');

const WRITERS: Record<string, (text: string) => string | Buffer> = {
  raw: (text) => text,
  'in lower case': (text) => text.toLowerCase(),
  'in upper case': (text) => text.toUpperCase(),
  'as JSON': (text) => JSON.stringify({ key: text }),
  'as JSON in JSON': (text) => JSON.stringify(JSON.stringify({ key: text })),
  'as JSON of ASCII alone': (text) =>
    JSON.stringify(text).replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
  'percent-encoded': (text) => encodeURIComponent(text),
  'percent-encoded in lower case': (text) => encodeURIComponent(text).replace(/%../g, (each) => each.toLowerCase()),
  'as a form field': (text) => new URLSearchParams({ key: text }).toString(),
  'in base64': (text) => base64(text),
  'in base64 at 1': (text) => base64(text, 'x'),
  'in base64 at 2': (text) => base64(text, 'xy'),
  'in base64url': (text) => Buffer.from(`xyz${text}`).toString('base64url'),
  'in base64, percent-encoded': (text) => encodeURIComponent(base64(text)),
  hexadecimal: (text) => Buffer.from(text).toString('hex'),
  'hexadecimal in upper case': (text) => Buffer.from(text).toString('hex').toUpperCase(),
  'in UTF-16': (text) => Buffer.from(text, 'utf16le'),
  'in UTF-16, high byte first': (text) => Buffer.from(text, 'utf16le').swap16(),
  'half of it': (text) => text.slice(text.length / 2 - 3),
  'the other half': (text) => text.slice(0, text.length / 2 + 3),
};

test.each(Object.entries(WRITERS))('finds a secret that is written %s, wherever it stands', (_name, write) => {
  for (const characters of ['any', 'header', 'plain'] as const) {
    const canary = makeCanary('planted', characters);
    const search = new SecretSearch([makeCanary('another'), canary, makeCanary('a third', 'plain')]);
    for (const before of [0, 1, 2, 3, 1_000]) {
      const planted = Buffer.concat([randomBytes(before), Buffer.from(write(canary.text)), randomBytes(100)]);
      const names = new Set(search.find(planted).map(({ name }) => name));
      expect([...names]).toEqual(['planted']);
    }
  }
});

test('finds nothing where nothing is', () => {
  const search = new SecretSearch(Array.from({ length: 50 }, (_, index) => makeCanary(`canary ${index}`)));
  expect(search.find(randomBytes(1_000_000))).toEqual([]);
  expect(search.find(randomBytes(500_000).toString('base64'))).toEqual([]);
  expect(search.find('')).toEqual([]);
});

test('refuses a secret that it could not find everywhere', () => {
  expect(() => new SecretSearch([{ name: 'short', text: 'a-b-c-d-e-f-g-h' }])).toThrow(/short/);
});
