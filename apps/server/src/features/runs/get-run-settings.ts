import type { RunSettingsAnswer } from '@jackfield/contracts';
import { notFound } from '../../app-error.ts';
import type { RunCleanUp } from '../../recording/run-clean-up.ts';
import type { Repositories } from '../../repositories.ts';

interface Dependencies {
  repositories: Pick<Repositories, 'runs'>;
  runCleanUp: RunCleanUp;
}

export async function getRunSettings(
  { repositories: { runs }, runCleanUp }: Dependencies,
  projectId: string,
): Promise<RunSettingsAnswer> {
  const settings = await runs.settings(projectId);
  if (settings === null) throw notFound('project');
  const recorded = await runs.countOf(projectId);
  return { ...settings, recorded, cleanUp: await runCleanUp.findProgress(projectId) };
}
