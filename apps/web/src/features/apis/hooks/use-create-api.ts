import { emptyApiDocument } from '@jackfield/connector';
import { createApi, type Project } from '@jackfield/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { callEndpoint } from '../../../lib/call-endpoint.ts';
import { apiQueries } from '../../../lib/queries/api-queries.ts';
import { projectQueries } from '../../../lib/queries/project-queries.ts';

/** Adds an API whose base URL is, to begin with, the same in every environment. */
export function useCreateApi(project: Project) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ name, baseUrl }: { name: string; baseUrl: string }) =>
      callEndpoint(createApi, {
        params: { projectId: project.id },
        body: {
          name,
          document: {
            ...emptyApiDocument(),
            baseUrls: baseUrl === '' ? {} : Object.fromEntries(project.environments.map(({ id }) => [id, baseUrl])),
          },
        },
      }),
    onSuccess: async (api) => {
      queryClient.setQueryData(apiQueries.detail(api.id).queryKey, api);
      await queryClient.invalidateQueries({ queryKey: projectQueries.tree(project.id).queryKey });
    },
  });
}
