import type { RunError } from '@jackfield/connector';
import { IconAlertTriangle, IconBulb } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Tag } from '../tag.tsx';
import { layerWords } from './error-words.ts';
import classes from './run-error.module.css';

/** Why there is no response, on which layer, and one thing to try. */
export function RunErrorView({ error, action }: { error: RunError; action?: ReactNode }) {
  return (
    <section className={classes.error} aria-label="What went wrong" role="alert">
      <div className={classes.errorTags}>
        <IconAlertTriangle size={18} stroke={1.75} aria-hidden className={classes.errorIcon} />
        <Tag color="red">{error.kind}</Tag>
        <span className={classes.quiet}>{layerWords(error)}</span>
      </div>
      <p className={classes.errorMessage}>{error.message}</p>
      {/* One fault of the document is told in the message already. */}
      {!error.detail.endsWith(error.message) && error.detail !== '' && (
        <p className={classes.errorDetail}>{error.detail}</p>
      )}
      {error.hint !== '' && (
        <p className={classes.hint}>
          <IconBulb size={16} stroke={1.75} aria-hidden />
          <span>
            <strong>One thing to try:</strong> {error.hint}
          </span>
        </p>
      )}
      {action}
    </section>
  );
}
