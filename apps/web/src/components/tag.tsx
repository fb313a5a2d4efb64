import type { ReactNode } from 'react';
import classes from './badges.module.css';

export type TagColor = 'green' | 'amber' | 'blue' | 'violet' | 'red' | 'grey';

/** A word or two that mark a thing. */
export function Tag({ color = 'grey', children }: { color?: TagColor; children: ReactNode }) {
  return (
    <span className={classes.tag} data-color={color}>
      {children}
    </span>
  );
}
