import { textOf } from '../../request/piece.ts';
import { type AuthKindDefinition, NOTHING_APPLIED } from '../auth-kind.ts';

export const keyInUrlAuth: AuthKindDefinition = {
  kind: 'key-in-url',
  label: 'Private key in URL',
  description: 'The key is added to the query of every call.',
  fields: [
    {
      name: 'name',
      label: 'Parameter name',
      help: 'The name of the query parameter, as the documentation of the API writes it.',
      example: 'api_key',
      isSecret: false,
      perEnvironment: false,
      isRequired: true,
      default: 'api_key',
    },
    {
      name: 'key',
      label: 'Key',
      help: 'Kept on the server and never shown again.',
      example: '',
      isSecret: true,
      perEnvironment: true,
      isRequired: true,
      default: '',
    },
  ],
  apply: ({ name = [], key = [] }) => ({ ...NOTHING_APPLIED, query: [{ name: textOf(name), pieces: [...key] }] }),
};
