import { type ApiSummary, moveApi, moveCall } from '@jackfield/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { callEndpoint } from '../../../lib/call-endpoint.ts';
import { showProblem, showUndo } from '../../../lib/notify.tsx';
import { projectQueries } from '../../../lib/queries/project-queries.ts';
import { type Move, moveInTree, siblingsOf, undoOf } from '../model/move-in-tree.ts';

/** Moving APIs and calls: seen at once, put back when the server refuses, and undone by a press. */
export function useMoves(projectId: string, apis: readonly ApiSummary[]) {
  const queryClient = useQueryClient();
  const [said, setSaid] = useState('');
  const { queryKey } = projectQueries.tree(projectId);
  const { mutateAsync } = useMutation({
    mutationFn: ({ kind, id, beforeId }: Move) =>
      kind === 'api'
        ? callEndpoint(moveApi, { params: { apiId: id }, body: { beforeId } })
        : callEndpoint(moveCall, { params: { callId: id }, body: { beforeId } }),
    onMutate: async (move) => {
      await queryClient.cancelQueries({ queryKey });
      const before = queryClient.getQueryData(queryKey);
      queryClient.setQueryData(queryKey, (tree) => tree && moveInTree(tree, move));
      return { before };
    },
    onError: (error, _move, context) => {
      if (context?.before !== undefined) queryClient.setQueryData(queryKey, context.before);
      showProblem(error);
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey }),
  });
  const move = (wanted: Move) => {
    const back = undoOf(apis, wanted);
    const siblings = siblingsOf(apis, wanted);
    const name = siblings.find(({ id }) => id === wanted.id)?.name ?? '';
    const next = siblings.find(({ id }) => id === wanted.beforeId)?.name;
    const words = next === undefined ? `“${name}” stands last now.` : `“${name}” stands before “${next}” now.`;
    mutateAsync(wanted).then(
      () => {
        setSaid(words);
        showUndo(words, async () => {
          await mutateAsync(back);
        });
      },
      // It was shown, and what was moved is back.
      () => undefined,
    );
  };
  return { move, said };
}
