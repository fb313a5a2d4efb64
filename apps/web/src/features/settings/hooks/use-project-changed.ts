import type { Project } from '@jackfield/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { apiQueries } from '../../../lib/queries/api-queries.ts';
import { projectQueries } from '../../../lib/queries/project-queries.ts';
import { valueQueries } from '../../../lib/queries/value-queries.ts';

/** Shows what the server answered, and asks anew for what hangs on the environments. */
export function useProjectChanged() {
  const queryClient = useQueryClient();
  return async (project: Project) => {
    queryClient.setQueryData(projectQueries.detail(project.id).queryKey, project);
    await Promise.all([
      queryClient.invalidateQueries({ queryKey: projectQueries.list().queryKey }),
      queryClient.invalidateQueries({ queryKey: valueQueries.all }),
      queryClient.invalidateQueries({ queryKey: apiQueries.all }),
    ]);
  };
}
