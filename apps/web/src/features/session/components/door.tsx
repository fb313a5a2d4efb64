import type { ReactNode } from 'react';
import { Logo } from '../../../components/logo.tsx';
import { usePageTitle } from '../../../lib/use-page-title.ts';
import classes from './door.module.css';

interface DoorProps {
  title: string;
  lead: ReactNode;
  children: ReactNode;
  foot?: ReactNode;
}

/** The page in front of the editor: one form in the middle. */
export function Door({ title, lead, children, foot }: DoorProps) {
  usePageTitle(title);
  return (
    <main className={classes.page}>
      <div className={classes.column}>
        <p className={classes.brand}>
          <Logo size={28} />
          Jackfield
        </p>
        <div className={classes.card}>
          <h1 className={classes.title}>{title}</h1>
          <p className={classes.lead}>{lead}</p>
          {children}
        </div>
        {foot !== undefined && <p className={classes.foot}>{foot}</p>}
      </div>
    </main>
  );
}
