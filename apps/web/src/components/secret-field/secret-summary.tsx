import type { Secret } from '@jackfield/contracts';
import { IconAlertTriangle, IconLock } from '@tabler/icons-react';
import { Day } from '../day.tsx';
import classes from './secret-field.module.css';

/** `Set · ends with 1234 · by Ann, 3 May`. */
export function SecretSummary({ secret }: { secret: Secret }) {
  if (secret.isDamaged) {
    return (
      <span className={classes.damaged}>
        <IconAlertTriangle size={14} stroke={1.75} aria-hidden />
        Cannot be opened. Enter it again.
      </span>
    );
  }
  return (
    <span className={classes.summary}>
      <IconLock size={14} stroke={1.75} aria-hidden className={classes.lock} />
      <span className={classes.words}>
        <span className={classes.isSet}>Set</span>
        {secret.last4 !== null && (
          <>
            {' · ends with '}
            <code>{secret.last4}</code>
          </>
        )}
        <span className={classes.who}>
          {' · by '}
          {secret.setBy}, <Day instant={secret.setAt} />
        </span>
      </span>
    </span>
  );
}
