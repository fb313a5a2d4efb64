import { Skeleton } from '@mantine/core';
import { ListSkeleton } from '../../components/skeletons.tsx';
import classes from './call-page.module.css';

/** Holds the places of a call's name, URL bar and panes while it loads. */
export function CallSkeleton() {
  return (
    <div className={classes.page}>
      <div className={classes.top} aria-hidden>
        <div className={classes.loadingName}>
          <Skeleton height={16} width={220} radius="sm" />
        </div>
        <Skeleton height={36} radius="md" />
      </div>
      <div className={classes.loadingPanes}>
        <ListSkeleton rows={5} height={20} />
        <div aria-hidden>
          <ListSkeleton rows={8} />
        </div>
      </div>
    </div>
  );
}
