import { type CurlPlan, emptyApiDocument, LIMITS, last4, type PlannedSecret } from '@jackfield/connector';
import type { EndpointBody, importCurl as endpoint } from '@jackfield/contracts';
import { addApi, addCall } from '../../add-documents.ts';
import { versionConflict } from '../../app-error.ts';
import type { Member } from '../../caller.ts';
import { freeName } from '../../free-name.ts';
import { refusePlainSecrets } from '../../plain-secrets.ts';
import type { Repositories } from '../../repositories.ts';
import type { Imported } from './import-curl.ts';

export interface SealedSecret extends PlannedSecret {
  id: string;
  sealed: string;
}

interface Import {
  body: EndpointBody<typeof endpoint>;
  plan: CurlPlan;
  /** That the plan was made on; undefined for a new API. */
  apiVersion: number | undefined;
  secrets: SealedSecret[];
}

interface Named {
  id: string;
  name: string;
}

/** Writes a plan down, in the transaction of `repos`. */
export async function carryOut(
  repos: Repositories,
  caller: Member,
  { body, plan, apiVersion, secrets }: Import,
): Promise<Imported> {
  refusePlainSecrets(plan.call.document);
  const api =
    plan.api.id === null
      ? await addNewApi(repos, caller, plan)
      : await changeApi(repos, caller, plan.api.id, { plan, apiVersion });
  for (const secret of secrets) await addSecret(repos, caller, { secret, apiId: api.id, plan, body });
  const call = (await fillCall(repos, caller, api, { body, plan })) ?? (await addNewCall(repos, caller, api, plan));
  return { apiId: api.id, apiName: api.name, callId: call.id, callName: call.name, says: plan.says, notes: plan.notes };
}

async function addNewApi(repos: Repositories, caller: Member, { api }: CurlPlan): Promise<Named> {
  const name = freeName(api.name, await repos.apis.namesLike(caller.projectId, api.name));
  return addApi(repos, caller, { name, document: api.document ?? emptyApiDocument() });
}

async function changeApi(
  repos: Repositories,
  caller: Member,
  apiId: string,
  { plan: { api }, apiVersion }: Pick<Import, 'plan' | 'apiVersion'>,
): Promise<Named> {
  const before = await repos.apis.find(apiId);
  if (before === null || before.isDeleted || before.version !== apiVersion) throw movedOn();
  if (api.document === null) return before;
  if (!(await repos.apis.save(apiId, before.version, { name: before.name, document: api.document }))) throw movedOn();
  await repos.audit.record(caller, {
    action: 'api.save',
    subjectType: 'api',
    subjectId: apiId,
    before: { name: before.name, document: before.document },
    after: { name: before.name, document: api.document },
  });
  return before;
}

async function addSecret(
  { values, audit }: Repositories,
  caller: Member,
  { secret, apiId, plan, body }: { secret: SealedSecret; apiId: string; plan: CurlPlan; body: Import['body'] },
): Promise<void> {
  const { owner, slot, value, id, sealed } = secret;
  const ownerId = owner === 'api' ? apiId : caller.projectId;
  const key = { ownerType: owner, ownerId, slot, environmentId: body.environmentId };
  if ((await values.findSecretByKey(key)) !== null) throw movedOn();
  // One name is a variable or a secret, never both.
  if (owner === 'project' && (await values.findVariables(caller.projectId, slot)).length > 0) throw movedOn();
  const row = {
    id,
    sealed,
    last4: last4(value),
    isShort: value.length < LIMITS.secretCharsMin,
    // The person pasted the secret together with the address that it is for.
    origins: [plan.origin],
    setById: caller.userId,
    setByName: caller.name,
    setAt: new Date(),
  };
  await audit.record(caller, {
    action: 'secret.set',
    subjectType: 'secret',
    subjectId: id,
    after: { ...key, origins: row.origins, secret: 'changed' },
  });
  await values.createSecret(caller.projectId, key, row);
}

/** The empty call that the command was pasted into; null when it is not empty, or of another API. */
async function fillCall(
  repos: Repositories,
  caller: Member,
  api: Named,
  { body, plan }: Pick<Import, 'body' | 'plan'>,
): Promise<Named | null> {
  if (body.intoCallId === undefined) return null;
  const before = await repos.calls.find(body.intoCallId);
  if (before === null || before.isDeleted || before.apiId !== api.id || before.document.url !== '') return null;
  const { document } = plan.call;
  if (!(await repos.calls.save(before.id, before.version, { name: before.name, document }))) throw movedOn();
  await repos.audit.record(caller, {
    action: 'call.save',
    subjectType: 'call',
    subjectId: before.id,
    before: { name: before.name, document: before.document },
    after: { name: before.name, document },
  });
  return before;
}

async function addNewCall(repos: Repositories, caller: Member, api: Named, { call }: CurlPlan): Promise<Named> {
  const name = freeName(call.name, await repos.calls.namesLike(api.id, call.name));
  return addCall(repos, caller, { apiId: api.id, name, document: call.document });
}

/** Between reading the project and writing, somebody changed what the plan was made on. */
function movedOn() {
  return versionConflict(null);
}
