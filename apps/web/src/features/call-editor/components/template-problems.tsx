import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import type { CodeProblem } from '../../../components/code-editor/code-languages.ts';
import { linePosition } from '../model/line-position.ts';
import classes from './panels.module.css';

interface TemplateProblemsProps {
  text: string;
  problems: readonly CodeProblem[];
  others: readonly string[];
  onGoTo: (offset: number) => void;
  /** Beside the first problem: what puts it right. */
  repair?: { label: string; run: () => void } | null;
  /** What is not wrong and may not be meant. */
  children?: ReactNode;
}

/** What is wrong with a text, with line and column, for those who do not see or reach its underlines. */
export function TemplateProblems({ text, problems, others, onGoTo, repair = null, children }: TemplateProblemsProps) {
  return (
    // Always there: a screen reader tells what comes into a live region, not what comes with one.
    <ul className={classes.problems} aria-live="polite">
      {problems.map(({ message, start, severity }, index) => (
        <li key={`${start} ${message}`} data-severity={severity}>
          <button type="button" className={classes.position} onClick={() => onGoTo(start)}>
            {positionWords(text, start)}
          </button>
          <span>{message}</span>
          {index === 0 && repair !== null && <RepairButton label={repair.label} onClick={repair.run} />}
        </li>
      ))}
      {others.map((message) => (
        <li key={message} data-severity="error">
          <span>{message}</span>
        </li>
      ))}
      {children}
    </ul>
  );
}

export function RepairButton({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <Button size="compact-xs" variant="default" className={classes.repair ?? ''} onClick={onClick}>
      {label}
    </Button>
  );
}

function positionWords(text: string, offset: number): string {
  const { line, column } = linePosition(text, offset);
  return `Line ${line}, column ${column}`;
}
