import { Skeleton } from '@mantine/core';
import classes from './states.module.css';

/** Holds the place of a list while it loads. */
export function ListSkeleton({ rows = 6, height = 16 }: { rows?: number; height?: number }) {
  return (
    <div className={classes.skeleton} role="status" aria-label="Loading">
      {Array.from({ length: rows }, (_, row) => (
        // The rows are all alike and never move.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <Skeleton key={row} height={height} width={`${90 - ((row * 17) % 40)}%`} radius="sm" />
      ))}
    </div>
  );
}

/** Holds the place of a form while it loads. */
export function FormSkeleton({ fields = 4 }: { fields?: number }) {
  return (
    <div className={classes.skeleton} role="status" aria-label="Loading">
      {Array.from({ length: fields }, (_, field) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the fields are all alike and never move
        <Skeleton key={field} height={56} radius="md" />
      ))}
    </div>
  );
}
