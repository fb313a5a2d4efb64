import type { AuthKindDefinition } from '../auth-kind.ts';
import { applyNamed } from '../key-name.ts';

export const keyInHeaderAuth: AuthKindDefinition = {
  kind: 'key-in-header',
  label: 'Private key in header',
  description: 'The key is sent in a header of every call.',
  fields: [
    {
      name: 'name',
      label: 'Header name',
      help: 'The name of the header, as the documentation of the API writes it.',
      example: 'X-API-Key',
      isSecret: false,
      perEnvironment: false,
      isRequired: true,
      default: 'Authorization',
    },
    {
      name: 'prefix',
      label: 'Prefix',
      help: 'Text in front of the key, with the space after it if the API wants one.',
      example: 'Bearer ',
      isSecret: false,
      perEnvironment: false,
      isRequired: false,
      default: '',
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
  apply: ({ name = [], prefix = [], key = [] }) =>
    applyNamed(name, (text) => ({ headers: [{ name: text, pieces: [...prefix, ...key] }] })),
};
