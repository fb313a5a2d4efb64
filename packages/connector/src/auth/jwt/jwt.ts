import { isDrawn, type Piece, textOf } from '../../request/piece.ts';
import { type AuthApplication, type AuthKindDefinition, NOTHING_APPLIED } from '../auth-kind.ts';
import { type AuthStepBase, drawnAtSending, stepSecrets } from '../auth-step.ts';
import { keyBytes } from '../key-bytes.ts';
import { plainName } from '../key-name.ts';
import { TokenFields } from '../token/read-fields.ts';
import type { JwtSigning } from '../token/token-step.ts';
import { JWT_FIELDS, type JwtAlgorithm } from './jwt-fields.ts';
import { readServiceAccount } from './service-account.ts';

/** Signs a token (RFC 7519), and again before it ends. */
export interface JwtStep extends AuthStepBase, JwtSigning {
  kind: 'jwt';
  headerName: string;
  prefix: string;
}

const LIFETIME_SECONDS_MAX = 366 * 86_400;

export const jwtAuth: AuthKindDefinition = {
  kind: 'jwt',
  label: 'JSON Web Token (JWT)',
  description: 'Signs a token with a key, and sends it with every call or exchanges it for an access token.',
  fields: JWT_FIELDS,
  apply: (fields) => {
    const problems: AuthApplication['problems'] = [];
    const step = stepOf(fields, problems);
    if (isExchanged(fields)) return exchange(fields, step, problems);
    const pieces: Piece[] = [{ text: step.prefix }, drawnAtSending('token')];
    return {
      ...NOTHING_APPLIED,
      addedHeaders: step.headerName === '' ? [] : [{ name: step.headerName, pieces }],
      steps: [step],
      problems,
    };
  },
};

type Fields = Parameters<AuthKindDefinition['apply']>[0];
type Problems = AuthApplication['problems'];

function stepOf(fields: Fields, problems: Problems): JwtStep {
  const text = (name: string) => textOf(fields[name] ?? []).trim();
  // The choice holds nothing else: what is none of them was reported, and nothing is sent.
  const algorithm = text('jwtAlgorithm') as JwtAlgorithm;
  const { jwtKey = [] } = fields;
  const account = isDrawn(jwtKey) ? ({ kind: 'none' } as const) : readServiceAccount(textOf(jwtKey));
  if (account.kind === 'broken') {
    problems.push({ field: 'jwtKey', message: account.message, fix: 'Paste the whole file once more.' });
  }
  const { email = '', keyId = '' } = account.kind === 'account' ? account : {};
  return {
    kind: 'jwt',
    algorithm,
    key: account.kind === 'account' ? account.privateKey : keyOf(jwtKey, algorithm, text('jwtKeyFormat'), problems),
    keyId: text('jwtKeyId') || keyId,
    claims: {
      ...extraClaims(fields.jwtClaims ?? [], problems),
      ...present({
        iss: text('jwtIssuer') || email,
        // A service account that exchanges its token acts for itself unless somebody is named.
        sub: text('jwtSubject') || (isExchanged(fields) ? '' : email),
        aud: text('jwtAudience'),
        scope: text('jwtScope'),
      }),
    },
    lifetimeSeconds: lifetimeOf(text('jwtLifetime'), problems),
    headerName: isExchanged(fields) ? '' : plainName('jwtHeaderName', fields.jwtHeaderName ?? [], problems),
    prefix: textOf(fields.jwtPrefix ?? []),
    secrets: stepSecrets(...Object.values(fields)),
  };
}

function isExchanged({ jwtUse = [] }: Fields): boolean {
  return textOf(jwtUse) === 'exchange';
}

/** RFC 7523 §2.1. */
function exchange(fields: Fields, { algorithm, key, keyId, claims, lifetimeSeconds }: JwtStep, problems: Problems) {
  const read = new TokenFields(fields);
  read.problems.push(...problems);
  const tokenUrl = read.url('tokenUrl');
  return read.apply({
    type: 'assertion',
    tokenUrl,
    client: read.client(false),
    parameters: read.parameters(),
    signing: { algorithm, key, keyId, claims: { ...claims, aud: claims.aud ?? tokenUrl }, lifetimeSeconds },
  });
}

function keyOf(pieces: readonly Piece[], algorithm: string, format: string, problems: Problems): Uint8Array | string {
  const key = textOf(pieces);
  if (!algorithm.startsWith('HS') || isDrawn(pieces)) return key;
  const bytes = keyBytes(key, format);
  if (bytes !== null) return bytes;
  const message = `The shared secret is not ${format === 'hex' ? 'hexadecimal' : 'base64'}.`;
  problems.push({ field: 'jwtKey', message, fix: 'Enter it again, or choose how it is written.' });
  return new Uint8Array();
}

function lifetimeOf(text: string, problems: Problems): number {
  const seconds = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (seconds >= 1 && seconds <= LIFETIME_SECONDS_MAX) return seconds;
  const message = `"${text}" is not a number of seconds that a token can be valid for.`;
  problems.push({ field: 'jwtLifetime', message, fix: 'Write a whole number, 3600 for an hour.' });
  return 0;
}

/** A value stands in the JSON as text, and never becomes a part of its form. */
function extraClaims(pieces: readonly Piece[], problems: Problems): Record<string, unknown> {
  const source = pieces
    .map(({ text, from }) => (from === undefined ? text : JSON.stringify(text).slice(1, -1)))
    .join('')
    .trim();
  if (source === '') return {};
  try {
    const claims: unknown = JSON.parse(source);
    if (typeof claims === 'object' && claims !== null && !Array.isArray(claims)) return { ...claims };
  } catch {
    // Told below, like what is no object.
  }
  const fix = 'Write names and values in double quotes between { and }.';
  problems.push({ field: 'jwtClaims', message: 'The further claims are not a JSON object.', fix });
  return {};
}

function present(claims: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== ''));
}
