import { describe, expect, test } from 'vitest';
import { emptyApiDocument } from '../document/api-document.ts';
import { parseApiDocument, parseCallDocument } from '../document/parse-document.ts';
import { encodeBase64 } from '../encoding/base64.ts';
import { decodeUtf8, encodeUtf8 } from '../platform.ts';
import { buildRequest } from '../request/build-request.ts';
import { type CurlContext, type CurlPlan, planCurl } from './plan-curl.ts';
import { readCurl } from './read-curl.ts';

let nextId = 0;
const context: CurlContext = {
  apis: [],
  environmentId: 'dev',
  environmentIds: ['dev', 'live'],
  takenNames: new Set(),
  newId: () => `row-${nextId++}`,
};

function plan(text: string, change: Partial<CurlContext> = {}): CurlPlan {
  const read = readCurl(text);
  const planned = read.ok ? planCurl(read.command, { ...context, ...change }) : read;
  if (!planned.ok) throw new Error(planned.message);
  return planned.plan;
}

const TOKEN = 'sk_test_4eC39HqLyjWDarjtT1zdp7dc';

describe('a new API', () => {
  test('has the address, and the call the path, the parameters and the body', () => {
    const made = plan(
      `curl 'https://api.stripe.com/v1/charges?expand[]=customer&q=a+b' -H 'Authorization: Bearer ${TOKEN}' -d amount=2000 -d 'note=x {{y}}'`,
    );
    expect(made.origin).toBe('https://api.stripe.com');
    expect(made.api).toMatchObject({
      id: null,
      name: 'Stripe',
      document: {
        baseUrls: { dev: 'https://api.stripe.com', live: 'https://api.stripe.com' },
        auth: { kind: 'bearer', shared: {}, byEnvironment: {} },
      },
    });
    expect(made.secrets).toEqual([{ owner: 'api', slot: 'auth.token', value: TOKEN }]);
    expect(made.call.name).toBe('Create charges');
    expect(made.call.document).toMatchObject({
      method: 'POST',
      useAs: 'action',
      url: '/v1/charges',
      parameters: [
        { key: 'expand[]', value: 'customer', place: 'query' },
        { key: 'q', value: 'a b', place: 'query' },
      ],
      headers: [],
      body: {
        kind: 'form-urlencoded',
        rows: [
          { key: 'amount', value: '2000' },
          { key: 'note', value: 'x \\{{y}}' },
        ],
      },
    });
  });

  test('has documents that are valid, and sends what curl sends', () => {
    const made = plan(
      `curl https://api.example.com/a%2Fb/[x]/c -X PUT -H 'X-API-Key: ${TOKEN}' -H 'Content-Type: application/json' -d '{"html":"<b>x</b> {{y}}","n":1e400}'`,
    );
    const api = parseApiDocument(made.api.document);
    const call = parseCallDocument(made.call.document);
    if (!api.ok || !call.ok) throw new Error('a planned document is not valid');
    const built = buildRequest({
      api: api.document,
      call: call.document,
      environmentId: 'dev',
      values: new Map(),
      inputs: {},
      authSecrets: new Map([['key', TOKEN]]),
      mode: 'send',
    });
    if (!built.ok) throw new Error(JSON.stringify(built.issues));
    expect(built.request.url).toBe('https://api.example.com/a%2Fb/%5Bx%5D/c');
    expect(built.request.method).toBe('PUT');
    expect(built.request.headers).toContainEqual(['x-api-key', TOKEN]);
    expect(JSON.parse(decodeUtf8(built.request.body ?? new Uint8Array())).html).toBe('<b>x</b> {{y}}');
  });
});

describe('credentials', () => {
  test.each([
    [`-u ann:correct-horse`, 'basic', [['auth.password', 'correct-horse']]],
    [
      `-H "Authorization: Basic ${encodeBase64(encodeUtf8('ann:correct-horse'))}"`,
      'basic',
      [['auth.password', 'correct-horse']],
    ],
    [`-H 'authorization: token ${TOKEN}'`, 'key-in-header', [['auth.key', TOKEN]]],
    [`-H 'X-Api-Key: abc'`, 'key-in-header', [['auth.key', 'abc']]],
    [`-G -d api_key=${TOKEN}`, 'key-in-url', [['auth.key', TOKEN]]],
    [`-H 'Authorization: Bearer $TOKEN'`, 'bearer', []],
    [`-H 'Accept: */*'`, 'none', []],
  ])('%s', (options, kind, secrets) => {
    const made = plan(`curl ${options} https://api.example.com/things`);
    expect(made.api.document?.auth.kind).toBe(kind);
    expect(made.secrets.map(({ slot, value }) => [slot, value])).toEqual(secrets);
    expect(JSON.stringify([made.api, made.call])).not.toContain(TOKEN);
    expect(JSON.stringify([made.api, made.call])).not.toContain('correct-horse');
  });

  test('a key that stands as the user name is a secret', () => {
    const made = plan(`curl -u ${TOKEN}: https://api.stripe.com/v1/balance`);
    expect(made.api.document?.auth).toEqual({
      kind: 'basic',
      shared: {},
      byEnvironment: { dev: { username: '{{key}}' } },
    });
    expect(made.secrets).toEqual([{ owner: 'project', slot: 'key', value: TOKEN }]);
  });

  test('a login in the address is one', () => {
    const made = plan('curl https://ann:correct%20horse@api.example.com/x');
    expect(made.api.document?.baseUrls.dev).toBe('https://api.example.com');
    expect(made.secrets).toEqual([{ owner: 'api', slot: 'auth.password', value: 'correct horse' }]);
  });

  test('what else looks like a key goes into a secret, under a name that is free', () => {
    const made = plan(`curl -u ann:pw-12345 -H 'X-Api-Key: ${TOKEN}' -b 'session=abc' https://a.example`, {
      takenNames: new Set(['x_api_key']),
    });
    expect(made.call.document.headers.map((row) => row.kind === 'fixed' && [row.key, row.value])).toEqual([
      ['X-Api-Key', '{{x_api_key_2}}'],
      ['Cookie', '{{cookie}}'],
    ]);
    expect(made.secrets.map(({ slot }) => slot)).toEqual(['auth.password', 'x_api_key_2', 'cookie']);
  });
});

describe('an API that is there', () => {
  const known = (baseUrl: string, auth = emptyApiDocument().auth) => ({
    apis: [{ id: 'api-1', name: 'Shop', document: { ...emptyApiDocument(), baseUrls: { dev: baseUrl }, auth } }],
  });
  const bearer = { kind: 'bearer' as const, shared: {}, byEnvironment: {} };

  test('at the same address is joined, and its base URL is not repeated', () => {
    const made = plan('curl https://shop.example/v1/orders', known('https://shop.example/v1/'));
    expect(made.api).toEqual({ id: 'api-1', name: 'Shop', document: null });
    expect(made.call.document.url).toBe('/orders');
  });

  test('of the same origin and another path is joined by the whole address', () => {
    const made = plan('curl https://shop.example/v2/orders', known('https://shop.example/v1'));
    expect(made.call.document.url).toBe('https://shop.example/v2/orders');
  });

  test('at another address, or at one that a variable holds, is left alone', () => {
    expect(plan('curl https://shop.example/x', known('https://other.example')).api.id).toBeNull();
    expect(plan('curl https://shop.example/x', known('{{base}}')).api.id).toBeNull();
  });

  test('gets the authentication when it has none', () => {
    const made = plan(`curl -H 'Authorization: Bearer ${TOKEN}' https://shop.example/x`, known('https://shop.example'));
    expect(made.api.document?.auth.kind).toBe('bearer');
    expect(made.secrets).toEqual([{ owner: 'api', slot: 'auth.token', value: TOKEN }]);
  });

  test('keeps its own of the same kind', () => {
    const made = plan(
      `curl -H 'Authorization: Bearer ${TOKEN}' https://shop.example/x`,
      known('https://shop.example', bearer),
    );
    expect(made.secrets).toEqual([]);
    expect(made.call.document.headers).toEqual([]);
    expect(made.notes.join(' ')).toContain('was left out');
  });

  test('keeps its own of another kind, and the call sends a header of its own', () => {
    const made = plan(
      `curl -H 'Authorization: Token ${TOKEN}' https://shop.example/x`,
      known('https://shop.example', bearer),
    );
    expect(made.api.document).toBeNull();
    expect(made.call.document.headers).toMatchObject([{ key: 'Authorization', value: 'Token {{authorization}}' }]);
    expect(made.secrets).toEqual([{ owner: 'project', slot: 'authorization', value: TOKEN }]);
  });
});

test('headers of the transport and of browsers are not kept', () => {
  const made = plan(
    `curl https://a.example -H 'Host: a.example' -H 'sec-ch-ua: "x"' -H 'Content-Length: 3' -H 'DNT: 1' -H 'Accept: text/csv'`,
  );
  expect(made.call.document.headers).toMatchObject([{ key: 'Accept', value: 'text/csv' }]);
});

test.each([
  [`-d '{"a":1}'`, { kind: 'json', template: '{"a":1}' }],
  [`-H 'Content-Type: text/xml' -d '<a/>'`, { kind: 'raw', contentType: 'text/xml', template: '<a/>' }],
  [`-H 'Content-Type: application/json' -d '{broken'`, { kind: 'raw', contentType: 'application/json' }],
  ['-d plain', { kind: 'raw', contentType: 'application/x-www-form-urlencoded' }],
  ['-F a=b', { kind: 'form-data', rows: [{ key: 'a', value: 'b' }] }],
  ['-F "a=b;type=text/csv"', { kind: 'form-data', rows: [{ key: 'a', value: 'b', contentType: 'text/csv' }] }],
  ['-T a.png', { kind: 'file', input: 'file', contentType: '' }],
  [`-H 'Content-Type: image/png' --data-binary @a.png`, { kind: 'file', input: 'file', contentType: 'image/png' }],
])('the body of %s', (options, body) => {
  expect(plan(`curl ${options} https://a.example`).call.document.body).toMatchObject(body);
});

test('an address that is none is refused in words', () => {
  const read = readCurl('curl ftp://a.example/x');
  const planned = read.ok ? planCurl(read.command, context) : read;
  expect(planned).toMatchObject({ ok: false, message: expect.stringContaining('no web address') });
});

test('a file of a form becomes a row that its callers fill, and nothing is read', () => {
  const made = plan(`curl https://a.example -F 'my photo[]=@pic.png' -F 'my photo[]=@two.png' -F 'note=<n.txt' -F a=b`);
  const { body, inputs, headers } = made.call.document;
  expect(body).toMatchObject({
    kind: 'form-data',
    rows: [
      { key: 'my photo[]', kind: 'input', input: 'my photo' },
      { key: 'my photo[]', kind: 'input', input: 'my photo_2' },
      { key: 'note', kind: 'input', input: 'note' },
      { key: 'a', kind: 'fixed', value: 'b' },
    ],
  });
  expect(inputs.map(({ name, type }) => [name, type])).toEqual([
    ['my photo', 'file'],
    ['my photo_2', 'file'],
    ['note', 'text'],
  ]);
  expect(headers).toEqual([]);
  expect(made.notes).toEqual(['No file was read: choose one for my photo, my photo_2 under Inputs.']);
});
