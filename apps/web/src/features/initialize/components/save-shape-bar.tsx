import type { CallShape } from '@jackfield/contracts';
import { Button } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { Day } from '../../../components/day.tsx';
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

/** In the same place: what is shown is saved, and how it is changed. */
export function SavedShapeBar({ shape, isFresh }: { shape: CallShape; isFresh: boolean }) {
  return (
    <div className={classes.saveBar}>
      <div className={classes.saveLine}>
        <span className={classes.saved}>
          <IconCheck size={14} stroke={1.75} aria-hidden />
          {isFresh ? 'Shape saved' : 'The saved shape'}
          <span className={classes.quiet}>
            by {shape.savedBy}, <Day instant={shape.savedAt} />. Initialize again to change it.
          </span>
        </span>
      </div>
    </div>
  );
}
