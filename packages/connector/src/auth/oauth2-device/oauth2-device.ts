import type { AuthField, AuthKindDefinition } from '../auth-kind.ts';
import { TokenFields } from '../token/read-fields.ts';
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
import type { DeviceGrant } from '../token/token-step.ts';

const line = { isSecret: false, perEnvironment: true, isRequired: false, default: '', example: '' };

const FIELDS: readonly AuthField[] = [
  {
    ...line,
    name: 'deviceUrl',
    label: 'Device authorization URL',
    help: 'Where a code for somebody to enter is asked for, by POST. Secrets of the authentication have to be confirmed for it too.',
    example: 'https://oauth2.googleapis.com/device/code',
    isRequired: true,
  },
  {
    ...TOKEN_URL,
    help: 'Where it is asked whether the code was entered, and a token got. Secrets of the authentication have to be confirmed for it too.',
    example: 'https://oauth2.googleapis.com/token',
  },
  CLIENT_ID,
  { ...CLIENT_SECRET, help: 'Sent to the two URLs above alone. Kept on the server and never shown again.' },
  USES_BASIC,
  SCOPE,
  ...rare(
    {
      ...line,
      name: 'deviceParameters',
      label: 'Further parameters of the device request',
      help: 'One a line, as name=value. Sent to the device authorization URL with the rest.',
      example: 'audience=https://api.example.com/',
      input: 'lines',
    },
    FURTHER_PARAMETERS,
    TOKEN_NAME,
    REVOKE_URL,
    ...ATTACHMENT_FIELDS,
    ...REFUSAL_FIELDS,
  ),
];

export const oauth2DeviceAuth: AuthKindDefinition = {
  kind: 'oauth2-device',
  label: 'OAuth2 Device Code',
  description:
    'Somebody enters a short code at the provider, on any device, and allows it. Renewed by itself afterwards.',
  fields: FIELDS,
  apply: (fields) => {
    const read = new TokenFields(fields);
    const scope = read.text('scope');
    const grant: DeviceGrant = {
      type: 'device',
      deviceUrl: read.url('deviceUrl'),
      deviceParameters: [...(scope === '' ? [] : [['scope', scope] as const]), ...read.pairs('deviceParameters', '=')],
      tokenUrl: read.url('tokenUrl'),
      client: read.client(false),
      parameters: read.parameters(),
      revokeUrl: read.optionalUrl('revokeUrl'),
    };
    return read.apply(grant);
  },
};
