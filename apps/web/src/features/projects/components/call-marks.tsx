import type { CallSummary } from '@jackfield/contracts';
import { Tooltip } from '@mantine/core';
import { IconBolt, IconCircleFilled, IconDatabase, IconTriangleFilled } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './sidebar.module.css';

const USES = { data: 'Used as data', action: 'Used as action', both: 'Used as data and action' } as const;
const STATES = {
  never: 'Not initialized',
  done: '',
  should: 'Should be initialized again',
  must: 'Must be initialized again',
} as const;

/** How a call is used, and whether it wants to be initialized; icons for the eye, words for everyone else. */
export function CallMarks({ useAs, initialization }: Pick<CallSummary, 'useAs' | 'initialization'>) {
  return (
    <span className={classes.marks}>
      <Mark label={USES[useAs]}>
        {useAs !== 'action' && <IconDatabase size={13} stroke={1.5} aria-hidden />}
        {useAs !== 'data' && <IconBolt size={13} stroke={1.5} aria-hidden />}
      </Mark>{' '}
      <span className={classes.stateMark} data-state={initialization}>
        {initialization !== 'done' && (
          <Mark label={STATES[initialization]}>
            {initialization === 'never' ? (
              <IconCircleFilled size={7} aria-hidden />
            ) : (
              <IconTriangleFilled size={9} aria-hidden />
            )}
          </Mark>
        )}
      </span>
    </span>
  );
}

function Mark({ label, children }: { label: string; children: ReactNode }) {
  return (
    <Tooltip label={label}>
      <span className={classes.mark}>
        {children}
        <span className="jf-visually-hidden">{label}</span>
      </span>
    </Tooltip>
  );
}
