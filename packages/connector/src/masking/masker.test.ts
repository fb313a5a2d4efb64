import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeBase64 } from '../encoding/base64.ts';
import { encodeFormText } from '../encoding/percent.ts';
import { decodeUtf8, encodeUtf8 } from '../platform.ts';
import { createMasker } from './masker.ts';

const SECRET = 'sk_live_9f/"é<+ b';
const one = (value: string, label = 'key') => createMasker([{ label, values: [value] }]);
const maskText = (value: string, text: string) => decodeUtf8(one(value).maskBytes(encodeUtf8(text)));

function pushAll(value: string, bytes: Uint8Array, sizes: readonly number[]): Uint8Array {
  const masker = one(value).createByteMasker();
  const out: number[] = [];
  let at = 0;
  for (let index = 0; at < bytes.length; index += 1) {
    const size = sizes[index % Math.max(sizes.length, 1)] ?? 1;
    out.push(...masker.push(bytes.subarray(at, at + size)));
    at += size;
  }
  out.push(...masker.flush());
  return Uint8Array.from(out);
}

function hexOf(text: string): string {
  return [...encodeUtf8(text)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

const encodings: Record<string, (secret: string) => string> = {
  raw: (secret) => secret,
  'JSON, minimal': (secret) => JSON.stringify(secret),
  'JSON, slashes escaped': (secret) => JSON.stringify(secret).replaceAll('/', '\\/'),
  'JSON, ASCII only': (secret) =>
    JSON.stringify(secret).replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
  'JSON, safe in HTML': (secret) =>
    JSON.stringify(secret).replace(/[<>&]/g, (unit) => `\\u00${unit.charCodeAt(0).toString(16)}`),
  'percent, upper case': (secret) => encodeURIComponent(secret),
  'percent, lower case': (secret) => encodeURIComponent(secret).replace(/%../g, (each) => each.toLowerCase()),
  'JSON, every sign escaped': (secret) => {
    const escaped = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0').toUpperCase()}`;
    return secret.replace(/[^A-Za-z0-9_.-]/g, escaped);
  },
  'JSON, slashes as \\u002f': (secret) => JSON.stringify(secret).replaceAll('/', '\\u002f'),
  'JSON within JSON': (secret) => JSON.stringify(JSON.stringify(secret).slice(1, -1)),
  'percent, twice': (secret) => encodeURIComponent(encodeURIComponent(secret)),
  'percent, of JSON': (secret) => encodeURIComponent(JSON.stringify(secret).slice(1, -1)),
  'HTML, in a text': (secret) => secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
  'HTML, in an attribute': (secret) => encodings['HTML, in a text']?.(secret).replaceAll('"', '&quot;') ?? '',
  'HTML, of Python': (secret) => encodings['HTML, in an attribute']?.(secret).replaceAll("'", '&#x27;') ?? '',
  'HTML, of Go': (secret) =>
    encodings['HTML, in a text']?.(secret).replaceAll('"', '&#34;').replaceAll("'", '&#39;') ?? '',
  hexadecimal: (secret) => hexOf(secret),
  'hexadecimal, upper case': (secret) => hexOf(secret).toUpperCase(),
  'percent, form': (secret) => encodeFormText(secret),
  'base64 at 0': (secret) => encodeBase64(encodeUtf8(secret)),
  'base64 at 1': (secret) => encodeBase64(encodeUtf8(`a${secret}bc`)),
  'base64 at 2': (secret) => encodeBase64(encodeUtf8(`ab${secret}c`)),
  base64url: (secret) =>
    encodeBase64(encodeUtf8(`abc${secret}`))
      .replaceAll('+', '-')
      .replaceAll('/', '_'),
};

/** The part of a base64 text that a secret decides alone is gone; what its neighbours decide may stay. */
const core = (name: string, text: string) => (name.startsWith('base64') ? text.slice(4, -4) : text.replaceAll('"', ''));

const secretText = fc.string({ unit: 'grapheme', minLength: 8, maxLength: 40 }).filter((text) => text.length >= 8);
const anyText = fc.string({ unit: 'grapheme', maxLength: 60 });

describe('createMasker', () => {
  for (const [name, encode] of Object.entries(encodings)) {
    it(`masks a secret in the form: ${name}`, () => {
      const masked = maskText(SECRET, `before ${encode(SECRET)} after`);
      expect(masked).not.toContain(core(name, encode(SECRET)));
      expect(masked).toMatch(/^before .*after$/s);
    });

    it(`leaves nothing of any secret in any chunking in the form: ${name}`, () => {
      fc.assert(
        fc.property(
          secretText,
          anyText,
          anyText,
          fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }),
          (secret, before, after, sizes) => {
            const text = encodeUtf8(`${before}${encode(secret)}${after}`);
            const masked = decodeUtf8(pushAll(secret, text, sizes));
            expect(masked).not.toContain(secret);
            expect(masked).not.toContain(core(name, encode(secret)));
          },
        ),
        { numRuns: 60 },
      );
    });
  }

  it('leaves every byte beside a secret as it is', () => {
    const beside = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '\n', '{', '"', 'é', '😀', '%', '=', '1') });
    const anySecret = fc.string({ unit: fc.constantFrom(...'YZ/+&<"\\ö'), minLength: 6 }).map((text) => `X${text}Y`);
    const textual = Object.entries(encodings).filter(([name]) => !name.startsWith('base64'));
    fc.assert(
      fc.property(
        fc.constantFrom(...textual),
        anySecret,
        fc.array(beside, { minLength: 1, maxLength: 5 }),
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }),
        ([name, encode], secret, parts, sizes) => {
          const inside = name.startsWith('JSON') ? encode(secret).replace(/^"|"$/g, '') : encode(secret);
          const masked = pushAll(secret, encodeUtf8(parts.join(inside)), sizes);
          expect(decodeUtf8(masked)).toBe(parts.join('{{key}}'));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('gives the same for every chunking', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 8, maxLength: 12 }),
        fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 200 }),
        fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1 }),
        (secret, text, sizes) => {
          const bytes = encodeUtf8(`${text}${secret}${text}`);
          const whole = one(secret).maskBytes(bytes);
          expect(decodeUtf8(pushAll(secret, bytes, sizes))).toBe(decodeUtf8(whole));
          expect(decodeUtf8(whole)).not.toContain(secret);
        },
      ),
    );
  });

  it('passes bytes without a secret unchanged, whatever they are', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 300 }),
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }),
        (bytes, sizes) => {
          expect([...pushAll('correct horse battery', bytes, sizes)]).toEqual([...bytes]);
          expect(one('correct horse battery').maskBytes(bytes)).toBe(bytes);
        },
      ),
    );
  });

  it('keeps JSON valid that holds any secret as text', () => {
    fc.assert(
      fc.property(secretText, anyText, (secret, other) => {
        const json = JSON.stringify({ [other]: [secret, `${other}${secret}`], plain: other });
        const masked = maskText(secret, json);
        expect(() => JSON.parse(masked)).not.toThrow();
        expect(masked).not.toContain(secret);
      }),
    );
  });

  it('keeps JSON valid that holds a secret number, list or object as a value of its own', () => {
    for (const secret of ['1234567890', '-1.5e+300000', '[1,2,3,44]', '{"token":"abc"}', '"quoted text"', '99999999']) {
      const masked = maskText(secret, `{"value":${secret},"list":[${secret}]}`);
      expect(() => JSON.parse(masked)).not.toThrow();
      expect(masked).not.toContain(secret);
    }
  });

  it('keeps JSON valid that holds a secret which is JSON, as a value and inside a text', () => {
    fc.assert(
      fc.property(
        fc.json({ maxDepth: 2 }).filter((text) => text.length >= 8),
        anyText,
        (secret, other) => {
          const text = `{"a":${secret},"b":${JSON.stringify(secret)},"c":[${secret},${JSON.stringify(other)}]}`;
          const masked = maskText(secret, text);
          expect(() => JSON.parse(masked)).not.toThrow();
          expect(masked).not.toContain(secret);
        },
      ),
    );
  });

  it('holds back no more than a proper prefix of a secret', () => {
    const masker = one('abcdefgh').createByteMasker();
    expect(decodeUtf8(masker.push(encodeUtf8('xyz')))).toBe('xyz');
    expect(decodeUtf8(masker.push(encodeUtf8('xabc')))).toBe('x');
    expect(decodeUtf8(masker.push(encodeUtf8('x')))).toBe('abcx');
    expect(decodeUtf8(masker.push(encodeUtf8('abcdefgh')))).toBe('{{key}}');
    expect(masker.flush()).toHaveLength(0);
  });

  it('writes one mark over secrets that overlap', () => {
    const masker = createMasker([
      { label: 'first', values: ['abcdefgh'] },
      { label: 'second', values: ['efghijkl', 'abcdefghijklmn'] },
    ]);
    expect(masker.maskText('-abcdefghijkl-')).toBe('-{{first}}-');
    expect(masker.maskText('-abcdefghijklmn-')).toBe('-{{second}}-');
    expect(masker.maskText('-abcdefgh-efghijkl-')).toBe('-{{first}}-{{second}}-');
  });

  it('never writes a mark that shows a secret', () => {
    expect(one('my password', 'my password').maskText('my password')).toBe('••••');
    expect(one('{{key}} is it').maskText('{{key}} is it')).toBe('••••');
    expect(one('{{••••••').maskText('{{••••••')).toBe('****');
    expect(one('some secret', 'a"b').maskText('some secret')).toBe('••••');
  });

  it('leaves values under 8 characters alone unless asked', () => {
    const secrets = [{ label: 'pin', values: ['1234'] }];
    expect(createMasker(secrets).maskText('pin 1234')).toBe('pin 1234');
    expect(createMasker(secrets).hasPatterns).toBe(false);
    expect(createMasker(secrets, { includesShort: true }).maskText('pin 1234')).toBe('pin {{pin}}');
  });

  it('masks a secret whose bytes were read as ISO-8859-1', () => {
    const misread = String.fromCharCode(...encodeUtf8('pässwört'));
    expect(one('pässwört').maskText(`x ${misread} y`)).toBe('x {{key}} y');
    const latin1 = Uint8Array.from('pässwört'.split('').map((unit) => unit.charCodeAt(0)));
    expect(decodeUtf8(one('pässwört').maskBytes(latin1))).toBe('{{key}}');
  });

  it('takes time that grows with the text alone, even for a secret of one repeated letter', () => {
    const masker = one('a'.repeat(5_000)).createByteMasker();
    const almost = new Uint8Array(1_000_000).fill(0x61);
    for (let at = 4_999; at < almost.length; at += 5_000) almost[at] = 0x62;
    let length = 0;
    for (let at = 0; at < almost.length; at += 65_536) length += masker.push(almost.subarray(at, at + 65_536)).length;
    expect(length + masker.flush().length).toBe(almost.length);
  });
});
