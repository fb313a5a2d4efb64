import { type AuthKindDefinition, NOTHING_APPLIED } from '../auth-kind.ts';

export const noneAuth: AuthKindDefinition = {
  kind: 'none',
  label: 'None or self-handled',
  description: 'Nothing is added; put what the API wants into headers or parameters.',
  fields: [],
  apply: () => NOTHING_APPLIED,
};
