import type { AuthField } from '../auth-kind.ts';
import { KEY_FORMATS } from '../key-bytes.ts';
import {
  ATTACHMENT_FIELDS,
  CLIENT_ID,
  CLIENT_SECRET,
  FURTHER_PARAMETERS,
  REFUSAL_FIELDS,
  rare,
  TOKEN_NAME,
  TOKEN_URL,
  USES_BASIC,
} from '../token/token-fields.ts';

/** RFC 7518 §3.1, RFC 8037 §3.1. */
export const JWT_ALGORITHMS = [
  { value: 'RS256', label: 'RS256 (RSA)' },
  { value: 'RS384', label: 'RS384 (RSA)' },
  { value: 'RS512', label: 'RS512 (RSA)' },
  { value: 'PS256', label: 'PS256 (RSA-PSS)' },
  { value: 'PS384', label: 'PS384 (RSA-PSS)' },
  { value: 'PS512', label: 'PS512 (RSA-PSS)' },
  { value: 'ES256', label: 'ES256 (P-256)' },
  { value: 'ES384', label: 'ES384 (P-384)' },
  { value: 'ES512', label: 'ES512 (P-521)' },
  { value: 'EdDSA', label: 'EdDSA (Ed25519)' },
  { value: 'HS256', label: 'HS256 (shared secret)' },
  { value: 'HS384', label: 'HS384 (shared secret)' },
  { value: 'HS512', label: 'HS512 (shared secret)' },
] as const;
export type JwtAlgorithm = (typeof JWT_ALGORITHMS)[number]['value'];

const line = { isSecret: false, perEnvironment: true, isRequired: false, default: '', example: '' };

const isSent = { field: 'jwtUse', isOneOf: ['bearer'] };
const isExchanged = { field: 'jwtUse', isOneOf: ['exchange'] };

/** Those of the exchange, unless something else decides about them. */
const EXCHANGE_FIELDS = [
  {
    ...CLIENT_ID,
    isRequired: false,
    help: 'Where the provider wants the application named beside the token (Box does). Google does not.',
  },
  CLIENT_SECRET,
  USES_BASIC,
  ...rare(FURTHER_PARAMETERS, TOKEN_NAME, ...ATTACHMENT_FIELDS, ...REFUSAL_FIELDS),
].map((field): AuthField => ({ onlyIf: isExchanged, ...field }));

export const JWT_FIELDS: readonly AuthField[] = [
  {
    ...line,
    name: 'jwtUse',
    label: 'The signed token is',
    help: 'Google service accounts exchange it; many other APIs take it as it is.',
    perEnvironment: false,
    isRequired: true,
    default: 'bearer',
    input: 'choice',
    choices: [
      { value: 'bearer', label: 'Sent with every call' },
      { value: 'exchange', label: 'Exchanged for an access token' },
    ],
  },
  {
    ...TOKEN_URL,
    help: 'Where the signed token is exchanged. Secrets of the authentication have to be confirmed for it too.',
    example: 'https://oauth2.googleapis.com/token',
    default: 'https://oauth2.googleapis.com/token',
    onlyIf: isExchanged,
  },
  {
    ...line,
    name: 'jwtAlgorithm',
    label: 'Algorithm',
    help: 'The key has to be of this sort. A Google service account has RS256.',
    perEnvironment: false,
    isRequired: true,
    default: 'RS256',
    input: 'choice',
    choices: JWT_ALGORITHMS,
  },
  {
    ...line,
    name: 'jwtKey',
    label: 'Key',
    help: 'A private key in PEM with its BEGIN and END lines, or the whole JSON file of a Google service account; for HS the shared secret. Signs the token and is never sent.',
    isSecret: true,
    isRequired: true,
    input: 'lines',
  },
  {
    ...line,
    name: 'jwtKeyFormat',
    label: 'The shared secret is written as',
    help: 'Text is used as its UTF-8 bytes.',
    perEnvironment: false,
    isRequired: true,
    default: 'text',
    input: 'choice',
    choices: KEY_FORMATS,
    onlyIf: { field: 'jwtAlgorithm', isOneOf: ['HS256', 'HS384', 'HS512'] },
  },
  {
    ...line,
    name: 'jwtKeyId',
    label: 'Key ID',
    help: 'Sent as kid in the head of the token. Blank: none, or that of the service account.',
    example: '2X9R4HXF34',
  },
  {
    ...line,
    name: 'jwtIssuer',
    label: 'Issuer (iss)',
    help: 'Who signs: the account email for Google, the team ID for Apple. Blank: none, or the email of the service account.',
    example: 'robot@project.iam.gserviceaccount.com',
  },
  {
    ...line,
    name: 'jwtSubject',
    label: 'Subject (sub)',
    help: 'On whose behalf: the user to impersonate for Google Workspace. Blank: none; for a service account whose token is sent itself, its email.',
    example: 'ann@example.com',
  },
  {
    ...line,
    name: 'jwtAudience',
    label: 'Audience (aud)',
    help: 'Whom the token is for, as the documentation of the API says. Blank: none, or the token URL where it is exchanged.',
    example: 'https://sheets.googleapis.com/',
  },
  {
    ...line,
    name: 'jwtScope',
    label: 'Scope',
    help: 'What it may do; several are separated by spaces.',
    example: 'https://www.googleapis.com/auth/spreadsheets.readonly',
  },
  {
    ...line,
    name: 'jwtLifetime',
    label: 'Valid for, in seconds',
    help: 'Sent as exp. A new token is signed before the old one ends. Many APIs take an hour at most.',
    perEnvironment: false,
    isRequired: true,
    default: '3600',
  },
  {
    ...line,
    name: 'jwtClaims',
    label: 'Further claims',
    help: 'A JSON object whose members go into the token as they are.',
    example: '{"tenant": "{{tenant}}"}',
    input: 'lines',
  },
  {
    ...line,
    name: 'jwtHeaderName',
    label: 'Header name',
    help: 'The name of the header that carries the token.',
    example: 'Authorization',
    perEnvironment: false,
    isRequired: true,
    default: 'Authorization',
    onlyIf: isSent,
  },
  {
    ...line,
    name: 'jwtPrefix',
    label: 'Prefix',
    help: 'Text in front of the token, with the space after it if the API wants one.',
    example: 'Bearer ',
    perEnvironment: false,
    default: 'Bearer ',
    onlyIf: isSent,
  },
  ...EXCHANGE_FIELDS,
];
