import { type Api, apiSchema, getApi, saveApi } from '@jackfield/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { callEndpoint } from '../../../lib/call-endpoint.ts';
import { apiQueries } from '../../../lib/queries/api-queries.ts';
import { projectQueries } from '../../../lib/queries/project-queries.ts';
import { type Autosave, useAutosave } from '../../../lib/use-autosave.ts';
import { type ApiDraft, apiDraftSchema, forStorage, keysIn, toApiDraft } from '../model/api-draft.ts';

/** The API being edited, saved by itself. */
export function useApiDraft(api: Api): Autosave<ApiDraft, Api> {
  const queryClient = useQueryClient();
  const detail = apiQueries.detail(api.id);
  return useAutosave<ApiDraft, Api>({
    document: `api.${api.id}`,
    draftSchema: apiDraftSchema,
    savedSchema: apiSchema,
    saved: api,
    toDraft: toApiDraft,
    keysIn,
    forStorage,
    save: ({ name, document }, version) =>
      callEndpoint(saveApi, { params: { apiId: api.id }, body: { name, document, version } }),
    parseCurrent: (current) => apiSchema.safeParse(current).data ?? null,
    reload: () => callEndpoint(getApi, { params: { apiId: api.id } }),
    onSaved: (saved) => {
      queryClient.setQueryData(detail.queryKey, saved);
      // The name, and whether calls should be initialized again, stand in the tree.
      void queryClient.invalidateQueries({ queryKey: projectQueries.tree(api.projectId).queryKey });
    },
  });
}
