import type { KeyObject } from 'node:crypto';
import type { JwtSigning } from '@jackfield/connector';
import { SignJWT } from 'jose';
import { readPrivateKey } from '../private-key.ts';
import { unusable } from '../unusable.ts';

/** @throws RunFailure for a key that cannot be used. */
export async function signJwt(
  signing: JwtSigning,
  now: number,
  claimsOfThisOne: Readonly<Record<string, string>> = {},
): Promise<string> {
  const { algorithm, keyId, claims, lifetimeSeconds, keyField: field = 'jwtKey' } = signing;
  const issuedAt = Math.floor(now / 1_000);
  // What the further claims say of time is meant so.
  const payload = { iat: issuedAt, exp: issuedAt + lifetimeSeconds, ...claimsOfThisOne, ...claims };
  const key = keyOf(signing, field);
  try {
    return await new SignJWT(payload)
      .setProtectedHeader({ alg: algorithm, typ: 'JWT', ...(keyId === '' ? {} : { kid: keyId }) })
      .sign(key);
  } catch {
    throw unusable(field, `The key does not fit the algorithm ${algorithm}.`, fitOf(algorithm));
  }
}

function keyOf({ algorithm, key }: JwtSigning, field: string): KeyObject | Uint8Array {
  if (typeof key !== 'string') {
    if (key.length > 0) return key;
    throw unusable(field, 'The shared secret is empty.', 'Enter it again.');
  }
  if (algorithm.startsWith('HS')) {
    const message = `${algorithm} is for a shared secret, and the key is that of a service account.`;
    throw unusable(field, message, 'Choose RS256.');
  }
  const read = readPrivateKey(key);
  if (read.ok) return read.key;
  if (read.reason === 'needs_passphrase') {
    const hint = 'Take the passphrase off with openssl pkey -in key.pem -out plain.pem, and paste that file.';
    throw unusable(field, 'The key is encrypted with a passphrase.', hint);
  }
  const hint = 'Paste the private key once more, whole, with its BEGIN and END lines.';
  throw unusable(field, 'The key is not a private key in PEM.', hint);
}

function fitOf(algorithm: JwtSigning['algorithm']): string {
  if (algorithm.startsWith('ES'))
    return `${algorithm} wants an EC key of its own curve. Choose the algorithm of the key.`;
  if (algorithm === 'EdDSA') return 'EdDSA wants an Ed25519 key. Choose the algorithm of the key.';
  return `${algorithm} wants an RSA key of 2,048 bits or more. Choose the algorithm of the key.`;
}
