import type { AuthKindDefinition } from '../auth-kind.ts';
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
  USES_BASIC,
} from '../token/token-fields.ts';

const line = { isSecret: false, perEnvironment: true, isRequired: true, default: '', example: '' };

export const oauth2PasswordAuth: AuthKindDefinition = {
  kind: 'oauth2-password',
  label: 'OAuth2 Password Flow',
  description: 'Gets a token with a username and password. Renewed by itself when it ends.',
  fields: [
    TOKEN_URL,
    {
      ...line,
      name: 'username',
      label: 'Username',
      help: 'Whose token it is.',
      example: 'alice',
    },
    {
      ...line,
      name: 'password',
      label: 'Password',
      help: 'Sent to the token URL alone. Kept on the server and never shown again.',
      isSecret: true,
    },
    { ...CLIENT_ID, isRequired: false, help: 'Where the provider wants the application named too. Not a secret.' },
    CLIENT_SECRET,
    USES_BASIC,
    SCOPE,
    ...rare(FURTHER_PARAMETERS, TOKEN_NAME, ...ATTACHMENT_FIELDS, ...REFUSAL_FIELDS),
  ],
  apply: (fields) => {
    const read = new TokenFields(fields);
    const client = read.client(false);
    if (client.id === '' && client.authentication.type !== 'none') {
      read.report('clientId', 'There is a client secret and no client ID.', 'Enter the client ID too.');
    }
    return read.apply({
      type: 'password',
      tokenUrl: read.url('tokenUrl'),
      client,
      parameters: [
        ['username', read.text('username')],
        ['password', read.raw('password')],
        ...read.parameters(['scope', read.text('scope')]),
      ],
    });
  },
};
