import { type AuthKindDefinition, NOTHING_APPLIED } from '../auth-kind.ts';

export const bearerAuth: AuthKindDefinition = {
  kind: 'bearer',
  label: 'Bearer token',
  description: 'Sends Authorization: Bearer and the token (RFC 6750).',
  fields: [
    {
      name: 'token',
      label: 'Token',
      help: 'Without the word Bearer. Kept on the server and never shown again.',
      example: '',
      isSecret: true,
      perEnvironment: true,
      isRequired: true,
      default: '',
    },
  ],
  apply: ({ token = [] }) => ({
    ...NOTHING_APPLIED,
    headers: [{ name: 'Authorization', pieces: [{ text: 'Bearer ' }, ...token] }],
  }),
};
