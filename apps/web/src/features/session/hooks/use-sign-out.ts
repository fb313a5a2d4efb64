import { signOut } from '@jackfield/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { callEndpoint } from '../../../lib/call-endpoint.ts';
import { forgetFormValues } from '../../../lib/form-values-storage.ts';
import { forgetSavers, saveEverything } from '../../../lib/living-savers.ts';
import { sessionQueries } from '../../../lib/queries/session-queries.ts';
import { forgetUnsaved } from '../../../lib/unsaved-drafts.ts';

/** Saves what is typed and leaves nothing of the person in the browser; asks first where something cannot be saved. */
export function useSignOut(userId: string | undefined) {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const [isAsking, setIsAsking] = useState(false);
  const { queryKey } = sessionQueries.current();
  const leave = useMutation({
    mutationFn: async ({ isSure }: { isSure: boolean }) => {
      if (!(await saveEverything()) && !isSure) return 'unsaved' as const;
      await callEndpoint(signOut, {});
      return 'left' as const;
    },
    onSuccess: async (end) => {
      setIsAsking(end === 'unsaved');
      if (end === 'unsaved') return;
      forgetSavers();
      if (userId !== undefined) forgetUnsaved(userId);
      forgetFormValues();
      queryClient.setQueryData(queryKey, (known) => known && { ...known, user: null, workspaces: [] });
      await navigate({ to: '/sign-in' });
      queryClient.removeQueries({ predicate: (query) => query.queryKey[0] !== queryKey[0] });
    },
  });
  return {
    isAsking,
    isBusy: leave.isPending,
    isFailed: leave.isError,
    leave: () => leave.mutate({ isSure: false }),
    leaveAnyway: () => leave.mutate({ isSure: true }),
    stay: () => setIsAsking(false),
  };
}
