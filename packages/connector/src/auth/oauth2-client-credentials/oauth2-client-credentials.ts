import { isDrawn } from '../../request/piece.ts';
import type { AuthField, AuthKindDefinition } from '../auth-kind.ts';
import { JWT_ALGORITHMS, type JwtAlgorithm } from '../jwt/jwt-fields.ts';
import { TokenFields } from '../token/read-fields.ts';
import {
  ATTACHMENT_FIELDS,
  CLIENT_ID,
  CLIENT_SECRET,
  FURTHER_PARAMETERS,
  REFUSAL_FIELDS,
  rare,
  SCOPE,
  TOKEN_NAME,
  TOKEN_URL,
} from '../token/token-fields.ts';
import type { TokenClient } from '../token/token-step.ts';

const line = { isSecret: false, perEnvironment: true, isRequired: false, default: '', example: '' };
const withSecret = { field: 'clientAuth', isOneOf: ['basic', 'body'] };
const withKey = { field: 'clientAuth', isOneOf: ['private_key_jwt'] };
const ASSERTION_SECONDS = 300;

const CLIENT_FIELDS: readonly AuthField[] = [
  {
    ...line,
    name: 'clientAuth',
    label: 'The client says who it is',
    help: 'As the documentation of the token URL asks. Most take HTTP Basic.',
    perEnvironment: false,
    isRequired: true,
    default: 'basic',
    input: 'choice',
    choices: [
      { value: 'basic', label: 'By HTTP Basic' },
      { value: 'body', label: 'In the body' },
      { value: 'private_key_jwt', label: 'By a signed JWT (private_key_jwt)' },
    ],
  },
  CLIENT_ID,
  { ...CLIENT_SECRET, isRequired: true, onlyIf: withSecret },
  {
    ...line,
    name: 'clientKey',
    label: 'Private key',
    help: 'In PEM with its BEGIN and END lines. Signs the JWT and is never sent.',
    isSecret: true,
    isRequired: true,
    input: 'lines',
    onlyIf: withKey,
  },
  {
    ...line,
    name: 'clientKeyAlgorithm',
    label: 'Algorithm',
    help: 'The key has to be of this sort.',
    perEnvironment: false,
    isRequired: true,
    default: 'RS256',
    input: 'choice',
    choices: JWT_ALGORITHMS.filter(({ value }) => !value.startsWith('HS')),
    onlyIf: withKey,
  },
  {
    ...line,
    name: 'clientKeyId',
    label: 'Key ID',
    help: 'Sent as kid in the head of the JWT. Blank: none.',
    example: '2X9R4HXF34',
    onlyIf: withKey,
  },
  {
    ...line,
    name: 'clientAssertionAudience',
    label: 'Audience of the JWT',
    help: 'Blank: the token URL. Some providers want their issuer here.',
    example: 'https://login.example.com/',
    onlyIf: withKey,
  },
];

export const oauth2ClientCredentialsAuth: AuthKindDefinition = {
  kind: 'oauth2-client-credentials',
  label: 'OAuth2 Client Credentials',
  description:
    'The application itself gets a token, with its client ID and secret or key. Kept until it ends, then got anew.',
  fields: [
    TOKEN_URL,
    ...CLIENT_FIELDS,
    SCOPE,
    {
      ...line,
      name: 'tokenAudience',
      label: 'Audience',
      help: 'For whom the token is, where the provider asks for it (Auth0 does).',
      example: 'https://api.example.com/',
    },
    {
      ...line,
      name: 'tokenResource',
      label: 'Resource',
      help: 'The address of what the token is for, where the provider asks for it (RFC 8707).',
      example: 'https://api.example.com/',
    },
    ...rare(FURTHER_PARAMETERS, TOKEN_NAME, ...ATTACHMENT_FIELDS, ...REFUSAL_FIELDS),
  ],
  apply: (fields) => {
    const read = new TokenFields(fields);
    const tokenUrl = read.url('tokenUrl');
    return read.apply({
      type: 'client_credentials',
      tokenUrl,
      client: clientOf(read, tokenUrl),
      parameters: read.parameters(
        ['scope', read.text('scope')],
        ['audience', read.text('tokenAudience')],
        ['resource', read.text('tokenResource')],
      ),
    });
  },
};

function clientOf(read: TokenFields, tokenUrl: string): TokenClient {
  const id = read.text('clientId');
  const type = read.text('clientAuth');
  if (type !== 'private_key_jwt') {
    const secret = read.raw('clientSecret');
    return { id, authentication: { type: type === 'body' ? 'body' : 'basic', secret } };
  }
  return {
    id,
    authentication: {
      type,
      signing: {
        // The choice holds nothing else: what is none of them was reported, and nothing is sent.
        algorithm: read.text('clientKeyAlgorithm') as JwtAlgorithm,
        key: isDrawn(read.pieces('clientKey')) ? '' : read.raw('clientKey'),
        keyField: 'clientKey',
        keyId: read.text('clientKeyId'),
        claims: { iss: id, sub: id, aud: read.text('clientAssertionAudience') || tokenUrl },
        lifetimeSeconds: ASSERTION_SECONDS,
      },
    },
  };
}
