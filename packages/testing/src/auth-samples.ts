import type { AuthKind } from '@jackfield/connector';
import { CLIENT } from './client-certificates.ts';

export interface AuthSample {
  /** Fields that are the same in all environments. */
  shared: Record<string, string>;
  /** Fields that each environment has its own of. */
  own: Record<string, string>;
  /** Secret fields that cannot hold just any text. */
  secrets: Record<string, string>;
  /** Secret fields that only something else is made of, so that no upstream gets them. */
  neverSent: readonly string[];
  /** Somebody has to allow it at a provider first, so a test of all kinds leaves it out. */
  needsConsent?: true;
}

const plain: AuthSample = { shared: {}, own: {}, secrets: {}, neverSent: [] };

/** Stands for the origin of the upstream that a test calls: it has a token URL too. */
const UPSTREAM = 'http://upstream';

/** Fields of a sample, for an upstream at this origin. */
export function atUpstream(fields: Record<string, string>, origin: string): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, value.replace(UPSTREAM, origin)]));
}

/** What each kind needs beside its defaults, so that a test of all kinds sends a request with each. */
export const AUTH_SAMPLES: Record<AuthKind, AuthSample> = {
  none: plain,
  'key-in-url': plain,
  'key-in-header': plain,
  bearer: plain,
  basic: { ...plain, own: { username: 'alice' } },
  digest: { ...plain, own: { username: 'alice' }, neverSent: ['password'] },
  'oauth2-password': { ...plain, own: { tokenUrl: `${UPSTREAM}/token`, username: 'alice', clientId: 'client' } },
  'oauth2-client-credentials': { ...plain, own: { tokenUrl: `${UPSTREAM}/token`, clientId: 'client' } },
  'oauth2-code': {
    ...plain,
    needsConsent: true,
    own: { tokenUrl: `${UPSTREAM}/token`, authorizeUrl: `${UPSTREAM}/authorize`, clientId: 'client' },
  },
  'oauth2-device': {
    ...plain,
    needsConsent: true,
    own: { tokenUrl: `${UPSTREAM}/token`, deviceUrl: `${UPSTREAM}/device`, clientId: 'client' },
  },
  'oauth2-custom': { ...plain, own: { tokenUrl: `${UPSTREAM}/token` } },
  jwt: { ...plain, shared: { jwtAlgorithm: 'HS256' }, neverSent: ['jwtKey'] },
  'client-certificate': {
    ...plain,
    own: { certificate: CLIENT.certificate },
    secrets: { certificateKey: CLIENT.key },
    neverSent: ['certificateKey', 'certificateBundle', 'certificatePassphrase'],
  },
  'aws-signature': {
    ...plain,
    shared: { service: 'execute-api' },
    own: { accessKeyId: 'AKIDEXAMPLE', region: 'eu-central-1' },
    neverSent: ['secretAccessKey'],
  },
  hmac: { ...plain, neverSent: ['signingKey'] },
};
