import { describe, expect, it } from 'vitest';
import { type Fixture, filled, fixed, input, issuesOf, parameter, requestOf } from './build-request.fixture.ts';

const urlOf = (fixture: Fixture) => requestOf(fixture).url;
const messagesOf = (fixture: Fixture) => issuesOf(fixture).map(({ message }) => message);

describe('the URL of a request', () => {
  it.each([
    ['https://api.example.com/v1', '/users', 'https://api.example.com/v1/users'],
    ['https://api.example.com/v1/', '/users', 'https://api.example.com/v1/users'],
    ['https://api.example.com/v1', 'users', 'https://api.example.com/v1/users'],
    ['https://api.example.com/v1/', 'users/', 'https://api.example.com/v1/users/'],
    ['https://api.example.com/v1', '', 'https://api.example.com/v1'],
    ['https://api.example.com', '', 'https://api.example.com/'],
    ['https://api.example.com', '?a=1', 'https://api.example.com/?a=1'],
    ['https://api.example.com/v1?key=k', '/users?a=1', 'https://api.example.com/v1/users?key=k&a=1'],
    ['https://api.example.com/v1', '//users', 'https://api.example.com/v1//users'],
    ['https://api.example.com:443/v1', '/a', 'https://api.example.com/v1/a'],
    ['http://[::1]:8080/v1', '/a', 'http://[::1]:8080/v1/a'],
    [' https://api.example.com/v1 ', ' /a ', 'https://api.example.com/v1/a'],
    ['https://api.example.com/v1', 'https://other.example.org/x?y=1', 'https://other.example.org/x?y=1'],
    ['https://api.example.com/v1', '/a b/ü?q=a b&r=%20+', 'https://api.example.com/v1/a%20b/%C3%BC?q=a%20b&r=%20+'],
    ['https://api.example.com/v1', '/a#b?c=[d]', 'https://api.example.com/v1/a'],
    [
      'https://api.example.com/v1',
      '/%5Ba%5D?b[]=1&filter[x]=2',
      'https://api.example.com/v1/%5Ba%5D?b[]=1&filter[x]=2',
    ],
    ['https://api.example.com/v1', '/a\\b', 'https://api.example.com/v1/a%5Cb'],
    ['https://api.example.com/v1', '/\\{{a}}', 'https://api.example.com/v1/%7B%7Ba%7D%7D'],
  ])('joins %s and %s as text', (base, url, expected) => {
    expect(urlOf({ base, call: { url } })).toBe(expected);
  });

  it.each([
    ['/users/[id]', 'a/b', '/users/a%2Fb'],
    ['/users/[id]', '../admin', '/users/..%2Fadmin'],
    ['/users/[id]', '?x=1#y', '/users/%3Fx%3D1%23y'],
    ['/users/[id]', '%2e%2e', '/users/%252e%252e'],
    ['/users/[id]', '[id]{{x}}<id>', '/users/%5Bid%5D%7B%7Bx%7D%7D%3Cid%3E'],
    ['/users/[id].json', '', '/users/.json'],
    ['/users/x[id]', '.', '/users/x.'],
    ['/users/[id]', '日本', '/users/%E6%97%A5%E6%9C%AC'],
    ['/u?q=[id]', 'a&b=c+d e', '/u?q=a%26b%3Dc%2Bd%20e'],
    ['/u?q=x[id]y&r=1', '#', '/u?q=x%23y&r=1'],
    ['/u?q=[id]', "it's", '/u?q=it%27s'],
  ])('encodes a value for its place in %s: %s', (url, id, expected) => {
    const inputs = [input('id', { allowBlank: true })];
    expect(urlOf({ call: { url, inputs }, inputs: { id } })).toBe(`https://api.example.com/v1${expected}`);
  });

  it.each([
    ['/users/[id]', '..'],
    ['/users/[id]', '.'],
    ['/users/[id]', ''],
    ['/users/.[id]', '.'],
    ['/users/%2e[id]', '.'],
    ['/users/[id]/x', '\ud800'],
    ['/users?q=[id]', 'a\udfff'],
  ])('refuses in %s the value %j, naming the input', (url, id) => {
    const issues = issuesOf({ call: { url, inputs: [input('id', { allowBlank: true })] }, inputs: { id } });
    expect(issues).toMatchObject([{ kind: 'input', path: ['inputs', 'id'] }]);
    expect(issues[0]?.message).toContain('"id"');
  });

  it('refuses an optional input without a value that is a whole segment', () => {
    const inputs = [input('id', { isRequired: false })];
    expect(messagesOf({ call: { url: '/users/[id]/posts', inputs } })).toEqual([
      'Input "id" is blank, and is a whole part of the path.',
    ]);
  });

  it('keeps slashes where the input says so, each part under the same rule', () => {
    const call = { url: '/files/[path]', inputs: [input('path', { keepsSlashes: true })] };
    expect(urlOf({ call, inputs: { path: 'a b/c?/d' } })).toBe('https://api.example.com/v1/files/a%20b/c%3F/d');
    for (const path of ['a/../b', 'a//b', '/a', 'a/', './a']) {
      expect(issuesOf({ call, inputs: { path } })).toHaveLength(1);
    }
  });

  it('refuses dot segments that the builder wrote, as they would be resolved away', () => {
    expect(messagesOf({ call: { url: '/a/../b' } })[0]).toContain('".." is a whole part of the path');
    expect(messagesOf({ base: 'https://a.example/%2E%2e/x' })[0]).toContain('".." is a whole part');
  });

  it.each(['/a[', '/a[]', '/a?b=[1,2]', '/[9a]', '/a]'])('asks for %%5B in %s', (url) => {
    expect(issuesOf({ call: { url } })[0]).toMatchObject({ kind: 'config', path: ['call', 'url'] });
    expect(issuesOf({ call: { url } })[0]?.fix).toMatch(/%5[BD]/);
  });

  it('takes an input in the host only from its allowed values', () => {
    const url = 'https://[shop].example.com/x';
    const listed = { url, inputs: [input('shop', { allowedValues: ['one', 'two.eu'] })] };
    expect(urlOf({ call: listed, inputs: { shop: 'two.eu' } })).toBe('https://two.eu.example.com/x');
    expect(messagesOf({ call: listed, inputs: { shop: 'evil.example/' } })[0]).toContain('none of its allowed values');
    const odd = { url, inputs: [input('shop', { allowedValues: ['evil.org/', 'a@b', 'a:1', '[x]'] })] };
    for (const shop of ['evil.org/', 'a@b', 'a:1', '[x]']) {
      expect(messagesOf({ call: odd, inputs: { shop } })[0]).toContain('cannot be part of a host');
    }
    expect(messagesOf({ call: { url }, inputs: { shop: 'one' } })[0]).toContain('needs a list of allowed values');
    const sensitive = { url, inputs: [input('shop', { allowedValues: ['one'], isSensitive: true })] };
    expect(messagesOf({ call: sensitive, inputs: { shop: 'one' } })[0]).toContain('is sensitive');
  });

  it('takes variables in base URL and path, encoded for their place', () => {
    const variables = { host: 'eu.example.com:8443', version: 'v 2/x', q: 'a&b' };
    expect(urlOf({ base: 'https://{{host}}/{{ version }}', call: { url: '/a?q={{q}}' }, variables })).toBe(
      'https://eu.example.com:8443/v%202%2Fx/a?q=a%26b',
    );
  });

  it('takes a whole URL from a variable in the base URL alone', () => {
    const variables = { base: 'https://eu.example.com/api?k=1', scheme: 'http' };
    expect(urlOf({ base: '{{base}}', call: { url: '/a' }, variables })).toBe('https://eu.example.com/api/a?k=1');
    expect(urlOf({ base: '{{base}}', variables: { base: 'https://x.org/[a]/{{b}}' } })).toBe(
      'https://x.org/%5Ba%5D/%7B%7Bb%7D%7D',
    );
    expect(urlOf({ base: '{{scheme}}://a.example', variables })).toBe('http://a.example/');
    expect(urlOf({ call: { url: '/x/{{base}}' }, variables })).toBe(
      'https://api.example.com/v1/x/https%3A%2F%2Feu.example.com%2Fapi%3Fk%3D1',
    );
    expect(urlOf({ call: { url: '{{base}}' }, variables })).toContain('https://api.example.com/v1/https%3A');
  });

  it.each([
    ['{{s}}', ''],
    ['{{s}}://a.example', ''],
    ['https://{{s}}.example', ''],
    ['https://a.example:{{s}}', ''],
    ['https://a.example', 'https://{{s}}/x'],
  ])('refuses a secret in scheme, host or port: %s %s', (base, url) => {
    const message = messagesOf({ base, call: { url }, secrets: { s: 'topsecret' } })[0];
    expect(message).toContain('{{s}} is a secret, which cannot stand in scheme, host or port');
    expect(JSON.stringify(issuesOf({ base, call: { url }, secrets: { s: 'topsecret' } }))).not.toContain('topsecret');
  });

  it.each([
    'api.example.com',
    'ftp://a.example',
    'https://',
    'https:///x',
    'https://user:pass@a.example',
    'https://a b.example',
    'https://a\\b.example/',
    'javascript://a.example/x',
    'https://a.example:99999',
    'https://a%2fb.example',
  ])('refuses the base URL %s', (base) => {
    expect(issuesOf({ base })).toMatchObject([{ kind: 'config', path: ['api', 'baseUrls', 'development'] }]);
  });

  it('never falls back to the base URL of another environment', () => {
    const api = { baseUrls: { live: 'https://live.example.com' } };
    expect(messagesOf({ api })).toEqual(['There is no base URL for this environment.']);
  });

  it('names an unknown variable, and one without a value in this environment, at its spot', () => {
    expect(issuesOf({ call: { url: '/a/{{x}}/{{y}}' }, variables: { y: undefined } })).toMatchObject([
      { message: '{{x}} is not a variable or secret of this project.', at: { start: 3, line: 1, column: 4 } },
      { message: '{{y}} has no value in this environment.', at: { start: 9 } },
    ]);
  });

  it('leaves out a parameter of the URL whose optional input has no value', () => {
    const call = { url: '/a?b=[x]&c=1&d=-[x]', inputs: [input('x', { isRequired: false })] };
    expect(urlOf({ call })).toBe('https://api.example.com/v1/a?c=1');
    expect(urlOf({ call, inputs: { x: null } })).toBe('https://api.example.com/v1/a?c=1');
  });

  it('lets rows of the call win over shared ones, authentication over both, by name', () => {
    const call = { url: '/a?u=call&v=url', parameters: [parameter(fixed('w', 'call'))] };
    const api = {
      parameters: ['u', 'w', 'x'].map((key) => parameter(fixed(key, 'shared'))),
      auth: { kind: 'key-in-url' as const, shared: { name: 'v' }, byEnvironment: {} },
    };
    const fixture = {
      base: 'https://a.example?x=base&w=base',
      api: { ...api, baseUrls: { development: 'https://a.example?x=base&w=base' } },
      call,
    };
    expect(urlOf({ ...fixture, authSecrets: { key: 'k 1' } })).toBe(
      'https://a.example/a?x=base&u=call&x=shared&w=call&v=k%201',
    );
  });

  it('sends lists as the row says', () => {
    const listOf = (listFormat: string) =>
      urlOf({
        call: { parameters: [parameter(filled('k', 'l', { listFormat }))], inputs: [input('l', { type: 'list' })] },
        inputs: { l: ['a,b', 1, true] },
      }).split('?')[1];
    expect(listOf('repeat')).toBe('k=a%2Cb&k=1&k=true');
    expect(listOf('comma')).toBe('k=a%2Cb,1,true');
    expect(listOf('brackets')).toBe('k[]=a%2Cb&k[]=1&k[]=true');
  });

  it('sends dates as the row says', () => {
    const dateOf = (dateFormat: string, d: unknown) =>
      urlOf({
        call: { parameters: [parameter(filled('k', 'd', { dateFormat }))], inputs: [input('d', { type: 'date' })] },
        inputs: { d },
      }).split('?')[1];
    expect(dateOf('date-time', '2026-01-31T12:00:00+02:00')).toBe('k=2026-01-31T10%3A00%3A00.000Z');
    expect(dateOf('date', 1769860800)).toBe('k=2026-01-31');
    expect(dateOf('unix-seconds', '2026-01-31T12:00:00Z')).toBe('k=1769860800');
    expect(dateOf('unix-milliseconds', '2026-01-31T12:00:00Z')).toBe('k=1769860800000');
  });
});
