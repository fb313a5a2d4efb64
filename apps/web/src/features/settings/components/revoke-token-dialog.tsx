import { type Project, revokeToken, type Token } from '@jackfield/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { callEndpoint } from '../../../lib/call-endpoint.ts';
import { tokenQueries } from '../../../lib/queries/token-queries.ts';

interface RevokeTokenDialogProps {
  project: Project;
  /** Null: closed. */
  token: Token | null;
  onClose(): void;
}

export function RevokeTokenDialog({ project, token, onClose }: RevokeTokenDialogProps) {
  const queryClient = useQueryClient();
  const revoke = useMutation({
    mutationFn: (tokenId: string) => callEndpoint(revokeToken, { params: { projectId: project.id, tokenId } }),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: tokenQueries.list(project.id).queryKey });
      onClose();
    },
  });
  return (
    <ConfirmDialog
      isOpen={token !== null}
      title={`Revoke ${token?.name ?? ''}?`}
      confirmLabel="Revoke token"
      isBusy={revoke.isPending}
      onClose={onClose}
      onConfirm={() => token !== null && revoke.mutate(token.id)}
    >
      <ProblemNotice error={revoke.error} />
      Programs that use it are refused from the next request on. A revoked token cannot be brought back.
    </ConfirmDialog>
  );
}
