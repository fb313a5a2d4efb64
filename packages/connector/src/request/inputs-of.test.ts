import { describe, expect, it } from 'vitest';
import { buildArguments, filled, input, parameter } from './build-request.fixture.ts';
import { findInputNames, inputsOf } from './inputs-of.ts';
import { apiOrigin, callOrigin, originOf } from './origin.ts';

describe('findInputNames', () => {
  it('finds each name once, in the order of URL, parameters, headers, body, shared rows', () => {
    const { api, call } = buildArguments({
      api: { headers: [filled('S', 'shared')], parameters: [parameter(filled('b', 'in body'), 'body')] },
      call: {
        url: '/[a]?x=[b]&[k]=1',
        parameters: [parameter(filled('p', 'c'))],
        headers: [filled('H', 'd'), filled('I', 'off', { isEnabled: false })],
        body: { kind: 'json', template: '{"x": <e>, "y": "<a> <f>", "z": "<1>"' },
      },
    });
    expect(findInputNames(call, api)).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'in body', 'shared']);
  });

  it('reads the base URL of the environment, unless an absolute URL replaces it', () => {
    const baseUrls = { one: 'https://[shop].example', two: 'https://[zone].example' };
    const { api, call } = buildArguments({ api: { baseUrls } });
    expect(findInputNames(call, api)).toEqual(['shop', 'zone']);
    expect(findInputNames(call, api, 'two')).toEqual(['zone']);
    expect(findInputNames({ ...call, url: 'https://b.example/[x]' }, api)).toEqual(['x']);
  });
});

describe('inputsOf', () => {
  it('takes the definition of the call before that of the API, and a required text where there is none', () => {
    const { api, call } = buildArguments({
      api: { inputs: [input('a', { type: 'list' }), input('b', { type: 'list' })] },
      call: { url: '/[a]/[b]/[c]', inputs: [input('a', { type: 'number' }), input('unused')] },
    });
    expect(inputsOf(api, call).map(({ name, type, isRequired }) => [name, type, isRequired])).toEqual([
      ['a', 'number', true],
      ['b', 'list', true],
      ['c', 'text', true],
    ]);
  });
});

describe('origins', () => {
  it('are scheme, host and port as a browser writes them', () => {
    expect(originOf('HTTPS://API.example.com:443/x')).toBe('https://api.example.com');
    expect(originOf('http://[::1]:8080/x')).toBe('http://[::1]:8080');
    expect(originOf('ftp://a.example')).toBeNull();
    expect(originOf('nothing')).toBeNull();
  });

  it('are known before a run unless something in the host is not', () => {
    const { api, call, values } = buildArguments({
      api: { baseUrls: { a: 'https://{{h}}/v1', b: 'https://[x].example', c: '{{whole}}', d: 'https://{{none}}' } },
      variables: { h: 'eu.example:444', whole: 'http://w.example/v', none: undefined },
    });
    expect(apiOrigin(api, 'a', values)).toBe('https://eu.example:444');
    expect(apiOrigin(api, 'b', values)).toBeNull();
    expect(apiOrigin(api, 'c', values)).toBe('http://w.example');
    expect(apiOrigin(api, 'd', values)).toBeNull();
    expect(apiOrigin(api, 'e', values)).toBeNull();
    expect(callOrigin(api, { ...call, url: 'https://other.example/x' }, 'e', values)).toBe('https://other.example');
  });
});
