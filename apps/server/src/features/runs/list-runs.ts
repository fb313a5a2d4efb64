import type { EndpointQuery, EndpointResponse, listRuns as endpoint } from '@jackfield/contracts';
import type { RecordFlush } from '../../recording/record-flush.ts';
import type { Repositories } from '../../repositories.ts';
import { runToSummary } from './run-to-dto.ts';
import type { RunFilter } from './runs.repository.ts';

interface Dependencies {
  repositories: Pick<Repositories, 'runs'>;
  recordFlush: RecordFlush;
}

const PAGE = 100;

export async function listRuns(
  { repositories: { runs }, recordFlush }: Dependencies,
  projectId: string,
  query: EndpointQuery<typeof endpoint>,
): Promise<EndpointResponse<typeof endpoint>> {
  // Who looks for a run that just ended finds it.
  await recordFlush.flushAll();
  const found = await runs.list(projectId, filterOf(query), PAGE + 1);
  const page = found.slice(0, PAGE);
  const names = await runs.actorNames([...new Set(page.map(({ actorId }) => actorId))]);
  return {
    runs: page.map((row) => runToSummary(row, names)),
    next: found.length > PAGE ? (page.at(-1)?.id ?? null) : null,
  };
}

function filterOf({ result, from, to, before, ...same }: EndpointQuery<typeof endpoint>): RunFilter {
  const filter: RunFilter = {
    ...same,
    beforeId: before,
    fromMs: from === undefined ? undefined : Date.parse(from),
    toMs: to === undefined ? undefined : Date.parse(to),
  };
  if (result === undefined) return filter;
  if (result === 'ok' || result === 'failed') return { ...filter, ok: result === 'ok' };
  // A failure is never a success, and there is an index of those.
  return { ...filter, outcome: result, ...(result === 'response' ? {} : { ok: false }) };
}
