import type { RunDetail } from '@jackfield/contracts';
import { notFound } from '../../app-error.ts';
import type { Repositories } from '../../repositories.ts';
import { runToDetail } from './run-to-dto.ts';

interface Dependencies {
  repositories: Pick<Repositories, 'runs'>;
}

export async function getRun(
  { repositories: { runs } }: Dependencies,
  projectId: string,
  runId: string,
): Promise<RunDetail> {
  const row = await runs.find(projectId, runId);
  if (row === null) throw notFound('run');
  return runToDetail(row, await runs.actorNames([row.actorId]));
}
