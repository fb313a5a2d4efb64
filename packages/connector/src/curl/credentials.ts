import type { AuthKind } from '../auth/auth.ts';
import { decodeBase64 } from '../encoding/base64.ts';
import { looksLikeSecret } from '../masking/secret-texts.ts';
import { decodeUtf8 } from '../platform.ts';
import type { CurlCommand } from './read-curl.ts';

/** What a command authenticates with, as the authentication of an API. */
export interface FoundCredentials {
  kind: AuthKind;
  /** Fields of the kind that everybody may read. */
  fields: Record<string, string>;
  /** Its secret fields. */
  secrets: Record<string, string>;
}

const KEY_NAME =
  /^(?:x[-_])?(?:[a-z]+[-_])?(?:api|app|auth|access|secret|subscription)[-_]?(?:key|token|secret)$|^apikey$/i;
const KEY_PARAMETER = /^(?:api[-_]?key|apikey|access[-_]?token|auth[-_]?token|token|key|app[-_]?id|appid)$/i;
/** `$TOKEN`, `<your key>`, `YOUR_API_KEY`, `{token}`, `xxxx`: what documentation writes in a key's place. */
const STAND_IN = /^(?:\$\{?\w+\}?|<[^>]*>|\{+[^}]*\}+|\[[^\]]*\]|your\b.*|your[-_].*|x{3,}|\*{3,}|\.{3,}|.*_here)$/i;

/** Whether this stands where a key goes in documentation, and is none. */
export function isStandIn(text: string): boolean {
  return text === '' || STAND_IN.test(text);
}

export function isKeyName(name: string): boolean {
  return KEY_NAME.test(name);
}

/** Takes the credentials out of a command: what was found, and the command without them. */
export function takeCredentials(
  command: CurlCommand,
  query: readonly [string, string][],
): { found: FoundCredentials | null; headers: CurlCommand['headers']; query: [string, string][] } {
  const { headers, login } = command;
  const without = (name: string) => headers.filter(([own]) => own.toLowerCase() !== name.toLowerCase());
  const rest = { headers: [...headers], query: [...query] };
  const authorization = headers.find(([name]) => name.toLowerCase() === 'authorization');
  if (authorization) {
    return { found: readAuthorization(authorization[1]), headers: without('authorization'), query: [...query] };
  }
  if (login) return { ...rest, found: basic(login.username, login.password) };
  const header = headers.find(([name]) => isKeyName(name));
  if (header) {
    const [name, key] = header;
    return { ...rest, headers: without(name), found: { kind: 'key-in-header', fields: { name }, secrets: { key } } };
  }
  const parameter = query.find(
    ([name, value]) => KEY_PARAMETER.test(name) && (looksLikeSecret(value) || isLong(value)),
  );
  if (!parameter) return { ...rest, found: null };
  const [name, key] = parameter;
  return {
    ...rest,
    query: query.filter((pair) => pair !== parameter),
    found: { kind: 'key-in-url', fields: { name }, secrets: { key } },
  };
}

/** Long enough for a key, as the short value of `?key=` need not be. */
const isLong = (value: string) => value.length >= 16 || isStandIn(value);

function readAuthorization(value: string): FoundCredentials {
  const [, scheme = '', credentials = ''] = /^(\S+)\s+([\s\S]+)$/.exec(value) ?? [];
  if (/^bearer$/i.test(scheme)) return { kind: 'bearer', fields: {}, secrets: { token: credentials } };
  if (/^basic$/i.test(scheme)) {
    const bytes = decodeBase64(credentials);
    const login = bytes === null ? null : decodeUtf8(bytes);
    const colon = login?.indexOf(':') ?? -1;
    if (login !== null && colon >= 0) return basic(login.slice(0, colon), login.slice(colon + 1));
  }
  const prefix = scheme === '' ? '' : `${scheme} `;
  return {
    kind: 'key-in-header',
    fields: { name: 'Authorization', prefix },
    secrets: { key: scheme === '' ? value : credentials },
  };
}

/** Where a key stands as the user name, the whole of it is the secret. */
function basic(username: string, password: string): FoundCredentials {
  return { kind: 'basic', fields: { username }, secrets: { password } };
}
