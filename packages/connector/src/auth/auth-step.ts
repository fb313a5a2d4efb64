import { collectSecrets, type Piece } from '../request/piece.ts';
import type { UsedSecret } from '../request/prepared-request.ts';
import type { AwsSignatureStep } from './aws-signature/aws-signature.ts';
import type { ClientCertificateStep } from './client-certificate/client-certificate.ts';
import type { DigestStep } from './digest/digest.ts';
import type { HmacStep } from './hmac/hmac.ts';
import type { JwtStep } from './jwt/jwt.ts';
import type { TokenStep } from './token/token-step.ts';

/**
 * What is left of an authentication when the request is put together, since it needs the clock, crypto, the network or
 * the final bytes: the runner does it, for each sending anew. Only for the origin of the request, never beyond.
 */
export type AuthStep = AwsSignatureStep | ClientCertificateStep | DigestStep | HmacStep | JwtStep | TokenStep;
export type AuthStepKind = AuthStep['kind'];

/** What every step has. */
export interface AuthStepBase {
  /** What it holds or uses: bound to origins like a secret in the request, and masked in the same places. */
  secrets: UsedSecret[];
}

/** Longer ones are files of keys, which no step sends: a masker of their size would be built for nothing. */
const MASKED_CHARS_MAX = 512;

/** The secrets in the fields of a step. */
export function stepSecrets(...fields: readonly (readonly Piece[])[]): UsedSecret[] {
  return collectSecrets(fields.flat()).map((secret) => ({
    ...secret,
    values: secret.values.filter((value) => value.length <= MASKED_CHARS_MAX),
  }));
}

/** How a preview draws what a step finds out only when it sends. */
export function drawnAtSending(name: string): Piece {
  return { text: `{{auth.${name}}}`, isVerbatim: true, from: { kind: 'variable', name: `auth.${name}` } };
}
