import { Button } from '@mantine/core';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import classes from './response-pane.module.css';

interface SaveShapeBarProps {
  /** Fields that are in use, and all. */
  included: number;
  all: number;
  isSaving: boolean;
  error: unknown;
  onSave: () => void;
  onDiscard: () => void;
}

/** The two ways on from a fresh shape. */
export function SaveShapeBar({ included, all, isSaving, error, onSave, onDiscard }: SaveShapeBarProps) {
  return (
    <div className={classes.saveBar}>
      <ProblemNotice error={error} />
      <div className={classes.saveLine}>
        <span className={classes.quiet}>
          {included === all ? `${all} fields` : `${included} of ${all} fields in use`}
        </span>
        <Button variant="default" size="xs" onClick={onDiscard}>
          Discard
        </Button>
        <Button size="xs" loading={isSaving} onClick={onSave}>
          Save shape
        </Button>
      </div>
    </div>
  );
}
