import { notFound } from '../app-error.ts';
import type { CompiledApi, CompiledEnvironment, CompiledProject } from '../configuration/compiled.ts';
import type { Configuration } from '../configuration/configuration.ts';

/** An API in an environment, as its runs see it. */
export interface ApiTarget {
  project: CompiledProject;
  environment: CompiledEnvironment;
  api: CompiledApi;
}

export async function findApi(
  configuration: Configuration,
  projectId: string,
  { apiId, environmentId }: { apiId: string; environmentId: string },
): Promise<ApiTarget> {
  const project = await configuration.ofProject(projectId);
  const api = [...(project?.apis.values() ?? [])].find(({ id }) => id === apiId);
  const environment = project?.environments.get(environmentId);
  if (!project || !api) throw notFound('API');
  if (!environment) throw notFound('environment');
  return { project, environment, api };
}
