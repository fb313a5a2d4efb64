import { describe, expect, it } from 'vitest';
import {
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

const messagesOf = (fixture: Fixture) => issuesOf(fixture).map(({ message }) => message);

describe('the headers of a request', () => {
  it('sends fixed rows with their variables and secrets, names in lower case', () => {
    const call = { headers: [fixed('X-One', 'a {{v}} {{s}} \\{{v}}')] };
    const fixture = { call, variables: { v: '{{s}}<value>' }, secrets: { s: 'topsecret' } };
    expect(headerOf(fixture, 'x-one')).toEqual(['a {{s}}<value> topsecret {{v}}']);
    expect(requestOf(fixture).credentialHeaders).toContain('x-one');
  });

  it('puts the value of an input into its template', () => {
    const call = { headers: [filled('X', 'who', { template: 'Bearer <value>; {{v}}' })], inputs: [input('who')] };
    expect(headerOf({ call, variables: { v: '1' }, inputs: { who: '<value>{{v}}' } }, 'x')).toEqual([
      'Bearer <value>{{v}}; 1',
    ]);
  });

  it.each(['a\r\nX-Evil: 1', 'a\nb', 'a\rb', 'a\0b', 'a\x7fb', '日本', '\ud800', 'a\x01'])(
    'refuses the value %j instead of splitting the header',
    (who) => {
      const call = { headers: [filled('X', 'who')], inputs: [input('who')] };
      expect(issuesOf({ call, inputs: { who } })).toMatchObject([{ kind: 'input', path: ['inputs', 'who'] }]);
    },
  );

  it('refuses a line break in a fixed row, a variable and a secret without showing the secret', () => {
    const call = { headers: [fixed('X', '{{s}}')] };
    const issues = issuesOf({ call, secrets: { s: 'topsecret\n' } });
    expect(issues[0]?.message).toBe('{{s}} cannot stand in the header "X": it holds a line break.');
    expect(messagesOf({ call: { headers: [fixed('X', 'a\nb')] } })[0]).toContain('it holds a line break');
  });

  it('says what sends it and what form is wanted, unless a row says otherwise', () => {
    const headers = (responseType: 'json' | 'text') => requestOf({ call: { responseType } }).headers;
    expect(headers('json')).toEqual([
      ['accept', 'application/json, */*;q=0.5'],
      ['user-agent', 'Jackfield'],
    ]);
    expect(headers('text')).toContainEqual(['accept', '*/*']);
    expect(headerOf({ call: { headers: [fixed('User-Agent', 'mine')] } }, 'user-agent')).toEqual(['mine']);
  });

  it('leaves white space around a value away, as it is not part of it', () => {
    const call = { headers: [fixed('X', ' \t{{v}} {{v}}'), fixed('Y', '{{v}}')] };
    expect(ownHeadersOf(requestOf({ call, variables: { v: ' a  b ' } }))).toEqual([
      ['x', 'a  b   a  b'],
      ['y', 'a  b'],
    ]);
  });

  it.each(['Host', 'content-length', 'Connection', 'Transfer-Encoding', 'TE', 'Upgrade', 'Keep-Alive', 'Trailer'])(
    'refuses the header %s',
    (name) => {
      expect(messagesOf({ call: { headers: [fixed(name, 'x')] } })).toEqual([
        `The header "${name}" is set by the connection itself.`,
      ]);
    },
  );

  it.each(['a b', 'a:b', 'ü', 'a\nb', '[x]'])('refuses %j as a name', (name) => {
    expect(issuesOf({ call: { headers: [fixed(name, 'x')] } })).toMatchObject([
      { path: ['call', 'headers', 0, 'key'], message: `"${name}" is not a header name.` },
    ]);
  });

  it('lets a row of the call win over a shared one and authentication over both, without regard to case', () => {
    const api = {
      headers: [fixed('X-A', 'shared'), fixed('X-B', 'shared'), fixed('x-c', 'shared')],
      auth: { kind: 'key-in-header' as const, shared: { name: 'X-C' }, byEnvironment: {} },
    };
    const call = { headers: [fixed('x-a', 'call'), fixed('X-C', 'call')] };
    const headers = ownHeadersOf(requestOf({ api: withBase(api), call, authSecrets: { key: 'the-key' } }));
    expect(headers).toEqual([
      ['x-b', 'shared'],
      ['x-a', 'call'],
      ['x-c', 'the-key'],
    ]);
  });

  it('does not send disabled rows, shared rows that are switched off, and optional inputs without a value', () => {
    const api = { headers: [fixed('A', '1'), fixed('B', '2'), fixed('D', 'shared')] };
    const call = {
      headers: [fixed('C', '3', { isEnabled: false }), filled('D', 'd')],
      inputs: [input('d', { isRequired: false })],
      disabledSharedRows: ['row-A'],
    };
    expect(ownHeadersOf(requestOf({ api: withBase(api), call }))).toEqual([
      ['b', '2'],
      ['d', 'shared'],
    ]);
    expect(headerOf({ api: withBase(api), call, inputs: { d: 'call' } }, 'd')).toEqual(['call']);
  });

  it('says that a row without a name is not sent', () => {
    const parameters = [parameter(fixed('', 'x'))];
    const fixture = { call: { headers: [fixed('', 'x'), fixed('', '')], parameters } };
    expect(ownHeadersOf(requestOf(fixture))).toEqual([]);
    expect(warningsOf(fixture)).toMatchObject([
      { path: ['call', 'parameters', 0, 'key'], severity: 'warning' },
      { path: ['call', 'headers', 0, 'key'], severity: 'warning' },
    ]);
  });

  it('sends the default of an input, and a blank only where it is allowed', () => {
    const headers = [filled('X', 'x')];
    expect(headerOf({ call: { headers, inputs: [input('x', { defaultValue: 'd' })] } }, 'x')).toEqual(['d']);
    const blank = input('x', { allowBlank: true });
    expect(headerOf({ call: { headers, inputs: [blank] }, inputs: { x: '' } }, 'x')).toEqual(['']);
    expect(messagesOf({ call: { headers, inputs: [input('x')] }, inputs: { x: '' } })).toEqual(['Input "x" is blank.']);
  });

  it('refuses null for a required input that a header holds', () => {
    const call = { headers: [filled('X', 'x')], inputs: [input('x')] };
    expect(messagesOf({ call, inputs: { x: null } })).toEqual(['Input "x" is null, which "X" cannot hold.']);
  });

  it('sets the Content-Type of the body unless a row sets it', () => {
    const body = { kind: 'json' as const, template: '{}' };
    expect(headerOf({ call: { method: 'POST', body } }, 'content-type')).toEqual(['application/json']);
    const headers = [fixed('Content-Type', 'application/vnd.api+json')];
    expect(headerOf({ call: { method: 'POST', body, headers } }, 'content-type')).toEqual(['application/vnd.api+json']);
    expect(headerOf({ api: withBase({ headers }), call: { body } }, 'content-type')).toEqual([
      'application/vnd.api+json',
    ]);
    expect(headerOf({ call: {} }, 'content-type')).toEqual([]);
  });

  it('sends the idempotency key, which lets a POST be tried again', () => {
    const call = { method: 'POST', idempotencyHeader: 'Idempotency-Key' };
    const request = requestOf({ call, idempotencyKey: 'k-1' });
    expect(ownHeadersOf(request)).toEqual([['idempotency-key', 'k-1']]);
    expect(request.isRepeatable).toBe(true);
    expect(requestOf({ call: { method: 'POST' }, idempotencyKey: 'k-1' })).toMatchObject({
      isRepeatable: false,
    });
    expect(requestOf({ call }).isRepeatable).toBe(false);
  });

  it.each([
    ['GET', true],
    ['HEAD', true],
    ['OPTIONS', true],
    ['PUT', true],
    ['DELETE', true],
    ['POST', false],
    ['PATCH', false],
    ['PURGE', false],
  ])('says of %s that a fault may repeat it: %s', (method, isRepeatable) => {
    expect(requestOf({ call: { method } }).isRepeatable).toBe(isRepeatable);
  });

  it.each(['CONNECT', 'TRACE', 'trace'])('refuses the method %s', (method) => {
    expect(issuesOf({ call: { method } })[0]?.path).toEqual(['call', 'method']);
  });

  it('marks the header of a sensitive input as a credential, and its value as a secret', () => {
    const call = { headers: [filled('X-Token', 'token')], inputs: [input('token', { isSensitive: true })] };
    const request = requestOf({ call, inputs: { token: 'abcdefgh' } });
    expect(request.credentialHeaders).toEqual(['authorization', 'cookie', 'proxy-authorization', 'x-token']);
    expect(request.usedSecrets).toEqual([
      { label: 'input.token', owner: 'input', slot: 'input.token', values: ['abcdefgh'] },
    ]);
  });
});

function withBase(api: Fixture['api']): Fixture['api'] {
  return { baseUrls: { development: 'https://api.example.com' }, ...api };
}
