import { describe, expect, it } from 'vitest';
import { parseChallenges } from './challenge.ts';
import { answerChallenge, chooseChallenge, type DigestRequest } from './digest.ts';

/** RFC 7616 §3.9.1. */
const MUFASA: DigestRequest = {
  username: 'Mufasa',
  password: 'Circle of Life',
  method: 'GET',
  uri: '/dir/index.html',
  body: null,
  cnonce: 'f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ',
  nonceCount: 1,
};
const challengeOf = (algorithm: string, more = '') =>
  `Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm=${algorithm}, nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"${more}`;

function answerTo(header: string, request: Partial<DigestRequest> = {}) {
  const challenge = chooseChallenge(parseChallenges(header));
  if (challenge === null) throw new Error('no challenge that can be answered');
  return answerChallenge(challenge, { ...MUFASA, ...request });
}

describe('an answer to a Digest challenge', () => {
  it.each([
    ['MD5', '8ca523f5e9506fed4657c9700eebdbec'],
    ['SHA-256', '753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1'],
  ])('is with %s what RFC 7616 §3.9.1 has', (algorithm, response) => {
    const answer = answerTo(challengeOf(algorithm));
    expect(answer.response).toBe(response);
    expect(answer.value).toBe(
      `Digest username="Mufasa", realm="http-auth@example.org", uri="/dir/index.html", algorithm=${algorithm}, nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", nc=00000001, cnonce="f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ", qop=auth, response="${response}", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"`,
    );
  });

  it('is with SHA-512-256, a hashed name and UTF-8 what erratum 4897 of RFC 7616 has', () => {
    const header =
      'Digest realm="api@example.org", qop="auth", algorithm=SHA-512-256, nonce="5TsQWLVdgBdmrQ0XsxbDODV+57QdFR34I9HAbC/RVvkK", opaque="HRPCssKJSGjCrkzDg8OhwpzCiGPChXYjwrI2QmXDnsOS", charset=UTF-8, userhash=true';
    const { value, response } = answerTo(header, {
      username: 'Jäsøn Doe',
      password: 'Secret, or not?',
      uri: '/doe.json',
      cnonce: 'NTg6RKcb9boFIAS3KrFK9BGeh+iDa/sm6jUMp2wds69v',
    });
    expect(response).toBe('3798d4131c277846293534c3edc11bd8a5e4cdcbff78b05db9d95eeb1cec68a5');
    expect(value).toContain('username="793263caabb707a56211940d90411ea4a575adeccb7e360aeb624ed06ece9b0b"');
    expect(value).toContain('userhash=true');
  });

  it('is without a quality of protection what RFC 2617 §3.2.2.1 says, with neither count nor nonce of its own', () => {
    // The example of RFC 2069 §2.4 as its erratum 749 corrects it.
    const header =
      'Digest realm="testrealm@host.com", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093", opaque="5ccc069c403ebaf9f0171e9517f40e41"';
    const { value, response } = answerTo(header, { password: 'CircleOfLife' });
    expect(response).toBe('1949323746fe6a43ef61f9606e7febea');
    expect(value).not.toMatch(/nc=|cnonce=|qop=|algorithm=/);
  });

  it('hashes the nonces into the key of a session algorithm, and the body into auth-int', () => {
    const plain = answerTo(challengeOf('SHA-256'));
    expect(answerTo(challengeOf('SHA-256-sess')).response).not.toBe(plain.response);
    const onlyInt = challengeOf('SHA-256').replace('auth, auth-int', 'auth-int');
    const one = answerTo(onlyInt, { body: Buffer.from('one') });
    expect(one.value).toContain('qop=auth-int');
    expect(answerTo(onlyInt, { body: Buffer.from('two') }).response).not.toBe(one.response);
  });

  it('writes a name beyond ASCII as RFC 8187 says, and quotes what ends a quoted text', () => {
    expect(answerTo(challengeOf('MD5'), { username: "Jäsøn (d'oe)" }).value).toContain(
      "username*=UTF-8''J%C3%A4s%C3%B8n%20%28d%27oe%29",
    );
    expect(answerTo(challengeOf('MD5'), { username: 'a"b\\c' }).value).toContain('username="a\\"b\\\\c"');
  });
});

describe('a challenge to answer', () => {
  it('is the strongest of those that are offered, in one header or several', () => {
    const both = [`${challengeOf('MD5')}, ${challengeOf('SHA-256')}`, 'Basic realm="x"'].flatMap(parseChallenges);
    expect(chooseChallenge(both)?.parameters.get('algorithm')).toBe('SHA-256');
  });

  it('is none where the algorithm or the protection is unknown, or there is no nonce', () => {
    expect(chooseChallenge(parseChallenges(challengeOf('SHA3-256')))).toBeNull();
    expect(chooseChallenge(parseChallenges(challengeOf('MD5').replace('auth, auth-int', 'token')))).toBeNull();
    expect(chooseChallenge(parseChallenges('Digest realm="a"'))).toBeNull();
  });

  it('is read beside schemes that have no parameters, or one text', () => {
    expect(
      parseChallenges('Negotiate, NTLM TlRMTVNTUAAC==, Basic realm="a, b=\\"c\\"" , Digest nonce=abc').map(
        ({ scheme, parameters }) => [scheme, Object.fromEntries(parameters)],
      ),
    ).toEqual([
      ['negotiate', {}],
      ['ntlm', {}],
      ['basic', { realm: 'a, b="c"' }],
      ['digest', { nonce: 'abc' }],
    ]);
  });

  it('does not take long over a header that is made to be slow', () => {
    expect(parseChallenges(`Digest a="${'\\"'.repeat(30_000)}`).length).toBeLessThan(3);
    expect(parseChallenges(`${' ,'.repeat(30_000)}x y`).length).toBeLessThan(3);
  });
});
