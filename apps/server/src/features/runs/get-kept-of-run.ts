import { getKeptOfRun as contract, type EndpointResponse } from '@jackfield/contracts';
import { notFound } from '../../app-error.ts';
import type { Member } from '../../caller.ts';
import { requireRoleInLive } from '../../environment-rules.ts';
import type { KeptSeal } from '../../recording/kept-parts.ts';
import type { Repositories } from '../../repositories.ts';

interface Dependencies {
  repositories: Pick<Repositories, 'runs' | 'values'>;
  keptSeal: KeptSeal;
}

const NOTHING = { inputs: {}, omitted: [], requestBody: null, responseBody: null };

/** What may hold data of customers, and so is for those who could have run it. */
export async function getKeptOfRun(
  { repositories: { runs, values }, keptSeal }: Dependencies,
  caller: Member,
  runId: string,
): Promise<EndpointResponse<typeof contract>> {
  const row = await runs.find(caller.projectId, runId);
  if (row === null) throw notFound('run');
  const environment = await values.findEnvironment(caller.projectId, row.environmentId);
  // Of one that is gone nobody knows whether it was live.
  requireRoleInLive(contract, environment ?? { name: 'an environment that is gone', isLive: true }, caller);
  return { kept: row.kept === null ? NOTHING : keptSeal.open(caller.workspaceId, runId, row.kept) };
}
