import type { AuthKindDefinition } from '../auth-kind.ts';
import { applyNamed } from '../key-name.ts';

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
  apply: ({ name = [], key = [] }) => applyNamed(name, (text) => ({ query: [{ name: text, pieces: [...key] }] })),
};
