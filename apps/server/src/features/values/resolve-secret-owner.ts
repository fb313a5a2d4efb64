import {
  AUTH_KINDS,
  apiOrigin,
  authSlot,
  callOrigin,
  emptyCallDocument,
  NAME_PATTERN,
  tokenOrigin,
} from '@jackfield/connector';
import type { EndpointBody, setSecret as endpoint } from '@jackfield/contracts';
import { invalidRequest, notFound } from '../../app-error.ts';
import type { CompiledApi, CompiledProject } from '../../configuration/compiled.ts';
import type { SecretKeyOfRow } from './values.repository.ts';

export interface ResolvedOwner {
  key: Omit<SecretKeyOfRow, 'environmentId'>;
  /**
   * Where the owner's calls go now, in the secret's environment: a secret set in its form is confirmed for nothing
   * else. Null where that is not known: no base URL, or a host that is an input.
   */
  presentOrigin: string | null;
  /** Where the API's authentication asks for tokens now; null where it asks nobody. */
  tokenOrigin: string | null;
}

type Wanted = Pick<EndpointBody<typeof endpoint>, 'owner' | 'slot' | 'environmentId'>;

/** Who the secret belongs to, and that this owner has such a slot. */
export function resolveSecretOwner(project: CompiledProject | null, wanted: Wanted): ResolvedOwner {
  if (project === null) throw notFound('project');
  const { owner, slot, environmentId } = wanted;
  const named = project.environments.get(environmentId)?.values ?? new Map();
  switch (owner.type) {
    case 'project':
      if (!NAME_PATTERN.test(slot)) throw badSlot('Start with a letter or _, then letters, digits, space, _ . or -.');
      return { key: { ownerType: 'project', ownerId: project.id, slot }, presentOrigin: null, tokenOrigin: null };
    case 'api': {
      const api = findApi(project, (candidate) => candidate.id === owner.id);
      if (!isAuthSlot(slot)) throw badSlot('No authentication kind has such a secret field.');
      const presentOrigin = apiOrigin(api.document, environmentId, named);
      return {
        key: { ownerType: 'api', ownerId: api.id, slot },
        presentOrigin,
        tokenOrigin: tokenOrigin(api.document, environmentId, named),
      };
    }
    case 'call': {
      const api = findApi(project, (candidate) => findCall(candidate, owner.id) !== undefined);
      const document = findCall(api, owner.id)?.document ?? emptyCallDocument();
      const isSensitive = [...document.inputs, ...api.document.inputs].some(
        (input) => input.isSensitive && slot === `input.${input.name}`,
      );
      if (!isSensitive) throw badSlot('The call has no sensitive input of that name. Save the call first.');
      const presentOrigin = callOrigin(api.document, document, environmentId, named);
      return { key: { ownerType: 'call', ownerId: owner.id, slot }, presentOrigin, tokenOrigin: null };
    }
  }
}

function findApi(project: CompiledProject, isWanted: (api: CompiledApi) => boolean): CompiledApi {
  for (const api of project.apis.values()) if (isWanted(api)) return api;
  throw notFound('owner of this secret');
}

function findCall(api: CompiledApi, callId: string) {
  for (const call of api.calls.values()) if (call.id === callId) return call;
  return undefined;
}

function isAuthSlot(slot: string): boolean {
  return Object.values(AUTH_KINDS).some(({ fields }) =>
    fields.some((field) => field.isSecret && slot === authSlot(field.name)),
  );
}

function badSlot(message: string) {
  return invalidRequest([{ path: ['body', 'slot'], message }]);
}
