import type { EndpointBody, saveRunSettings as endpoint, RunSettingsAnswer } from '@jackfield/contracts';
import { notFound, versionConflict } from '../../app-error.ts';
import type { Member } from '../../caller.ts';
import type { RunCleanUp } from '../../recording/run-clean-up.ts';
import type { ChangeProject, Repositories } from '../../repositories.ts';
import { getRunSettings } from './get-run-settings.ts';

interface Dependencies {
  changeProject: ChangeProject;
  repositories: Pick<Repositories, 'runs'>;
  runCleanUp: RunCleanUp;
}

export async function saveRunSettings(
  dependencies: Dependencies,
  caller: Member,
  wanted: EndpointBody<typeof endpoint>,
): Promise<RunSettingsAnswer> {
  const { projectId } = caller;
  await dependencies.changeProject(projectId, async ({ runs, audit }) => {
    const settings = await runs.settings(projectId);
    if (settings === null) throw notFound('project');
    const { version, ...before } = settings;
    if (version !== wanted.version || !(await runs.saveSettings(projectId, wanted))) throw versionConflict(settings);
    const { version: _, ...after } = wanted;
    await audit.record(caller, {
      action: 'project.run-settings',
      subjectType: 'project',
      subjectId: projectId,
      before,
      after,
    });
  });
  void dependencies.runCleanUp.sweep(projectId);
  return getRunSettings(dependencies, projectId);
}
