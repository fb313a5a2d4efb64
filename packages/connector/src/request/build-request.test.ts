import { describe, expect, it } from 'vitest';
import type { Body } from '../document/call-document.ts';
import { toSentRequest } from '../masking/to-sent-request.ts';
import { decodeUtf8 } from '../platform.ts';
import {
  bodyOf,
  type Fixture,
  filled,
  fixed,
  headerOf,
  input,
  issuesOf,
  ownHeadersOf,
  parameter,
  requestOf,
  warningsOf,
} from './build-request.fixture.ts';

const json = (template: string): Body => ({ kind: 'json', template });
const auth = (kind: 'key-in-url' | 'key-in-header' | 'bearer' | 'basic', fields: Record<string, string> = {}) => ({
  api: {
    baseUrls: { development: 'https://api.example.com' },
    auth: { kind, shared: fields, byEnvironment: { development: fields } },
  },
});

describe('inputs of a run', () => {
  it('names every unknown, missing, wrong and blank input at once', () => {
    const inputs = [input('a'), input('b', { type: 'number' }), input('c')];
    const call = { url: '/[a]/[b]/[c]/[d]', inputs };
    expect(issuesOf({ call, inputs: { b: 'x', c: '', e: 1 } }).map(({ path, message }) => [path[1], message])).toEqual([
      ['a', 'Input "a" has no value.'],
      ['d', 'Input "d" has no value.'],
      ['b', 'Input "b" must be a number.'],
      ['c', 'Input "c" is blank.'],
      ['e', 'Input "e" is not an input of this call.'],
    ]);
  });

  it('takes a value under a former name', () => {
    const call = { url: '/[id]', inputs: [input('id', { aliases: ['user id'] })] };
    expect(requestOf({ call, inputs: { 'user id': '7' } }).url).toBe('https://api.example.com/v1/7');
    expect(issuesOf({ call, inputs: { id: '1', 'user id': '2' } })[0]?.message).toContain('is passed twice');
  });

  it('accepts a value for an input that is defined but not used', () => {
    expect(requestOf({ call: { inputs: [input('later')] }, inputs: { later: 5 } }).url).toContain('/v1');
  });

  it('asks for the inputs of shared rows that the call sends, and of no others', () => {
    const api = {
      baseUrls: { development: 'https://a.example' },
      headers: [filled('X', 'x'), filled('Y', 'y'), filled('Z', 'z')],
    };
    const call = { headers: [fixed('x', '1')], disabledSharedRows: ['row-Y'] };
    expect(issuesOf({ api, call }).map(({ path }) => path)).toEqual([['inputs', 'z']]);
  });

  it('says that the default is at fault when it is', () => {
    const call = { url: '/[n]', inputs: [input('n', { type: 'number', defaultValue: 'x' })] };
    expect(issuesOf({ call })).toMatchObject([
      { kind: 'config', message: 'The default of input "n" must be a number.' },
    ]);
  });
});

describe('authentication', () => {
  it('puts a key into the query', () => {
    const request = requestOf({ ...auth('key-in-url', { name: 'api key' }), authSecrets: { key: 'k&1' } });
    expect(request.url).toBe('https://api.example.com/?api%20key=k%261');
    expect(request.usedSecrets).toEqual([{ label: 'auth.key', owner: 'api', slot: 'auth.key', values: ['k&1'] }]);
  });

  it('puts a key into a header, with a prefix that may hold variables', () => {
    const fields = { name: 'X-Key', prefix: 'Key {{v}} ' };
    const fixture = { ...auth('key-in-header', fields), authSecrets: { key: 'abc' }, variables: { v: '1' } };
    expect(headerOf(fixture, 'x-key')).toEqual(['Key 1 abc']);
    expect(headerOf({ ...auth('key-in-header'), authSecrets: { key: 'abc' } }, 'authorization')).toEqual(['abc']);
    expect(requestOf(fixture).credentialHeaders).toContain('x-key');
  });

  it('sends a bearer token', () => {
    expect(headerOf({ ...auth('bearer'), authSecrets: { token: 't0' } }, 'authorization')).toEqual(['Bearer t0']);
  });

  it('sends Basic in UTF-8, and takes the finished value for a secret too', () => {
    const fixture = { ...auth('basic', { username: 'älice' }), authSecrets: { password: 'pa:ss' } };
    expect(headerOf(fixture, 'authorization')).toEqual(['Basic w6RsaWNlOnBhOnNz']);
    expect(requestOf(fixture).usedSecrets[0]?.values).toEqual(['pa:ss', 'w6RsaWNlOnBhOnNz']);
  });

  it('sends Basic with a secret as username and a blank password, and says so', () => {
    const fixture = { ...auth('basic', { username: '{{key}}' }), secrets: { key: 'sk_1' } };
    expect(headerOf(fixture, 'authorization')).toEqual(['Basic c2tfMTo=']);
    expect(requestOf(fixture).usedSecrets).toEqual([
      { label: 'key', owner: 'project', slot: 'key', values: ['sk_1', 'c2tfMTo='] },
    ]);
    expect(warningsOf(fixture)[0]?.message).toBe('The password is blank.');
  });

  it.each<[Fixture, string]>([
    [{ ...auth('basic') }, 'Username and password are both blank.'],
    [{ ...auth('basic', { username: 'a:b' }) }, 'A username cannot hold a colon.'],
    [{ ...auth('basic'), authSecrets: { password: 'a\nb' } }, 'The password holds a line break or control character.'],
    [{ ...auth('bearer') }, 'Authentication: "Token" is not set in this environment.'],
    [{ ...auth('key-in-url', { name: '' }), authSecrets: { key: 'k' } }, 'Authentication: "Parameter name" is not set'],
  ])('refuses what the kind cannot send', (fixture, message) => {
    expect(issuesOf(fixture)[0]?.message).toContain(message);
  });
});

describe('a preview', () => {
  const fixture: Fixture = {
    ...auth('bearer'),
    call: {
      url: '/a b/[id]/{{s}}/{{v}}?q=[q]',
      headers: [fixed('X', '{{s}} {{v}}'), filled('Y', 'token'), filled('Z', 'gone')],
      parameters: [parameter(filled('p', 'p'))],
      body: json('{"id": <id>, "s": "{{s}}", "n": <n>, "t": "<token>"}'),
      idempotencyHeader: 'Idempotency-Key',
      inputs: [
        input('id'),
        input('n', { type: 'number' }),
        input('token', { isSensitive: true }),
        input('gone', { isRequired: false }),
      ],
    },
    inputs: { n: 5, token: 'the token' },
    variables: { v: 'va/l' },
    secrets: { s: null },
    authSecrets: { token: null },
    mode: 'preview',
  };

  it('draws secrets and missing inputs as what they are called, and encodes all else', () => {
    const request = requestOf(fixture);
    expect(request.url).toBe('https://api.example.com/a%20b/[id]/{{s}}/va%2Fl?q=[q]&p=<p>');
    expect(ownHeadersOf(request)).toEqual([
      ['x', '{{s}} va/l'],
      ['y', '{{input.token}}'],
      ['authorization', 'Bearer {{auth.token}}'],
      ['content-type', 'application/json'],
      ['idempotency-key', '{{idempotency key}}'],
    ]);
    expect(decodeUtf8(request.body ?? new Uint8Array())).toBe(
      '{"id": <id>, "s": "{{s}}", "n": 5, "t": "{{input.token}}"}',
    );
  });

  it('never shows a secret that it was given', () => {
    const given = { ...fixture, secrets: { s: 'shown?' }, authSecrets: { token: 'shown?' } };
    expect(JSON.stringify(requestOf(given))).not.toContain('shown?');
    expect(JSON.stringify(requestOf(given))).not.toContain('the token');
  });

  it('draws what is missing and warns of it', () => {
    const api = { ...auth('basic').api, baseUrls: {} };
    const call = { url: '/x/{{gone}}/{{unknown}}' };
    const missing: Fixture = { api, call, variables: { gone: undefined }, mode: 'preview' };
    expect(requestOf(missing).url).toBe('{{base URL}}/x/{{gone}}/{{unknown}}');
    expect(warningsOf(missing).map(({ severity }) => severity)).toEqual(['warning', 'warning', 'warning', 'warning']);
    const whole = { base: '{{base}}/v1', call: { url: '/a' }, variables: { base: undefined } };
    expect(requestOf({ ...whole, mode: 'preview' }).url).toBe('{{base}}/v1/a');
  });

  it('draws a sensitive input by its name, as its test value is kept elsewhere', () => {
    const call = { url: '/x', headers: [filled('X', 'token')], inputs: [input('token', { isSensitive: true })] };
    expect(headerOf({ call, mode: 'preview' }, 'x')).toEqual(['{{input.token}}']);
    expect(warningsOf({ call, mode: 'preview' })).toEqual([]);
  });

  it('draws Basic with the name of the password', () => {
    const basic = {
      ...auth('basic', { username: 'alice' }),
      authSecrets: { password: null },
      mode: 'preview' as const,
    };
    expect(headerOf(basic, 'authorization')).toEqual(['Basic base64(alice:{{auth.password}})']);
  });

  it('shows what send would send where nothing is secret or missing', () => {
    const plain: Fixture = {
      call: { url: '/[a]?b=[c]', inputs: [input('a'), input('c')], body: json('{"a": <a>}') },
      inputs: { a: '<c>', c: '{{x}}' },
    };
    expect(requestOf({ ...plain, mode: 'preview' })).toEqual(requestOf(plain));
  });
});

describe('secrets of a request', () => {
  it('lists only those that are sent', () => {
    const api = {
      baseUrls: { development: 'https://a.example' },
      headers: [fixed('A', '{{replaced}}'), fixed('B', '{{used}}')],
    };
    const secrets = { replaced: 'replaced-1', used: 'used-1', never: 'never-1' };
    const request = requestOf({ api, call: { headers: [fixed('a', '1')] }, secrets });
    expect(request.usedSecrets.map(({ label }) => label)).toEqual(['used']);
  });

  it('takes the parts of a sensitive object for secrets too', () => {
    const call = { body: json('<o>'), inputs: [input('o', { type: 'object', isSensitive: true })] };
    const request = requestOf({ call, inputs: { o: { k: ['first part', 12345678] } } });
    expect(request.usedSecrets[0]?.values).toEqual(['{"k":["first part",12345678]}', 'first part', '12345678']);
  });

  it('are drawn by their names in the request as it was sent, short ones too', () => {
    const fixture: Fixture = {
      ...auth('basic', { username: 'al' }),
      call: { url: '/x/{{pin}}', body: json('{"t": <t>}'), inputs: [input('t', { isSensitive: true })] },
      secrets: { pin: '12/4' },
      authSecrets: { password: 'pw' },
      inputs: { t: 'a "b" c' },
    };
    expect(toSentRequest(requestOf(fixture))).toEqual({
      method: 'GET',
      url: 'https://api.example.com/x/{{pin}}',
      headers: [
        ['authorization', 'Basic {{auth.password}}'],
        ['accept', 'application/json, */*;q=0.5'],
        ['user-agent', 'Jackfield'],
        ['content-type', 'application/json'],
      ],
      body: '{"t": "{{input.t}}"}',
      bodyBytes: bodyOf(fixture)?.length,
    });
  });
});
