import type { CallShape } from '@jackfield/contracts';
import { enteredSamples } from '@jackfield/shape';
import { Button } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { Day } from '../../../components/day.tsx';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { Tag } from '../../../components/tag.tsx';
import classes from './response-pane.module.css';

interface SaveShapeBarProps {
  /** Fields that are in use, and all. */
  included: number;
  all: number;
  /** Of a refusal: it is kept on purpose, as the error shape. */
  errorStatus: number | null;
  isSaving: boolean;
  error: unknown;
  onSave: () => void;
  onDiscard: () => void;
}

/** The two ways on from a fresh shape. */
export function SaveShapeBar({ included, all, errorStatus, isSaving, error, onSave, onDiscard }: SaveShapeBarProps) {
  return (
    <div className={classes.saveBar}>
      <ProblemNotice error={error} />
      <div className={classes.saveLine}>
        <span className={classes.quiet}>
          {errorStatus !== null && `The form of a ${errorStatus}: `}
          {included === all ? `${all} fields` : `${included} of ${all} fields in use`}
        </span>
        <Button variant="default" size="xs" onClick={onDiscard}>
          Discard
        </Button>
        <Button size="xs" loading={isSaving} onClick={onSave}>
          {errorStatus === null ? 'Save shape' : 'Keep as error shape'}
        </Button>
      </div>
    </div>
  );
}

interface SavedShapeBarProps {
  shape: CallShape;
  /** What it is: `Shape saved`. */
  title: string;
  /** Null for who may look alone. */
  onEnter: (() => void) | null;
}

/** In the same place: what is shown is saved, and how it is changed. */
export function SavedShapeBar({ shape, title, onEnter }: SavedShapeBarProps) {
  return (
    <div className={classes.saveBar}>
      <div className={classes.saveLine}>
        <span className={classes.saved}>
          <IconCheck size={14} stroke={1.75} aria-hidden /> {title}{' '}
          {enteredSamples(shape.schema) > 0 && (
            <>
              <Tag color="amber">entered by hand</Tag>{' '}
            </>
          )}
          <span className={classes.quiet}>
            by {shape.savedBy}, <Day instant={shape.savedAt} />. Initialize again to change it.
          </span>
        </span>
        {onEnter !== null && (
          <Button size="compact-sm" variant="subtle" color="gray" onClick={onEnter}>
            Enter by hand
          </Button>
        )}
      </div>
    </div>
  );
}
