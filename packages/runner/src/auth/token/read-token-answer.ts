import type { AnswerPlace, TokenAnswerForm } from '@jackfield/connector';
import { clockSkewWarning } from '../clock-skew.ts';
import type { ProviderAnswer } from './send-token-request.ts';
import { answeredWith, refused, TOKEN_PLACE, TokenFailure, unreadable } from './token-failure.ts';

export interface ReadTokens {
  accessToken: string;
  refreshToken: string | null;
  /** Null: not said, or not in a way that can be read. */
  expiresAt: number | null;
  scope: string | null;
  warnings: string[];
}

const OK: TokenStatuses = [[200, 299]];
export type TokenStatuses = readonly (readonly [number, number])[];

/** What the token URL answered: tokens, or a failure that says what is wrong with it. Nothing of a token is quoted. */
export function readTokenAnswer(
  answer: ProviderAnswer,
  form: TokenAnswerForm,
  now: number,
  accepted: TokenStatuses = OK,
): ReadTokens {
  const members = readMembers(answer.text, form.format);
  const isAccepted = accepted.some(([from, to]) => answer.status >= from && answer.status <= to);
  const token = textAt(form.token, answer, members);
  if (!isAccepted || (token === null && errorOf(members) !== null)) throw refusal(answer, members, now);
  if (token === null || token === '') throw withoutToken(form, answer, members);
  if (/[^\x21-\x7e]/.test(token)) {
    throw unreadable('tokenName', 'The token holds characters that no header can carry.', 'Check Token name.');
  }
  const warnings: string[] = [];
  return {
    accessToken: token,
    refreshToken: textAt({ in: 'body', path: ['refresh_token'] }, answer, members) || null,
    expiresAt: form.expiry === null ? null : expiryAt(form.expiry, answer, members, now, warnings),
    scope: scopeOf(members),
    warnings,
  };
}

type Members = Readonly<Record<string, unknown>> | null;

function isMembers(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

export function readMembers(text: string, format: TokenAnswerForm['format']): Members {
  if (format === 'query') return Object.fromEntries(new URLSearchParams(text.trim().replace(/^\?/, '')));
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    return isMembers(value) && !Array.isArray(value) ? value : null;
  } catch {
    // Some providers answer in the form that they were asked in.
    return /^\??[\w.~-]+=[^\s<>]*$/.test(text.trim()) ? readMembers(text, 'query') : null;
  }
}

function valueAt(place: AnswerPlace, { headers }: ProviderAnswer, members: Members): unknown {
  if (place.in === 'header') return headers.find(([name]) => name === place.name)?.[1];
  let value: unknown = members;
  for (const name of place.path) {
    value = isMembers(value) && Object.hasOwn(value, name) ? value[name] : undefined;
  }
  return value;
}

function textAt(place: AnswerPlace, answer: ProviderAnswer, members: Members): string | null {
  const value = valueAt(place, answer, members);
  return typeof value === 'string' ? value.trim() : null;
}

function scopeOf(members: Members): string | null {
  const scope = members?.scope;
  if (Array.isArray(scope)) return scope.filter((each) => typeof each === 'string').join(' ');
  return typeof scope === 'string' ? scope : null;
}

function errorOf(members: Members): { code: string; description: string } | null {
  const { error, error_description: description } = members ?? {};
  if (typeof error !== 'string' || error === '') return null;
  return { code: error.slice(0, 100), description: typeof description === 'string' ? description.slice(0, 500) : '' };
}

/** Why it is no answer that grants something, as far as the provider says. */
export function refusal(answer: ProviderAnswer, members: Members, now: number, place = TOKEN_PLACE): TokenFailure {
  const error = errorOf(members);
  const failure =
    error === null ? answeredWith(answer.status, place) : refused(error.code, error.description, answer.status, place);
  const skew = clockSkewWarning(answer, now);
  if (skew === null) return failure;
  const { words: message = '', detail, code, isPassing } = failure;
  return new TokenFailure({ message, detail, hint: skew, code, isPassing });
}

function withoutToken({ token }: TokenAnswerForm, answer: ProviderAnswer, members: Members): TokenFailure {
  if (token.in === 'header') {
    const message = `The answer of the token URL has no header ${token.name}.`;
    const names = answer.headers.map(([name]) => name).join(', ');
    return unreadable('tokenName', message, `Set the path of the token to one that is there: ${names}.`);
  }
  if (members === null) {
    const hint = 'Check Token URL: it may lead to a page for people, such as a sign-in.';
    return unreadable('tokenUrl', 'The answer of the token URL is not JSON.', hint);
  }
  const names = Object.keys(members).slice(0, 20).join(', ');
  const message = `The answer of the token URL has no ${token.path.join('.')}.`;
  const hint =
    names === ''
      ? 'It is empty. Check what the token URL is sent.'
      : `Set where the token stands to one of what it has: ${names}.`;
  return unreadable('tokenName', message, hint);
}

/** Numbers from here on are no length of time but an instant, in seconds since 1970. */
const INSTANT_MIN = 1_000_000_000;

function expiryAt(
  place: AnswerPlace,
  answer: ProviderAnswer,
  members: Members,
  now: number,
  warnings: string[],
): number | null {
  const value = valueAt(place, answer, members);
  const name = place.in === 'header' ? place.name : place.path.join('.');
  if (value === undefined || value === null || value === '') return null;
  const until = 'so the token is used until it is refused.';
  const text = typeof value === 'string' ? value.trim() : String(value);
  const number = /^-?\d+(?:\.\d+)?$/.test(text) ? Number(text) : null;
  if (number === null) {
    const at = /^\d{4}-\d\d-\d\d[T ]/.test(text) ? Date.parse(text) : Number.NaN;
    if (!Number.isNaN(at)) return at;
    warnings.push(`${name} in the answer of the token URL is not a number of seconds, ${until}`);
    return null;
  }
  if (number <= 0) {
    warnings.push(`${name} in the answer of the token URL is ${text}, ${until}`);
    return null;
  }
  if (number < INSTANT_MIN) return now + number * 1_000;
  return number < INSTANT_MIN * 1_000 ? number * 1_000 : number;
}
