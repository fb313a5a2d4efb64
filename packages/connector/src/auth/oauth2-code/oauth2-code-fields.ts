import type { Auth } from '../auth.ts';
import type { AuthField } from '../auth-kind.ts';
import {
  ATTACHMENT_FIELDS,
  CLIENT_ID,
  CLIENT_SECRET,
  FURTHER_PARAMETERS,
  REFUSAL_FIELDS,
  REVOKE_URL,
  rare,
  SCOPE,
  TOKEN_NAME,
  TOKEN_URL,
  USES_BASIC,
} from '../token/token-fields.ts';

/** Whether all share one connection, or each end user has their own. */
const WHOSE_ACCOUNT = 'whoseAccount';
const EACH_END_USER = 'endUser';

const line = { isSecret: false, perEnvironment: true, isRequired: false, default: '', example: '' };
const shared = { ...line, perEnvironment: false };
const withProfile = { field: 'readsProfile', isOneOf: ['yes'] };

export const OAUTH2_CODE_FIELDS: readonly AuthField[] = [
  {
    ...shared,
    name: WHOSE_ACCOUNT,
    label: 'Whose account',
    help: 'One account that all calls share, or that of each end user of your app, whom a run names with user=….',
    isRequired: true,
    default: 'shared',
    input: 'choice',
    choices: [
      { value: 'shared', label: 'One, shared by all' },
      { value: EACH_END_USER, label: 'Each end user’s own' },
    ],
  },
  {
    ...line,
    name: 'issuer',
    label: 'Issuer URL',
    help: 'Where the provider publishes its addresses: Discover fills in the fields below. Answers of another issuer are refused.',
    example: 'https://accounts.google.com',
  },
  {
    ...line,
    name: 'authorizeUrl',
    label: 'Login dialog redirect',
    help: 'The page of the provider where somebody signs in and allows it; also Authorization URL.',
    example: 'https://accounts.google.com/o/oauth2/v2/auth',
    isRequired: true,
  },
  {
    ...TOKEN_URL,
    label: 'Access token endpoint',
    help: 'Where the code is exchanged for a token; also Token URL. Secrets of the authentication have to be confirmed for it too.',
    example: 'https://oauth2.googleapis.com/token',
  },
  { ...CLIENT_ID, label: 'App ID / Client ID' },
  { ...CLIENT_SECRET, label: 'App secret / Client secret' },
  {
    ...USES_BASIC,
    label: 'Requesting an access token',
    help: 'How the client says who it is, as the documentation of the provider asks.',
    choices: [
      { value: 'basic', label: 'Uses Basic Auth' },
      { value: 'body', label: 'Sends ID and secret in the body' },
    ],
  },
  SCOPE,
  {
    ...shared,
    name: 'offlineAccess',
    label: 'Add access_type=offline (Google APIs)',
    help: 'Google gives a refresh token only then, and only with its page of consent.',
    input: 'switch',
  },
  ...rare(
    {
      ...line,
      name: 'authorizeParameters',
      label: 'Further parameters of the login dialog',
      help: 'One a line, as name=value.',
      example: 'prompt=consent',
      input: 'lines',
    },
    FURTHER_PARAMETERS,
    {
      ...shared,
      name: 'usesPkce',
      label: 'Use PKCE (S256)',
      help: 'Protects the code on its way. Switch it off only for a provider that refuses it.',
      input: 'switch',
      default: 'yes',
    },
    TOKEN_NAME,
    {
      ...shared,
      name: 'tokenFormat',
      label: 'Token is returned',
      help: 'How the provider answers the exchange.',
      isRequired: true,
      default: 'auto',
      input: 'choice',
      choices: [
        { value: 'auto', label: 'In JSON' },
        { value: 'query', label: 'As a query string' },
      ],
    },
    REVOKE_URL,
    {
      ...shared,
      name: 'readsProfile',
      label: 'Ask whose account it is',
      help: 'After connecting, a profile is asked for with the new token.',
      input: 'switch',
    },
    {
      ...line,
      name: 'profileUrl',
      label: 'User profile endpoint',
      help: 'Answers in JSON who has signed in.',
      example: 'https://openidconnect.googleapis.com/v1/userinfo',
      isRequired: true,
      onlyIf: withProfile,
    },
    {
      ...shared,
      name: 'profileIdPath',
      label: 'User ID key path',
      help: 'Where the ID stands in the profile; members within members are joined by dots.',
      example: 'sub',
      default: 'id',
      onlyIf: withProfile,
    },
    {
      ...shared,
      name: 'profileEmailPath',
      label: 'User email key path',
      help: 'Where the e-mail address stands in the profile.',
      example: 'email',
      default: 'email',
      onlyIf: withProfile,
    },
    ...ATTACHMENT_FIELDS,
    ...REFUSAL_FIELDS,
  ),
];

/** Whether each end user of the builder's app connects an account of their own; else there is one that all share. */
export function isPerEndUser({ kind, shared }: Pick<Auth, 'kind' | 'shared'>): boolean {
  return kind === 'oauth2-code' && shared[WHOSE_ACCOUNT] === EACH_END_USER;
}
