import { Button, Group, List } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import type { Transferred } from '../hooks/use-transfers.ts';

interface TransferResultProps {
  done: Transferred;
  words: readonly string[];
  /** In another project than the one that is shown. */
  isElsewhere: boolean;
  onClose: () => void;
}

/** What to look at now, and the way back. */
export function TransferResult({ done, words, isElsewhere, onClose }: TransferResultProps) {
  const navigate = useNavigate();
  const undo = useMutation({ mutationFn: done.undo, onSuccess: onClose });
  const { kind, toProjectId: projectId } = done.wish;
  const open = () => {
    onClose();
    const search = isElsewhere ? {} : (previous: object) => previous;
    if (kind === 'copy API') {
      void navigate({ to: '/projects/$projectId/apis/$apiId', params: { projectId, apiId: done.id }, search });
    } else void navigate({ to: '/projects/$projectId/calls/$callId', params: { projectId, callId: done.id }, search });
  };
  return (
    <>
      <ProblemNotice error={undo.error} />
      <List size="sm" spacing="xs" aria-label="What is different there">
        {words.map((sentence) => (
          <List.Item key={sentence} style={{ overflowWrap: 'anywhere' }}>
            {sentence}
          </List.Item>
        ))}
      </List>
      <Group justify="flex-end" gap="xs" mt="lg">
        <Button variant="default" loading={undo.isPending} onClick={() => undo.mutate()}>
          Undo
        </Button>
        <Button data-autofocus onClick={open}>
          Open it
        </Button>
      </Group>
    </>
  );
}
