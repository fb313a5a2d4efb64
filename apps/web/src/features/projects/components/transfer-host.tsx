import { lazy, Suspense, useEffect, useState } from 'react';
import { onOpenTransfer, type TransferSubject } from '../../../lib/open-transfer.ts';

/** Most visits move nothing elsewhere: the dialog comes when it is first asked for. */
const TransferDialog = lazy(async () => {
  const { TransferDialog } = await import('./transfer-dialog.tsx');
  return { default: TransferDialog };
});

/** Where the dialog of moving and copying elsewhere appears. */
export function TransferHost({ projectId }: { projectId: string }) {
  const [subject, setSubject] = useState<TransferSubject | null>(null);
  useEffect(() => onOpenTransfer(setSubject), []);
  if (subject === null) return null;
  return (
    <Suspense>
      <TransferDialog projectId={projectId} subject={subject} onClose={() => setSubject(null)} />
    </Suspense>
  );
}
