import type { ApiDocument } from '@jackfield/connector';
import type { EndpointResponse, copyApi as endpoint } from '@jackfield/contracts';
import { addApi } from '../../add-documents.ts';
import { apiToDto } from '../../api-to-dto.ts';
import { notFound } from '../../app-error.ts';
import type { Member } from '../../caller.ts';
import { freeName } from '../../free-name.ts';
import type { ChangeProject, Repositories } from '../../repositories.ts';
import { requireTarget } from './require-target.ts';
import { NOTHING_TO_SAY, secretsBehind, unknownNames } from './transfer-report.ts';

interface Dependencies {
  repositories: Repositories;
  changeProject: ChangeProject;
}

/** Into another project, at its end, with its calls and what was learned of them. Secrets stay where they are. */
export async function copyApi(
  { repositories, changeProject }: Dependencies,
  caller: Member,
  apiId: string,
  projectId: string,
): Promise<EndpointResponse<typeof endpoint>> {
  const member = await requireTarget(repositories, caller, { projectId });
  return changeProject(projectId, async (repos) => {
    const original = await repos.apis.find(apiId);
    if (!original || original.isDeleted) throw notFound('API');
    const name = freeName(original.name, await repos.apis.namesLike(projectId, original.name));
    const { document, environmentsLeftOut } = await inEnvironmentsOf(
      repos,
      original.projectId,
      projectId,
      original.document,
    );
    const copy = await addApi(repos, member, { name, document });
    const calls = await copyCalls(repos, apiId, copy.id);
    const report = {
      ...NOTHING_TO_SAY,
      renamedTo: name === original.name ? null : name,
      environmentsLeftOut,
      unknownNames: await unknownNames(repos, projectId, { api: document, calls: calls.map((call) => call.document) }),
      secretsToEnter: await secretsBehind(repos, original.projectId, { api: original, calls }),
    };
    await repos.audit.record(member, {
      action: 'api.copy',
      subjectType: 'api',
      subjectId: copy.id,
      after: { name, from: apiId },
    });
    return { api: apiToDto(copy), report };
  });
}

async function copyCalls({ calls }: Pick<Repositories, 'calls'>, fromApiId: string, toApiId: string) {
  const originals = [];
  for (const callId of await calls.idsInOrder(fromApiId)) {
    const call = await calls.find(callId);
    if (call === null) continue;
    const { name, slug, document } = call;
    const made = await calls.create({ apiId: toApiId, name, slug, document });
    await calls.copyShape(callId, made.id);
    originals.push(call);
  }
  return originals;
}

/** What is said per environment, of the environments of the same slug; what has none there is left out and told. */
async function inEnvironmentsOf(
  { projects }: Pick<Repositories, 'projects'>,
  fromProjectId: string,
  toProjectId: string,
  document: ApiDocument,
): Promise<{ document: ApiDocument; environmentsLeftOut: string[] }> {
  const from = (await projects.find(fromProjectId))?.environments ?? [];
  const to = (await projects.find(toProjectId))?.environments ?? [];
  const idThere = (id: string) => to.find(({ slug }) => slug === from.find((each) => each.id === id)?.slug)?.id;
  const carry = <Value>(byEnvironment: Readonly<Record<string, Value>>): Record<string, Value> =>
    Object.fromEntries(
      Object.entries(byEnvironment).flatMap(([id, value]) => {
        const there = idThere(id);
        return there === undefined ? [] : [[there, value]];
      }),
    );
  const { baseUrls, auth } = document;
  const isSaid = (id: string) => (baseUrls[id] ?? '') !== '' || auth.byEnvironment[id] !== undefined;
  return {
    document: {
      ...document,
      baseUrls: carry(baseUrls),
      auth: { ...auth, byEnvironment: carry(auth.byEnvironment) },
    },
    environmentsLeftOut: from.filter(({ id }) => isSaid(id) && idThere(id) === undefined).map(({ name }) => name),
  };
}
