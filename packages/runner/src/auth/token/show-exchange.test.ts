import type { TokenStep } from '@jackfield/connector';
import { expect, it } from 'vitest';
import { showExchange } from './show-exchange.ts';
import type { TokenExchange } from './token-types.ts';

const step: TokenStep = {
  kind: 'token',
  grant: { type: 'custom', tokenUrl: 'https://x/', method: 'POST', headers: [], body: null, acceptedStatuses: [] },
  answer: { token: { in: 'body', path: ['data', 'opaque'] }, expiry: null, format: 'auto' },
  attachment: { in: 'query', name: 'x' },
  refusals: [401],
  bodyRefusals: [],
  origins: [],
  secrets: [{ label: 'auth.clientSecret', owner: 'api', slot: 'auth.clientSecret', values: ['s3cret!'] }],
};

const timing = { dnsMs: null, connectMs: null, tlsMs: null, firstByteMs: null };
const exchangeOf = (text: string): TokenExchange => ({
  request: {
    method: 'POST',
    url: 'https://x/?k=s3cret!',
    headers: [['authorization', 'Basic bWU6czNjcmV0IQ==']],
    body: 'grant_type=refresh_token&refresh_token=RT-1&scope=read',
  },
  response: { status: 200, statusText: 'OK', headers: [['set-cookie', 'sid=abc']], text },
  timing,
});

it('shows what was sent and answered without anything that opens something', () => {
  const answer = {
    data: { opaque: 'short' },
    refresh_token: 'RT-2',
    id_token: 'a.b.c',
    token_type: 'Bearer',
    scope: 'read write',
    expires_in: 3600,
    handle: 'Zm9vYmFyYmF6cXV4MTIz',
    help: 'https://x.example/docs/with/a/path',
  };
  const { request, response } = showExchange(exchangeOf(JSON.stringify(answer)), step);
  expect(request).toEqual({
    method: 'POST',
    url: 'https://x/?k={{auth.clientSecret}}',
    headers: [['authorization', 'Basic {{auth.client}}']],
    body: 'grant_type=refresh_token&refresh_token={{auth.refresh_token}}&scope=read',
    bodyBytes: 54,
  });
  expect(response?.headers).toEqual([['set-cookie', '{{auth.set-cookie}}']]);
  expect(JSON.parse(response?.text ?? '')).toEqual({
    ...answer,
    data: { opaque: '{{auth.opaque}}' },
    refresh_token: '{{auth.refresh_token}}',
    id_token: '{{auth.id_token}}',
    handle: '{{auth.handle}}',
  });
});

it('does so for an answer that is a query string', () => {
  const { response } = showExchange(exchangeOf('access_token=AT-1&token_type=bearer&scope=a'), step);
  expect(response?.text).toBe('access_token={{auth.access_token}}&token_type=bearer&scope=a');
});
