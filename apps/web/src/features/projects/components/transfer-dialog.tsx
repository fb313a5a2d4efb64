import type { ApiSummary, CallSummary } from '@jackfield/contracts';
import { Modal } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { showUndo } from '../../../lib/notify.tsx';
import type { TransferSubject } from '../../../lib/open-transfer.ts';
import { projectQueries } from '../../../lib/queries/project-queries.ts';
import { type Transferred, useTransfers } from '../hooks/use-transfers.ts';
import { transferWords } from '../model/transfer-words.ts';
import { TransferForm } from './transfer-form.tsx';
import { TransferResult } from './transfer-result.tsx';

interface TransferDialogProps {
  projectId: string;
  subject: TransferSubject;
  onClose: () => void;
}

/** Where a call is moved or copied to, or an API copied, and then what is different there. */
export function TransferDialog({ projectId, subject, onClose }: TransferDialogProps) {
  const { data: apis = [] } = useQuery(projectQueries.tree(projectId));
  const { data: projects = [] } = useQuery(projectQueries.list());
  const [done, setDone] = useState<{ what: Transferred; words: string[] } | null>(null);
  const transfer = useTransfers();
  const found = findSubject(apis, subject);
  if (done !== null) {
    const { kind, toProjectId } = done.what.wish;
    const verb = kind === 'move call' ? 'moved' : 'copied';
    return (
      <Modal
        key="done"
        opened
        onClose={onClose}
        title={`“${done.what.name}” is ${verb}`}
        size={520}
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <TransferResult done={done.what} words={done.words} isElsewhere={toProjectId !== projectId} onClose={onClose} />
      </Modal>
    );
  }
  if (found === null) return null;
  const { api, call } = found;
  const name = call === null ? api.name : `${api.name} - ${call.name}`;
  return (
    <Modal
      opened
      onClose={onClose}
      title={call === null ? `Copy ${name} to another project` : `Move or copy ${name}`}
      size={520}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <TransferForm
        projectId={projectId}
        projects={projects.filter(({ role }) => role !== 'viewer')}
        api={api}
        call={call}
        suggestedApiId={subject.apiId ?? null}
        error={transfer.error}
        isBusy={transfer.isPending}
        onClose={onClose}
        onWish={(wish, place) =>
          transfer.mutate(wish, {
            onSuccess: (what) => {
              const words = transferWords(what.report, { noun: call === null ? 'API' : 'call', ...place });
              if (words.length > 0) return setDone({ what, words });
              onClose();
              const where = [place.toApi, place.toProject].filter((each) => each !== null).join(' in ');
              showUndo(`“${what.name}” is ${wish.kind === 'move call' ? 'in' : 'copied to'} ${where} now.`, what.undo);
            },
          })
        }
      />
    </Modal>
  );
}

function findSubject(
  apis: readonly ApiSummary[],
  { kind, id }: TransferSubject,
): { api: ApiSummary; call: CallSummary | null } | null {
  for (const api of apis) {
    if (kind === 'api' && api.id === id) return { api, call: null };
    const call = kind === 'call' ? api.calls.find((each) => each.id === id) : undefined;
    if (call !== undefined) return { api, call };
  }
  return null;
}
