import { describe, expect, it } from 'vitest';
import { readDeviceAnswer } from './read-device-answer.ts';
import type { TokenFailure } from './token-failure.ts';

const NOW = Date.UTC(2026, 0, 1);
const DEVICE_CODE = 'the-device-code-0123456789';
const ANSWER = {
  device_code: DEVICE_CODE,
  user_code: 'WDJB-MJHT',
  verification_uri: 'https://example.com/device',
  expires_in: 600,
};

const read = (body: unknown, status = 200) =>
  readDeviceAnswer({ status, headers: [], text: typeof body === 'string' ? body : JSON.stringify(body) }, NOW);

function failureOf(body: unknown, status?: number): TokenFailure {
  try {
    read(body, status);
  } catch (error) {
    return error as TokenFailure; // It throws nothing else.
  }
  throw new Error('it was read');
}

describe('what a device authorization URL answers', () => {
  it('is read with what the provider leaves out', () => {
    expect(read(ANSWER)).toEqual({
      deviceCode: DEVICE_CODE,
      userCode: 'WDJB-MJHT',
      verificationUri: 'https://example.com/device',
      verificationUriComplete: null,
      expiresAt: NOW + 600_000,
      intervalMs: 5_000,
    });
  });

  it.each([
    ['numbers as text', { expires_in: '60', interval: '7' }, { expiresAt: NOW + 60_000, intervalMs: 7_000 }],
    ['an interval that would be no pause', { interval: 0.01 }, { intervalMs: 1_000 }],
    ['a life beyond all waiting', { expires_in: 1e9 }, { expiresAt: NOW + 1_800_000 }],
    ['no life', { expires_in: null }, { expiresAt: NOW + 900_000 }],
    [
      'the name of Google',
      { verification_uri: undefined, verification_url: 'https://www.google.com/device' },
      { verificationUri: 'https://www.google.com/device' },
    ],
    [
      'an address with the code in it',
      { verification_uri_complete: 'https://example.com/device?user_code=WDJB-MJHT' },
      { verificationUriComplete: 'https://example.com/device?user_code=WDJB-MJHT' },
    ],
    [
      'an address that is no link',
      { verification_uri_complete: 'javascript:alert(1)' },
      { verificationUriComplete: null },
    ],
  ])('is read with %s', (_what, more, expected) => {
    expect(read({ ...ANSWER, ...more })).toMatchObject(expected);
  });

  it.each([
    ['<h1>Enter your code</h1>', 200, 'The answer of the device authorization URL is not JSON.', 'page for people'],
    [
      { ...ANSWER, device_code: '' },
      200,
      'The answer of the device authorization URL has no device_code.',
      'user_code',
    ],
    [{ ...ANSWER, user_code: 7 }, 200, 'The answer of the device authorization URL has no user_code.', 'device_code'],
    [
      { ...ANSWER, verification_uri: 'javascript:alert(1)' },
      200,
      'The answer of the device authorization URL has no verification_uri that a browser can open.',
      'Check Device authorization URL',
    ],
    [{ error: 'invalid_client' }, 401, 'The device authorization URL refused: invalid_client.', 'Client ID'],
    // As GitHub does.
    [{ error: 'device_flow_disabled' }, 200, 'The device authorization URL refused: device_flow_disabled.', 'Look up'],
    ['', 404, 'The device authorization URL answered with 404.', 'Check Device authorization URL'],
  ])('says what is wrong with %o', (body, status, message, hint) => {
    const failure = failureOf(body, status);
    expect(failure).toMatchObject({ kind: 'auth', words: message, detail: expect.stringContaining('auth.deviceUrl') });
    expect(failure.hint).toContain(hint);
    expect(JSON.stringify([failure.words, failure.hint, failure.detail])).not.toContain(DEVICE_CODE);
  });
});
