import type { TokenAnswerForm } from '@jackfield/connector';
import { describe, expect, it } from 'vitest';
import { readTokenAnswer } from './read-token-answer.ts';
import type { TokenFailure } from './token-failure.ts';

const NOW = Date.UTC(2026, 0, 1);
const FORM: TokenAnswerForm = {
  token: { in: 'body', path: ['access_token'] },
  expiry: { in: 'body', path: ['expires_in'] },
  format: 'auto',
};
const TOKEN = 'the-token-0123456789';

const read = (body: unknown, form: Partial<TokenAnswerForm> = {}, status = 200, headers: [string, string][] = []) =>
  readTokenAnswer(
    { status, headers, text: typeof body === 'string' ? body : JSON.stringify(body) },
    { ...FORM, ...form },
    NOW,
  );

function failureOf(...args: Parameters<typeof read>): TokenFailure {
  try {
    read(...args);
  } catch (error) {
    return error as TokenFailure; // It throws nothing else.
  }
  throw new Error('it was read');
}

describe('what a token URL answers', () => {
  it.each([
    ['JSON', { access_token: TOKEN, expires_in: 60, scope: 'a b' }, {}],
    [
      'JSON after a byte order mark',
      `\uFEFF${JSON.stringify({ access_token: TOKEN, expires_in: 60, scope: 'a b' })}`,
      {},
    ],
    ['numbers as text, scopes as a list', { access_token: TOKEN, expires_in: '60', scope: ['a', 'b'] }, {}],
    ['a query string', `access_token=${TOKEN}&expires_in=60&scope=a+b`, {}],
    ['an instant in seconds', { access_token: TOKEN, expires_in: NOW / 1_000 + 60, scope: 'a b' }, {}],
    ['an instant as a date', { access_token: TOKEN, expires_in: '2026-01-01T00:01:00Z', scope: 'a b' }, {}],
    [
      'names and paths of their own',
      { data: { tokens: [{ t: TOKEN }] }, life: 60, scope: 'a b' },
      { token: { in: 'body', path: ['data', 'tokens', '0', 't'] }, expiry: { in: 'body', path: ['life'] } } as const,
    ],
  ])('is read as %s', (_what, body, form) => {
    expect(read(body, form)).toMatchObject({
      accessToken: TOKEN,
      expiresAt: NOW + 60_000,
      scope: 'a b',
      warnings: [],
    });
  });

  it('is read from headers', () => {
    const form = { token: { in: 'header', name: 'x-token' }, expiry: { in: 'header', name: 'x-life' } } as const;
    const headers: [string, string][] = [
      ['x-token', TOKEN],
      ['x-life', '60'],
    ];
    expect(read('', form, 204, headers)).toMatchObject({ accessToken: TOKEN, expiresAt: NOW + 60_000 });
  });

  it.each([
    [undefined, []],
    [null, []],
    [0, ['expires_in in the answer of the token URL is 0, so the token is used until it is refused.']],
    [-5, ['expires_in in the answer of the token URL is -5, so the token is used until it is refused.']],
    ['0', ['expires_in in the answer of the token URL is 0, so the token is used until it is refused.']],
    [
      'soon',
      [
        'expires_in in the answer of the token URL is not a number of seconds, so the token is used until it is refused.',
      ],
    ],
    [
      { in: 5 },
      [
        'expires_in in the answer of the token URL is not a number of seconds, so the token is used until it is refused.',
      ],
    ],
  ])('keeps the token where expires_in is %o, and says what is wrong with it', (life, warnings) => {
    expect(read({ access_token: TOKEN, expires_in: life })).toMatchObject({
      accessToken: TOKEN,
      expiresAt: null,
      warnings,
    });
  });

  it.each([
    ['<html><body>Sign in</body></html>', {}, 200, 'The answer of the token URL is not JSON.', 'sign-in'],
    ['', {}, 200, 'The answer of the token URL is not JSON.', 'Token URL'],
    [[TOKEN], {}, 200, 'The answer of the token URL is not JSON.', 'Token URL'],
    [{ token: TOKEN, type: 'x' }, {}, 200, 'The answer of the token URL has no access_token.', 'token, type'],
    [{ access_token: '' }, {}, 200, 'The answer of the token URL has no access_token.', 'access_token'],
    [{ access_token: { value: TOKEN } }, {}, 200, 'The answer of the token URL has no access_token.', 'access_token'],
    [
      {},
      { token: { in: 'header', name: 'x-token' } },
      200,
      'The answer of the token URL has no header x-token.',
      'path',
    ],
    [{ access_token: 'a\nb' }, {}, 200, 'The token holds characters that no header can carry.', 'Token name'],
    [{ error: 'invalid_client' }, {}, 401, 'The token URL refused: invalid_client.', 'Client secret'],
    [
      { error: 'bad_verification_code', error_description: 'Too old.' },
      {},
      200,
      'The token URL refused: bad_verification_code (Too old).',
      'Look up',
    ],
    ['<h1>Bad gateway</h1>', {}, 502, 'The token URL answered with 502.', 'Try again'],
    ['', {}, 404, 'The token URL answered with 404.', 'Check Token URL'],
  ] as const)('says what is wrong with %o', (body, form, status, message, hint) => {
    const failure = failureOf(body, form, status);
    expect(failure).toMatchObject({ kind: 'auth', words: message, isPassing: status >= 500 });
    expect(failure.hint).toContain(hint);
    expect(JSON.stringify([failure.words, failure.hint, failure.detail])).not.toContain(TOKEN);
  });

  it('tells of a clock that is wrong where a signed request is refused', () => {
    const date = new Date(NOW + 600_000).toUTCString();
    expect(failureOf({ error: 'invalid_grant' }, {}, 400, [['date', date]]).hint).toContain('10 minutes behind');
  });
});
