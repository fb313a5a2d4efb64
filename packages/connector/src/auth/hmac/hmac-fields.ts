import type { AuthField } from '../auth-kind.ts';
import { KEY_FORMATS } from '../key-bytes.ts';

const ALGORITHMS = [
  { value: 'sha256', label: 'HMAC-SHA256' },
  { value: 'sha384', label: 'HMAC-SHA384' },
  { value: 'sha512', label: 'HMAC-SHA512' },
  { value: 'sha1', label: 'HMAC-SHA1' },
  { value: 'md5', label: 'HMAC-MD5' },
] as const;
export type HmacAlgorithm = (typeof ALGORITHMS)[number]['value'];

const SIGNATURE_FORMATS = [
  { value: 'hex', label: 'Hexadecimal' },
  { value: 'base64', label: 'Base64' },
  { value: 'base64url', label: 'Base64 for URLs' },
] as const;
export type SignatureFormat = (typeof SIGNATURE_FORMATS)[number]['value'];

const TIMESTAMP_FORMATS = [
  { value: 'unix-seconds', label: 'UNIX seconds' },
  { value: 'unix-milliseconds', label: 'UNIX milliseconds' },
  { value: 'date-time', label: 'ISO date and time' },
] as const;
export type TimestampFormat = (typeof TIMESTAMP_FORMATS)[number]['value'];

/** What can stand in the text to sign. The host is that of the header: with a port that is not the usual one. */
export const TEXT_MARKS: readonly string[] = [
  'method',
  'url',
  'host',
  'path',
  'query',
  'path_and_query',
  'content_type',
  'body',
  'body_sha256',
  'body_sha256_base64',
  'body_sha512',
  'body_md5',
  'body_md5_base64',
  'timestamp',
  'nonce',
];
export const HEADER_MARKS: readonly string[] = ['signature', 'timestamp', 'nonce'];

const shared = { isSecret: false, perEnvironment: false, isRequired: true, default: '', example: '' };
const listOf = (marks: readonly string[]) => marks.map((mark) => `<${mark}>`).join(', ');

export const HMAC_FIELDS: readonly AuthField[] = [
  {
    ...shared,
    name: 'signingKey',
    label: 'Key',
    help: 'Signs the text and is never sent. Kept on the server and never shown again.',
    isSecret: true,
    perEnvironment: true,
  },
  {
    ...shared,
    name: 'signingKeyFormat',
    label: 'The key is written as',
    help: 'Text is used as its UTF-8 bytes.',
    default: 'text',
    input: 'choice',
    choices: KEY_FORMATS,
  },
  {
    ...shared,
    name: 'hmacAlgorithm',
    label: 'Algorithm',
    help: 'As the documentation of the API says.',
    default: 'sha256',
    input: 'choice',
    choices: ALGORITHMS,
  },
  {
    ...shared,
    name: 'signingText',
    label: 'Text to sign',
    help: `Filled in for each request: ${listOf(TEXT_MARKS)}. A new line here is a line break in the text.`,
    example: '<timestamp>.<body>',
    default: '<method>\n<path_and_query>\n<timestamp>\n<body>',
    input: 'lines',
    marks: TEXT_MARKS,
  },
  {
    ...shared,
    name: 'signatureFormat',
    label: 'The signature is written as',
    help: 'Hexadecimal is in lower case.',
    default: 'hex',
    input: 'choice',
    choices: SIGNATURE_FORMATS,
  },
  {
    ...shared,
    name: 'signatureHeader',
    label: 'Header',
    help: 'The name of the header that carries the signature.',
    example: 'X-Signature',
    default: 'X-Signature',
  },
  {
    ...shared,
    name: 'signatureValue',
    label: 'Value of the header',
    help: `Filled in for each request: ${listOf(HEADER_MARKS)}. It may also hold {{name}}, the id of the key for example.`,
    example: 'HMAC {{key_id}}:<signature>',
    default: '<signature>',
    marks: HEADER_MARKS,
  },
  {
    ...shared,
    name: 'timestampFormat',
    label: 'The timestamp is written as',
    help: 'Made anew for each request.',
    default: 'unix-seconds',
    input: 'choice',
    choices: TIMESTAMP_FORMATS,
  },
  {
    ...shared,
    name: 'timestampHeader',
    label: 'Header of the timestamp',
    help: 'Where the API wants it in a header of its own. Blank: not sent.',
    example: 'X-Timestamp',
    isRequired: false,
  },
  {
    ...shared,
    name: 'nonceHeader',
    label: 'Header of the nonce',
    help: 'A text that is another one each time, in a header of its own. Blank: not sent.',
    example: 'X-Nonce',
    isRequired: false,
  },
];
