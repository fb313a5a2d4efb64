import { createHmac, generateKeyPairSync, type KeyObject, verify } from 'node:crypto';
import type { JwtStep } from '@jackfield/connector';
import { describe, expect, it } from 'vitest';
import { RunFailure } from '../../run-failure.ts';
import { signJwt } from './sign-jwt.ts';

const NOW = Date.UTC(2026, 0, 1);
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pemOf = (key: KeyObject, type: 'pkcs8' | 'pkcs1' | 'sec1' = 'pkcs8'): string => {
  // The types tell keys of each sort apart by how they were made, and take a format for those alone.
  return (key.export as (options: object) => string).call(key, { type, format: 'pem' });
};

function stepOf(algorithm: JwtStep['algorithm'], key: JwtStep['key'], more: Partial<JwtStep> = {}): JwtStep {
  return {
    kind: 'jwt',
    algorithm,
    key,
    keyId: '',
    claims: { iss: 'me' },
    lifetimeSeconds: 600,
    headerName: 'Authorization',
    prefix: 'Bearer ',
    secrets: [],
    ...more,
  };
}

const partsOf = (token: string) => token.split('.').map((part) => Buffer.from(part, 'base64url'));
const jsonOf = (part: Buffer | undefined): unknown => JSON.parse(String(part));

/** By node:crypto alone, which the signing does not use. */
function isValid(token: string, algorithm: string, key: KeyObject): boolean {
  const [, , signature = Buffer.alloc(0)] = partsOf(token);
  const signed = Buffer.from(token.slice(0, token.lastIndexOf('.')));
  if (algorithm === 'EdDSA') return verify(null, signed, key, signature);
  const hash = `sha${algorithm.slice(2)}`;
  if (algorithm.startsWith('ES')) return verify(hash, signed, { key, dsaEncoding: 'ieee-p1363' }, signature);
  // 6 is RSA_PKCS1_PSS_PADDING, 1 is RSA_PKCS1_PADDING; the salt of PS is as long as its hash (RFC 7518 §3.5).
  const padding = algorithm.startsWith('PS')
    ? { padding: 6, saltLength: Number(algorithm.slice(2)) / 8 }
    : { padding: 1 };
  return verify(hash, signed, { key, ...padding }, signature);
}

async function failureOf(step: JwtStep): Promise<RunFailure> {
  const error: unknown = await signJwt(step, NOW).catch((thrown: unknown) => thrown);
  if (!(error instanceof RunFailure)) throw new Error(`No failure but ${JSON.stringify(error)}`);
  return error;
}

describe('a signed JWT', () => {
  it.each(['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'] as const)(
    'is valid with %s',
    async (algorithm) => {
      const curve = { ES256: 'P-256', ES384: 'P-384', ES512: 'P-521' }[algorithm as 'ES256'];
      const pair =
        algorithm === 'EdDSA'
          ? generateKeyPairSync('ed25519')
          : curve
            ? generateKeyPairSync('ec', { namedCurve: curve })
            : rsa;
      const token = await signJwt(stepOf(algorithm, pemOf(pair.privateKey), { keyId: 'k1' }), NOW);
      expect(isValid(token, algorithm, pair.publicKey)).toBe(true);
      expect(jsonOf(partsOf(token)[0])).toEqual({ alg: algorithm, typ: 'JWT', kid: 'k1' });
      expect(jsonOf(partsOf(token)[1])).toEqual({ iss: 'me', iat: NOW / 1_000, exp: NOW / 1_000 + 600 });
    },
  );

  it.each(['HS256', 'HS384', 'HS512'] as const)('is valid with %s', async (algorithm) => {
    const token = await signJwt(stepOf(algorithm, Buffer.from('secret of both')), NOW);
    const [head, payload, signature] = token.split('.');
    const expected = createHmac(`sha${algorithm.slice(2)}`, 'secret of both').update(`${head}.${payload}`);
    expect(signature).toBe(expected.digest('base64url'));
  });

  it('has the times that the further claims say', async () => {
    const token = await signJwt(stepOf('HS256', Buffer.from('k'), { claims: { exp: 5, nbf: 4 } }), NOW);
    expect(jsonOf(partsOf(token)[1])).toEqual({ iat: NOW / 1_000, exp: 5, nbf: 4 });
  });

  it.each([
    ['PKCS#1', pemOf(rsa.privateKey, 'pkcs1')],
    ['line breaks as \\n', pemOf(rsa.privateKey).replaceAll('\n', '\\n')],
    ['one line', pemOf(rsa.privateKey).replaceAll('\n', ' ')],
    ['blanks around each line', pemOf(rsa.privateKey).replaceAll('\n', ' \r\n  ')],
  ])('takes a key with %s', async (_form, pem) => {
    expect(isValid(await signJwt(stepOf('RS256', pem), NOW), 'RS256', rsa.publicKey)).toBe(true);
  });

  it.each([
    ['no key at all', stepOf('RS256', 'hello'), 'The key is not a private key in PEM.'],
    [
      'a public key',
      stepOf('RS256', rsa.publicKey.export({ type: 'spki', format: 'pem' }).toString()),
      'The key is not a private key in PEM.',
    ],
    ['half a key', stepOf('RS256', pemOf(rsa.privateKey).slice(0, 400)), 'The key is not a private key in PEM.'],
    [
      'an EC key for RS256',
      stepOf('RS256', pemOf(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey)),
      'The key does not fit the algorithm RS256.',
    ],
    [
      'another curve',
      stepOf('ES256', pemOf(generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey)),
      'The key does not fit the algorithm ES256.',
    ],
    [
      'an RSA key of 1,024 bits',
      stepOf('RS256', pemOf(generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey)),
      'The key does not fit the algorithm RS256.',
    ],
    [
      'a key with a passphrase',
      stepOf(
        'RS256',
        rsa.privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'p' }).toString(),
      ),
      'The key is encrypted with a passphrase.',
    ],
    [
      'a service account for HS256',
      stepOf('HS256', pemOf(rsa.privateKey)),
      'HS256 is for a shared secret, and the key is that of a service account.',
    ],
  ])('is refused in words for %s, which quote nothing of it', async (_what, step, message) => {
    const failure = await failureOf(step);
    expect(failure).toMatchObject({ kind: 'config', words: message, detail: `auth.jwtKey: ${message}` });
    expect(failure.hint).toMatch(/\.$/);
  });
});
