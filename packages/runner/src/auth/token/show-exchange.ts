import {
  createMasker,
  type HeaderList,
  type MaskableSecret,
  type SentRequest,
  type TokenStep,
} from '@jackfield/connector';
import type { TokenExchange } from './token-types.ts';

export interface ShownExchange {
  request: SentRequest;
  response: { status: number; statusText: string; headers: HeaderList; text: string } | null;
}

/** What may be shown of any member, whatever its name: short, or plainly words, a number or an address. */
const PLAIN = /^.{0,15}$|\s|^[\d.:TZ+-]+$|^https?:\/\//;
/** Names whose values are secrets, in requests and in answers. */
const SECRET_NAME = /token$|secret|password|assertion|passwd|cookie|jwt|session|code|verifier|(?:^|[_-])key$/i;
/** Tell what a token is, not what it says. */
const SAFE_NAME = /^(?:token_type|issued_token_type|grant_type|client_assertion_type|error_?code)$/i;

/** An exchange as a person may see it: every secret that was sent and everything that was granted drawn by its name. */
export function showExchange({ request, response }: TokenExchange, step: TokenStep): ShownExchange {
  const sent: MaskableSecret[] = [...step.secrets, ...secretsOfRequest(request)];
  const granted = response === null ? [] : secretsOfAnswer(response.text, step);
  const masker = createMasker([...sent, ...granted, ...secretsOfHeaders(response?.headers ?? [], step)], {
    includesShort: true,
  });
  const mask = (text: string): string => masker.maskText(text);
  const maskAll = (headers: HeaderList): HeaderList => headers.map(([name, value]) => [name, mask(value)]);
  return {
    request: {
      method: request.method,
      url: mask(request.url),
      headers: maskAll(request.headers),
      body: request.body === null ? null : mask(request.body),
      bodyBytes: Buffer.byteLength(request.body ?? ''),
    },
    response: response && {
      status: response.status,
      statusText: mask(response.statusText),
      headers: maskAll(response.headers),
      text: mask(response.text),
    },
  };
}

function named(name: string, value: string): MaskableSecret {
  return { label: `auth.${name}`, values: [value] };
}

function secretsOfRequest({ headers, body }: TokenExchange['request']): MaskableSecret[] {
  const authorization = headers
    .filter(([name]) => name === 'authorization')
    .map(([, value]) => named('client', value.replace(/^\S+\s+/, '')));
  const form = [...new URLSearchParams(body ?? '')].filter(([name]) => isSecretName(name));
  return [...authorization, ...form.map(([name, value]) => named(name, value))];
}

function secretsOfHeaders(headers: HeaderList, { answer }: TokenStep): MaskableSecret[] {
  const name = answer.token.in === 'header' ? answer.token.name : '';
  return headers.filter(([each]) => each === name || each === 'set-cookie').map(([each, value]) => named(each, value));
}

/** All that looks as if it opened something: a provider may call it what it likes. */
function secretsOfAnswer(text: string, { answer }: TokenStep): MaskableSecret[] {
  const path = answer.token.in === 'body' ? answer.token.path : [];
  const found: MaskableSecret[] = [];
  const add = (name: string, value: string): void => {
    const isToken = name === path.at(-1);
    if (value !== '' && (isToken || isSecretName(name) || !PLAIN.test(value)))
      found.push(named(name || 'token', value));
  };
  try {
    JSON.parse(text.replace(/^\uFEFF/, ''), (name, value: unknown) => {
      if (typeof value === 'string') add(name, value);
      return value;
    });
  } catch {
    for (const [name, value] of new URLSearchParams(text.trim())) add(name, value);
  }
  return found;
}

function isSecretName(name: string): boolean {
  return SECRET_NAME.test(name) && !SAFE_NAME.test(name);
}
