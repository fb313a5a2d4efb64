import type { ApiSummary } from '@jackfield/contracts';
import type { Member } from '../../caller.ts';
import { initializationState } from '../../initialization-state.ts';
import type { Repositories } from '../../repositories.ts';

interface Dependencies {
  repositories: Pick<Repositories, 'apis'>;
}

/** Everything the left side shows, in order. */
export async function getProjectTree({ repositories }: Dependencies, caller: Member): Promise<{ apis: ApiSummary[] }> {
  const apis = await repositories.apis.listWithCalls(caller.projectId);
  return {
    apis: apis.map(({ api, calls }) => ({
      id: api.id,
      name: api.name,
      slug: api.slug,
      position: api.position,
      calls: calls.map((call) => ({
        id: call.id,
        apiId: api.id,
        name: call.name,
        slug: call.slug,
        method: call.document.method,
        useAs: call.document.useAs,
        position: call.position,
        initialization: initializationState(call.fingerprint, api.document, call.document),
      })),
    })),
  };
}
