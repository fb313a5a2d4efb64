import type { AuthStepBase } from '../auth-step.ts';
import type { JwtAlgorithm } from '../jwt/jwt-fields.ts';

/** What a JWT is signed with, and what it says. */
export interface JwtSigning {
  algorithm: JwtAlgorithm;
  /** Bytes of a shared secret, or a private key in PEM. */
  key: Uint8Array | string;
  /** The field that the key was entered in; `jwtKey` where left out. */
  keyField?: string;
  keyId: string;
  /** Without those of time. */
  claims: Readonly<Record<string, unknown>>;
  lifetimeSeconds: number;
}

/** How the client says at the token URL who it is. An empty id: it does not. */
export interface TokenClient {
  id: string;
  authentication:
    | { type: 'none' }
    | { type: 'basic' | 'body'; secret: string }
    | { type: 'private_key_jwt'; signing: JwtSigning };
}

type Parameters = readonly (readonly [string, string])[];

/** Grants of OAuth 2 that need nobody: a form is posted to the token URL. */
export interface FormGrant {
  type: 'client_credentials' | 'password';
  tokenUrl: string;
  client: TokenClient;
  parameters: Parameters;
}

/** RFC 7523: a signed JWT is exchanged for a token. */
export interface AssertionGrant {
  type: 'assertion';
  tokenUrl: string;
  client: TokenClient;
  parameters: Parameters;
  signing: JwtSigning;
}

/** A token call of its own form. */
export interface CustomGrant {
  type: 'custom';
  tokenUrl: string;
  method: string;
  headers: Parameters;
  body: string | null;
  /** Ranges, both ends included. */
  acceptedStatuses: readonly (readonly [number, number])[];
}

/** Somebody allows it at the provider, in a browser: a code comes back, and is exchanged (RFC 6749 §4.1, RFC 7636). */
export interface CodeGrant {
  type: 'code';
  authorizeUrl: string;
  authorizeParameters: Parameters;
  tokenUrl: string;
  client: TokenClient;
  /** Of each request to the token URL. */
  parameters: Parameters;
  usesPkce: boolean;
  /** Empty: not known, and not checked. */
  issuer: string;
  /** Empty: the provider is not told. */
  revokeUrl: string;
  /** Tells whose account it is. */
  profile: { url: string; idPath: readonly string[]; emailPath: readonly string[] } | null;
}

/** Somebody enters a code at the provider, on any device, while the token URL is asked again and again (RFC 8628). */
export interface DeviceGrant {
  type: 'device';
  deviceUrl: string;
  deviceParameters: Parameters;
  tokenUrl: string;
  client: TokenClient;
  /** Of each request to the token URL. */
  parameters: Parameters;
  /** Empty: the provider is not told. */
  revokeUrl: string;
}

export type TokenGrant = AssertionGrant | CodeGrant | CustomGrant | DeviceGrant | FormGrant;

/** Where something stands in an answer: members of its JSON, or a header. */
export type AnswerPlace = { in: 'body'; path: readonly string[] } | { in: 'header'; name: string };

/** How the answer of a token URL is read. */
export interface TokenAnswerForm {
  token: AnswerPlace;
  /** Null: it says nothing of its life. */
  expiry: AnswerPlace | null;
  /** `auto`: JSON, or a query string where it is none. */
  format: 'auto' | 'query';
}

/** How a token goes with each request. */
export type TokenAttachment = { in: 'header'; name: string; prefix: string } | { in: 'query'; name: string };

/** Refuses a token: a member of an answer in JSON that holds this value, as text. */
export interface BodyRefusal {
  path: readonly string[];
  value: string;
}

/** Gets a token where none is kept that is still good, adds it, and gets another where it is refused. */
export interface TokenStep extends AuthStepBase {
  kind: 'token';
  grant: TokenGrant;
  answer: TokenAnswerForm;
  attachment: TokenAttachment;
  /** Statuses that refuse a token; 401 among them. */
  refusals: readonly number[];
  bodyRefusals: readonly BodyRefusal[];
  /** Where its secrets go besides the request's own origin. */
  origins: readonly string[];
}
