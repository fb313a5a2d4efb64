import { describe, expect, it } from 'vitest';
import { last4, looksLikeSecret } from './secret-texts.ts';

describe('last4', () => {
  it('shows the end of a secret longer than 12 characters, and nothing of a shorter one', () => {
    expect(last4('1234567890abc')).toBe('0abc');
    expect(last4('1234567890ab')).toBeNull();
    expect(last4('')).toBeNull();
    expect(last4('😀'.repeat(12))).toBeNull();
    expect(last4('abcdefghijk😀12😀')).toBe('😀12😀');
  });
});

/** Joined here, so that no scanner of this repository takes an example for a leak. */
const join = (...parts: string[]) => parts.join('');

describe('looksLikeSecret', () => {
  it.each([
    join('sk', '_live_', '4eC39HqLyjWDarjtT1zdp7dc'),
    join('gh', 'p_', '16C7e42F292c6912E7710c838347Ae178B4a'),
    join('xox', 'b-', '17653672481-19874698323-pdFZKVeTuE8sk7oOcHrzqqgy'),
    join('AK', 'IA', 'IOSFODNN7EXAMPLE'),
    join('ey', 'JhbGciOiJIUzI1NiJ9', '.eyJzdWIiOiIxMjM0In0', '.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9P'),
    join('Bearer ', 'abcdefghijklmnop1234'),
    '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822c',
  ])('takes %s for a key', (text) => {
    expect(looksLikeSecret(` ${text} `)).toBe(true);
  });

  it.each([
    '',
    'application/json',
    'Bearer {{token}}',
    'hello world, this is a long sentence with 12 words',
    '2026-01-31T12:00:00.000+02:00',
    '123e4567-e89b-12d3-a456-426614174000',
    '123456789012345678901234567890',
    'application/vnd.github.v3.raw+json',
    'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa1',
  ])('takes %j for plain text', (text) => {
    expect(looksLikeSecret(text)).toBe(false);
  });
});
