import type { AuthField } from '../auth-kind.ts';

/** Of the kinds whose standards say how a token is asked for, and how it is sent. */
export function rare(...fields: readonly AuthField[]): AuthField[] {
  return fields.map((field) => ({ ...field, isRare: true }));
}

const line = { isSecret: false, perEnvironment: true, isRequired: false, default: '', example: '' };

export const TOKEN_URL: AuthField = {
  ...line,
  name: 'tokenUrl',
  label: 'Token URL',
  help: 'Where a token is asked for, by POST. Secrets of the authentication have to be confirmed for it too.',
  example: 'https://login.example.com/oauth/token',
  isRequired: true,
};

export const CLIENT_ID: AuthField = {
  ...line,
  name: 'clientId',
  label: 'Client ID',
  help: 'What the provider calls this application; also App ID or API key. Not a secret.',
  example: 'a1b2c3d4',
  isRequired: true,
};

export const CLIENT_SECRET: AuthField = {
  ...line,
  name: 'clientSecret',
  label: 'Client secret',
  help: 'Sent to the token URL alone. Kept on the server and never shown again.',
  isSecret: true,
};

export const SCOPE: AuthField = {
  ...line,
  name: 'scope',
  label: 'Scope',
  help: 'What the token may do, written as the provider wants it: most take several with spaces between.',
  example: 'contacts.read invoices.read',
};

export const FURTHER_PARAMETERS: AuthField = {
  ...line,
  name: 'tokenParameters',
  label: 'Further parameters of the token request',
  help: 'One a line, as name=value. Sent to the token URL with the rest.',
  example: 'tenant=acme',
  input: 'lines',
};

export const USES_BASIC: AuthField = {
  ...line,
  name: 'tokenClientAuth',
  label: 'The client says who it is',
  help: 'As the documentation of the token URL asks: by HTTP Basic, or with client_id and client_secret in the body.',
  perEnvironment: false,
  isRequired: true,
  default: 'basic',
  input: 'choice',
  choices: [
    { value: 'basic', label: 'By HTTP Basic' },
    { value: 'body', label: 'In the body' },
  ],
};

/** How the token goes with each request, and what is read of the answer that brings it. */
export const ATTACHMENT_FIELDS: readonly AuthField[] = [
  {
    ...line,
    name: 'tokenPlace',
    label: 'The token is sent',
    help: 'With every call of this API.',
    perEnvironment: false,
    isRequired: true,
    default: 'header',
    input: 'choice',
    choices: [
      { value: 'header', label: 'In a header' },
      { value: 'query', label: 'In the query string' },
    ],
  },
  {
    ...line,
    name: 'tokenHeaderName',
    label: 'Header name',
    help: 'The name of the header that carries the token.',
    example: 'Authorization',
    perEnvironment: false,
    isRequired: true,
    default: 'Authorization',
    onlyIf: { field: 'tokenPlace', isOneOf: ['header'] },
  },
  {
    ...line,
    name: 'tokenPrefix',
    label: 'Prefix',
    help: 'Text in front of the token, with the space after it if the API wants one.',
    example: 'Bearer ',
    perEnvironment: false,
    default: 'Bearer ',
    onlyIf: { field: 'tokenPlace', isOneOf: ['header'] },
  },
  {
    ...line,
    name: 'tokenQueryName',
    label: 'Parameter name',
    help: 'The name of the parameter that carries the token.',
    example: 'access_token',
    perEnvironment: false,
    isRequired: true,
    default: 'access_token',
    onlyIf: { field: 'tokenPlace', isOneOf: ['query'] },
  },
];

export const TOKEN_NAME: AuthField = {
  ...line,
  name: 'tokenName',
  label: 'Token name',
  help: 'Where the token stands in the answer of the token URL; members within members are joined by dots.',
  example: 'access_token',
  perEnvironment: false,
  isRequired: true,
  default: 'access_token',
};

export const REVOKE_URL: AuthField = {
  ...line,
  name: 'revokeUrl',
  label: 'Revoke URL',
  help: 'Told when the connection is cleared, so that the provider forgets it too (RFC 7009). Blank: it is not told.',
  example: 'https://oauth2.googleapis.com/revoke',
};

const REFUSALS: AuthField = {
  ...line,
  name: 'tokenRefusals',
  label: 'Also refused with the status',
  help: 'Statuses besides 401 by which the API says that a token has ended: it is renewed then, and the call sent once more.',
  example: '403, 419',
  perEnvironment: false,
};

const BODY_REFUSALS: AuthField = {
  ...line,
  name: 'tokenBodyRefusals',
  label: 'Also refused when the answer says',
  help: 'For an API that tells it in its JSON, whatever the status. One a line, as path=value; members within members are joined by dots.',
  example: 'error.code=token_expired',
  perEnvironment: false,
  input: 'lines',
};

/** By what else than 401 the API says that a token has ended. */
export const REFUSAL_FIELDS: readonly AuthField[] = [REFUSALS, BODY_REFUSALS];
