import { emptyApiDocument } from '@jackfield/connector';
import type { EndpointResponse, addDemoApi as endpoint } from '@jackfield/contracts';
import { addApi, addCall } from '../../add-documents.ts';
import { notFound } from '../../app-error.ts';
import type { Member } from '../../caller.ts';
import type { DemoApi } from '../../demo/start-demo-api.ts';
import { freeName } from '../../free-name.ts';
import type { ChangeProject, Repositories } from '../../repositories.ts';
import { DEMO_CALLS } from './demo-calls.ts';

interface Dependencies {
  changeProject: ChangeProject;
  demoApi: Pick<DemoApi, 'origin'> | null;
}

const NAME = 'Demo shop';
const NOTES =
  'A small API that this Jackfield serves itself, to try things on. It needs no key and no network, and keeps nothing.';

export function addDemoApi(
  { changeProject, demoApi }: Dependencies,
  caller: Member,
): Promise<EndpointResponse<typeof endpoint>> {
  if (demoApi === null) throw notFound('demo');
  return changeProject(caller.projectId, async (repos) => {
    const api = await createApi(repos, caller, demoApi.origin);
    const ids: string[] = [];
    for (const { name, document } of DEMO_CALLS) {
      ids.push((await addCall(repos, caller, { apiId: api.id, name, document })).id);
    }
    return { apiId: api.id, callId: ids[0] ?? '' };
  });
}

async function createApi(repos: Repositories, caller: Member, origin: string) {
  const { projectId } = caller;
  const environments = (await repos.projects.find(projectId))?.environments ?? [];
  const baseUrls = Object.fromEntries(environments.map(({ id }) => [id, origin]));
  const document = { ...emptyApiDocument(), baseUrls, notes: NOTES };
  const name = freeName(NAME, await repos.apis.namesLike(projectId, NAME));
  return addApi(repos, caller, { name, document });
}
