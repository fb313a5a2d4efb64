import { createHash } from 'node:crypto';
import type { Challenge } from './challenge.ts';

/** Strongest first. Node's names of the hashes; a session variant hashes the nonces in. */
const ALGORITHMS: readonly { name: string; hash: string; isSession: boolean }[] = [
  { name: 'SHA-512-256', hash: 'sha512-256', isSession: false },
  { name: 'SHA-512-256-sess', hash: 'sha512-256', isSession: true },
  { name: 'SHA-256', hash: 'sha256', isSession: false },
  { name: 'SHA-256-sess', hash: 'sha256', isSession: true },
  { name: 'MD5', hash: 'md5', isSession: false },
  { name: 'MD5-sess', hash: 'md5', isSession: true },
];

type Algorithm = (typeof ALGORITHMS)[number];

export interface DigestRequest {
  username: string;
  password: string;
  method: string;
  /** Path and query, as they stand in the request. */
  uri: string;
  body: Uint8Array | null;
  cnonce: string;
  /** How often this nonce was used, this time included. */
  nonceCount: number;
}

export interface DigestAnswer {
  /** Of the header `Authorization`. */
  value: string;
  /** The part of it that is made of the password. */
  response: string;
}

/** The challenge to answer: the first one of the strongest algorithm (RFC 7616 §3.7). Null: none can be answered. */
export function chooseChallenge(challenges: readonly Challenge[]): Challenge | null {
  const digests = challenges.filter(({ scheme, parameters }) => scheme === 'digest' && parameters.has('nonce'));
  for (const { name } of ALGORITHMS) {
    const found = digests.find((challenge) => sameName(algorithmOf(challenge), name) && qopOf(challenge) !== undefined);
    if (found) return found;
  }
  return null;
}

/** RFC 7616 §3.4, and RFC 2617 for a server that names no quality of protection. */
export function answerChallenge(challenge: Challenge, request: DigestRequest): DigestAnswer {
  const { parameters } = challenge;
  const algorithm = ALGORITHMS.find(({ name }) => sameName(algorithmOf(challenge), name));
  const qop = qopOf(challenge);
  if (algorithm === undefined || qop === undefined) throw new Error('only a challenge that was chosen is answered');
  const realm = parameters.get('realm') ?? '';
  const nonce = parameters.get('nonce') ?? '';
  const count = request.nonceCount.toString(16).padStart(8, '0');
  const key = keyOf(algorithm, request, realm, nonce);
  const target = hashOf(algorithm, `${request.method}:${request.uri}${bodyHash(algorithm, qop, request.body)}`);
  const between = qop === null ? nonce : `${nonce}:${count}:${request.cnonce}:${qop}`;
  const response = hashOf(algorithm, `${key}:${between}:${target}`);
  const isHashed = parameters.get('userhash')?.toLowerCase() === 'true';
  const parts = [
    usernamePart(algorithm, request.username, realm, isHashed),
    `realm=${quoted(realm)}`,
    `uri=${quoted(request.uri)}`,
    ...(parameters.has('algorithm') ? [`algorithm=${algorithm.name}`] : []),
    `nonce=${quoted(nonce)}`,
    ...(qop === null ? [] : [`nc=${count}`, `cnonce=${quoted(request.cnonce)}`, `qop=${qop}`]),
    `response="${response}"`,
    ...(parameters.has('opaque') ? [`opaque=${quoted(parameters.get('opaque') ?? '')}`] : []),
    ...(isHashed ? ['userhash=true'] : []),
  ];
  return { value: `Digest ${parts.join(', ')}`, response };
}

function algorithmOf({ parameters }: Challenge): string {
  return parameters.get('algorithm') ?? 'MD5';
}

/** Null: the server names none, which some say with an empty list. Undefined: it names none that is known. */
function qopOf({ parameters }: Challenge): 'auth' | 'auth-int' | null | undefined {
  const offered = parameters.get('qop');
  if (offered === undefined || offered.trim() === '') return null;
  const names = offered.split(',').map((name) => name.trim().toLowerCase());
  if (names.includes('auth')) return 'auth';
  return names.includes('auth-int') ? 'auth-int' : undefined;
}

function keyOf(algorithm: Algorithm, { username, password, cnonce }: DigestRequest, realm: string, nonce: string) {
  const key = hashOf(algorithm, `${username}:${realm}:${password}`);
  return algorithm.isSession ? hashOf(algorithm, `${key}:${nonce}:${cnonce}`) : key;
}

function bodyHash(algorithm: Algorithm, qop: string | null, body: Uint8Array | null): string {
  return qop === 'auth-int' ? `:${hashOf(algorithm, body ?? '')}` : '';
}

/** RFC 7616 §3.4.4; beyond ASCII a name stands in the form of RFC 8187. */
function usernamePart(algorithm: Algorithm, username: string, realm: string, isHashed: boolean): string {
  if (isHashed) return `username="${hashOf(algorithm, `${username}:${realm}`)}"`;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII as a whole is what is looked for.
  if (/^[\u0000-\u007f]*$/.test(username)) return `username=${quoted(username)}`;
  const encoded = encodeURIComponent(username).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `username*=UTF-8''${encoded}`;
}

function hashOf({ hash }: Algorithm, text: string | Uint8Array): string {
  return createHash(hash).update(text).digest('hex');
}

function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}

function sameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
