import { apiOrigin, type TokenGrant, type TokenStep } from '@jackfield/connector';
import type { Endpoint } from '@jackfield/contracts';
import { AppError, invalidRequest, notFound } from '../../app-error.ts';
import type { Member } from '../../caller.ts';
import type { Configuration } from '../../configuration/configuration.ts';
import { requireRoleInLive } from '../../environment-rules.ts';
import type { Repositories } from '../../repositories.ts';
import { type ApiTarget, findApi } from './find-api.ts';
import { findTokenStep } from './find-token-step.ts';

interface Dependencies {
  configuration: Configuration;
  repositories: Pick<Repositories, 'apis'>;
}

interface Wanted {
  params: { apiId: string; environmentId: string };
  /** Of the draft that the builder looks at. */
  version: number;
}

type GrantType = TokenGrant['type'];

/** What somebody is to allow. */
export interface Consent<Type extends GrantType> {
  target: ApiTarget;
  step: TokenStep & { grant: Extract<TokenGrant, { type: Type }> };
  /** Where the token goes. */
  origin: string;
}

/** What somebody is to allow for an API in an environment; a problem where they cannot, or may not. */
export async function findConsent<Type extends GrantType>(
  { configuration, repositories }: Dependencies,
  caller: Member,
  endpoint: Pick<Endpoint, 'mayInLive'>,
  { params, version }: Wanted,
  type: Type,
): Promise<Consent<Type>> {
  const target = await findApi(configuration, caller.projectId, params);
  requireRoleInLive(endpoint, target.environment, caller);
  const row = await repositories.apis.find(params.apiId);
  if (row === null) throw notFound('API');
  if (row.version !== version) {
    throw new AppError('version_conflict', { detail: 'Someone changed this API in the meantime. Look at it first.' });
  }
  const found = findTokenStep(target);
  if ('error' in found) throw notReady(`${found.error.message} ${found.error.hint}`);
  const { step } = found;
  if (step === null || !isOfType(step, type))
    throw notReady('This kind of authentication is not connected in this way.');
  const origin = apiOrigin(target.api.document, target.environment.id, target.environment.values);
  if (origin === null) throw notReady('The API has no base URL here yet, so it is not known where its token goes.');
  return { target, step, origin };
}

function isOfType<Type extends GrantType>(step: TokenStep, type: Type): step is Consent<Type>['step'] {
  return step.grant.type === type;
}

function notReady(message: string): AppError {
  return invalidRequest([{ path: ['params', 'apiId'], message }], message);
}
