import { originSchema } from '@jackfield/contracts';
import { Button } from '@mantine/core';
import { z } from 'zod';
import type { ApiProblem } from '../../lib/api-problem.ts';
import { Notice } from '../notice.tsx';

interface OriginChangedNoticeProps {
  problem: ApiProblem;
  /** The secret may go to the present address; null where none is known. */
  onConfirm(origin: string | null): void;
}

const currentSchema = z.object({ origin: originSchema.nullable() });

/** Asks again for a secret that was about to be saved for an address that is no longer the present one. */
export function OriginChangedNotice({ problem, onConfirm }: OriginChangedNoticeProps) {
  const origin = currentSchema.safeParse(problem.current).data?.origin ?? null;
  return (
    <Notice
      kind="warning"
      title={problem.title}
      actions={
        <Button size="xs" variant="default" onClick={() => onConfirm(origin)}>
          {origin === null ? 'Save it, and confirm no address' : 'Save it for the new address'}
        </Button>
      }
    >
      <p>{problem.detail}</p>
    </Notice>
  );
}
