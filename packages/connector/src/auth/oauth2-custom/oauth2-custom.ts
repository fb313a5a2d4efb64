import { type Piece, textOf } from '../../request/piece.ts';
import type { AuthField, AuthKindDefinition } from '../auth-kind.ts';
import { TokenFields } from '../token/read-fields.ts';
import { ATTACHMENT_FIELDS, REFUSAL_FIELDS, TOKEN_NAME, TOKEN_URL } from '../token/token-fields.ts';
import type { AnswerPlace } from '../token/token-step.ts';

const line = { isSecret: false, perEnvironment: true, isRequired: false, default: '', example: '' };
const shared = { ...line, perEnvironment: false };
const METHODS = ['POST', 'GET', 'PUT', 'PATCH'] as const;
const CONTENT_TYPES: Readonly<Record<string, string>> = {
  json: 'application/json',
  form: 'application/x-www-form-urlencoded',
  text: 'text/plain; charset=utf-8',
};
const withBody = { field: 'tokenBodyType', isOneOf: ['json', 'form', 'text'] };

const OWN_FIELDS: readonly AuthField[] = [
  { ...TOKEN_URL, help: 'Where the token is asked for. Secrets that go there have to be confirmed for it too.' },
  {
    ...shared,
    name: 'tokenMethod',
    label: 'Method',
    help: 'Of the token call.',
    isRequired: true,
    default: 'POST',
    input: 'choice',
    choices: METHODS.map((value) => ({ value, label: value })),
  },
  {
    ...line,
    name: 'tokenHeaders',
    label: 'Token call headers',
    help: 'One a line, as Name: value. Write {{name}} for a secret.',
    example: 'X-Api-Key: {{partner_key}}',
    input: 'lines',
  },
  {
    ...shared,
    name: 'tokenBodyType',
    label: 'Body of the token call',
    help: 'Its form. The content type follows it unless a header sets another.',
    isRequired: true,
    default: 'json',
    input: 'choice',
    choices: [
      { value: 'json', label: 'JSON' },
      { value: 'form', label: 'Form (name=value, one a line)' },
      { value: 'text', label: 'Text' },
      { value: 'none', label: 'None' },
    ],
  },
  {
    ...line,
    name: 'tokenBody',
    label: 'Body',
    help: 'Write {{name}} for a variable or a secret; in JSON within double quotes.',
    example: '{"user": "{{user}}", "password": "{{password}}"}',
    input: 'lines',
    onlyIf: withBody,
  },
  {
    ...shared,
    name: 'tokenStatuses',
    label: 'Accepted statuses',
    help: 'Any other status means that there is no token.',
    example: '200-299',
    isRequired: true,
    default: '200-299',
  },
  {
    ...shared,
    name: 'tokenSource',
    label: 'The token is read from',
    help: 'The answer of the token call.',
    isRequired: true,
    default: 'body',
    input: 'choice',
    choices: [
      { value: 'body', label: 'The body' },
      { value: 'header', label: 'A response header' },
    ],
  },
  {
    ...TOKEN_NAME,
    label: 'Path of the token',
    help: 'Members within members are joined by dots.',
    example: 'data.token',
  },
  {
    ...shared,
    name: 'tokenExpiry',
    label: 'Path of its life in seconds',
    help: 'In the body, or the name of a response header where the token is in one. Blank: the token is used until it is refused.',
    example: 'expires_in',
    default: 'expires_in',
  },
];

export const oauth2CustomAuth: AuthKindDefinition = {
  kind: 'oauth2-custom',
  label: 'OAuth2 Custom Token',
  description: 'Gets a token by a call of its own form. Renewed by itself when it ends or is refused.',
  fields: [...OWN_FIELDS, ...ATTACHMENT_FIELDS, ...REFUSAL_FIELDS],
  apply: (fields) => {
    const read = new TokenFields(fields);
    const isInHeader = read.text('tokenSource') === 'header';
    const place = (name: string): AnswerPlace =>
      isInHeader ? { in: 'header', name: read.text(name).toLowerCase() } : { in: 'body', path: read.path(name) };
    const { body, contentType } = bodyOf(read);
    const headers = read
      .pairs('tokenHeaders', ':')
      .map(([name, value]): [string, string] => [name.toLowerCase(), value]);
    if (contentType !== null && !headers.some(([name]) => name === 'content-type')) {
      headers.push(['content-type', contentType]);
    }
    return read.apply(
      {
        type: 'custom',
        tokenUrl: read.url('tokenUrl'),
        method: read.text('tokenMethod') || 'POST',
        headers,
        body,
        acceptedStatuses: statusesOf(read),
      },
      { token: place('tokenName'), expiry: read.text('tokenExpiry') === '' ? null : place('tokenExpiry') },
    );
  },
};

function bodyOf(read: TokenFields): { body: string | null; contentType: string | null } {
  const type = read.text('tokenBodyType');
  const contentType = CONTENT_TYPES[type] ?? null;
  if (contentType === null || read.text('tokenBody') === '') return { body: null, contentType: null };
  if (type === 'text') return { body: read.raw('tokenBody'), contentType };
  if (type === 'form') {
    return { body: read.pairs('tokenBody', '=').map(encodePair).join('&'), contentType };
  }
  const body = read.pieces('tokenBody').map(toJsonText).join('');
  if (!isJson(body)) {
    const fix = 'Write names and texts in double quotes, and {{name}} within them.';
    read.report('tokenBody', 'The body is not JSON.', fix);
  }
  return { body, contentType };
}

/** A value stands in the JSON as text, and never becomes a part of its form. */
function toJsonText({ text, from }: Piece): string {
  return from === undefined ? text : JSON.stringify(text).slice(1, -1);
}

function encodePair([name, value]: [string, string]): string {
  return `${encodeURIComponent(name)}=${encodeURIComponent(value)}`;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function statusesOf(read: TokenFields): [number, number][] {
  const text = textOf(read.pieces('tokenStatuses'));
  const ranges = text
    .split(/[\s,;]+/)
    .filter((part) => part !== '')
    .map((part) => /^([1-5]\d\d)(?:-([1-5]\d\d))?$/.exec(part));
  if (ranges.length > 0 && ranges.every((range) => range !== null)) {
    return ranges.map((range): [number, number] => [Number(range[1]), Number(range[2] ?? range[1])]);
  }
  read.report('tokenStatuses', `"${text}" is not a list of statuses.`, 'Write 200, or 200-299.');
  return [];
}
