import { Skeleton } from '@mantine/core';
import { FormSkeleton, ListSkeleton } from '../../../components/skeletons.tsx';
import classes from './usage-call.module.css';

/** Holds the places of a call's name, form and result while it loads. */
export function UsageCallSkeleton() {
  return (
    <div className={classes.page}>
      <div className={classes.header} aria-hidden>
        <Skeleton height={20} width={160} radius="sm" />
        <Skeleton height={28} width={280} radius="sm" style={{ gridColumn: '1 / -1' }} />
      </div>
      <div className={classes.panes}>
        <div className={classes.inputs}>
          <FormSkeleton fields={3} />
        </div>
        <div className={classes.inputs} aria-hidden>
          <ListSkeleton rows={6} />
        </div>
      </div>
    </div>
  );
}
