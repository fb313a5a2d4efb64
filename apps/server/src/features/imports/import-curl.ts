import { type CurlPlan, planCurl, readCurl } from '@jackfield/connector';
import { type EndpointBody, type EndpointResponse, importCurl as endpoint } from '@jackfield/contracts';
import { invalidRequest } from '../../app-error.ts';
import type { Member } from '../../caller.ts';
import { secretPlace } from '../../configuration/secret-place.ts';
import { requireEnvironment, requireRoleInLive } from '../../environment-rules.ts';
import type { Keyring } from '../../keyring/keyring.ts';
import { newId } from '../../new-id.ts';
import type { ChangeProject, Repositories } from '../../repositories.ts';
import { carryOut, type SealedSecret } from './carry-out.ts';

interface Dependencies {
  repositories: Repositories;
  changeProject: ChangeProject;
  keyring: Keyring;
}

type Body = EndpointBody<typeof endpoint>;
export type Imported = EndpointResponse<typeof endpoint>;

/** Makes what a command says: all of it or nothing. */
export async function importCurl(
  { repositories, changeProject, keyring }: Dependencies,
  caller: Member,
  body: Body,
): Promise<Imported> {
  const environment = await requireEnvironment(repositories, caller.projectId, body.environmentId);
  const { plan, apiVersion } = await makePlan(repositories, caller.projectId, body);
  if (plan.secrets.length > 0) requireRoleInLive(endpoint, environment, caller);
  return sealAll(keyring, caller.workspaceId, plan.secrets, (secrets) =>
    changeProject(caller.projectId, (repos) => carryOut(repos, caller, { body, plan, apiVersion, secrets })),
  );
}

async function makePlan(
  { apis, projects, values }: Repositories,
  projectId: string,
  { command, environmentId }: Body,
): Promise<{ plan: CurlPlan; apiVersion: number | undefined }> {
  const [known, project, variables, secrets] = await Promise.all([
    apis.listWithCalls(projectId),
    projects.find(projectId),
    values.findVariables(projectId),
    values.findSecrets(projectId),
  ]);
  const projectSecrets = secrets.filter(({ ownerType }) => ownerType === 'project');
  const read = readCurl(command);
  const planned = read.ok
    ? planCurl(read.command, {
        apis: known.map(({ api }) => api),
        environmentId,
        environmentIds: project?.environments.map(({ id }) => id) ?? [],
        takenNames: new Set([...variables.map(({ name }) => name), ...projectSecrets.map(({ slot }) => slot)]),
        newId,
      })
    : read;
  if (!planned.ok) throw invalidRequest([{ path: ['body', 'command'], message: planned.message }]);
  const { plan } = planned;
  return { plan, apiVersion: known.find(({ api }) => api.id === plan.api.id)?.api.version };
}

/** Each with the id that it is stored under: sealed before the transaction, and all again when a data key went meanwhile. */
function sealAll<Result>(
  keyring: Keyring,
  workspaceId: string,
  [first, ...rest]: CurlPlan['secrets'],
  store: (sealed: SealedSecret[]) => Promise<Result>,
): Promise<Result> {
  if (first === undefined) return store([]);
  const id = newId();
  return keyring.sealInto(secretPlace(workspaceId, id), first.value, (sealed) =>
    sealAll(keyring, workspaceId, rest, (others) => store([{ ...first, id, sealed }, ...others])),
  );
}
