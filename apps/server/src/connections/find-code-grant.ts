import { apiOrigin, type CodeGrant } from '@jackfield/connector';
import type { ApiTarget } from './find-api.ts';
import { findTokenStep } from './find-token-step.ts';

/** How somebody allows an API its token in a browser, and where the token would go; else in words why it cannot be. */
export function findCodeGrant(target: ApiTarget): { grant: CodeGrant; origin: string } | { refusal: string } {
  const found = findTokenStep(target);
  if ('error' in found) return { refusal: `${found.error.message} ${found.error.hint}` };
  const grant = found.step?.grant;
  if (grant?.type !== 'code') return { refusal: 'This kind of authentication is not connected in a browser.' };
  const { api, environment } = target;
  const origin = apiOrigin(api.document, environment.id, environment.values);
  if (origin === null) {
    return { refusal: 'The API has no base URL here yet, so it is not known where its token goes.' };
  }
  return { grant, origin };
}
