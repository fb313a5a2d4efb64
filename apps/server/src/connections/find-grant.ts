import { apiOrigin, type TokenGrant, type TokenStep } from '@jackfield/connector';
import type { ApiTarget } from './find-api.ts';
import { findTokenStep } from './find-token-step.ts';

type GrantType = TokenGrant['type'];

/** What somebody is to allow. */
export interface Consent<Type extends GrantType> {
  step: TokenStep & { grant: Extract<TokenGrant, { type: Type }> };
  /** Where the token goes. */
  origin: string;
}

/** What somebody is to allow, so that an API has a token, and where that would go; else in words why it cannot be. */
export function findGrant<Type extends GrantType>(target: ApiTarget, type: Type): Consent<Type> | { refusal: string } {
  const found = findTokenStep(target);
  if ('error' in found) return { refusal: `${found.error.message} ${found.error.hint}` };
  const { step } = found;
  if (step === null || !isOfType(step, type)) {
    return { refusal: 'This kind of authentication is not connected in this way.' };
  }
  const { api, environment } = target;
  const origin = apiOrigin(api.document, environment.id, environment.values);
  if (origin === null) {
    return { refusal: 'The API has no base URL here yet, so it is not known where its token goes.' };
  }
  return { step, origin };
}

function isOfType<Type extends GrantType>(step: TokenStep, type: Type): step is Consent<Type>['step'] {
  return step.grant.type === type;
}
