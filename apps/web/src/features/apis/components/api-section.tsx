import type { ApiDocument, DocumentIssue } from '@jackfield/connector';
import type { Environment, Project, Secret, Variable } from '@jackfield/contracts';
import { type ReactNode, useId } from 'react';
import { TermMark } from '../../../components/term-mark.tsx';
import type { ApiProblem } from '../../../lib/api-problem.ts';
import classes from './api-page.module.css';

/** What every section of the API's page is given. */
export interface ApiSectionProps {
  project: Project;
  /** In their order. */
  environments: readonly Environment[];
  /** The one in the address: where a moved key is set. */
  environment: Environment;
  apiId: string;
  apiSlug: string;
  document: ApiDocument;
  values: { variables: readonly Variable[]; secrets: readonly Secret[] };
  issues: readonly DocumentIssue[];
  /** Why the last save failed. */
  problem: ApiProblem | null;
  canEdit: boolean;
  onChange(change: Partial<ApiDocument>): void;
  /** A fixed shared row became an input: keeps the text it had as the input's test value. */
  onTurned(name: string, testValue: string): void;
  /** Pasted keys that hold back saving, and the way to keep one where it stands. */
  keys: { undecided: readonly string[]; keep: (value: string) => void };
  /** How the API stands with whom it asks for tokens, in the environment of the address. */
  connection: ReactNode;
  /** A field was left: it is time to save. */
  onLeave(): void;
}

interface SectionFrameProps {
  title: string;
  lead?: ReactNode;
  /** Of the glossary, where the title is one that has to be explained. */
  term?: string;
  children: ReactNode;
}

/** A titled part of the page. */
export function SectionFrame({ title, lead, term, children }: SectionFrameProps) {
  const id = useId();
  return (
    <section className={classes.section} aria-labelledby={id}>
      <div className={classes.sectionWords}>
        <div className={classes.sectionHead}>
          <h2 id={id} className={classes.sectionTitle}>
            {title}
          </h2>
          {term !== undefined && <TermMark term={term} name={title} />}
        </div>
        {lead !== undefined && <p className={classes.sectionLead}>{lead}</p>}
      </div>
      <div className={classes.sectionBody}>{children}</div>
    </section>
  );
}
