import type { Timing } from '@jackfield/connector';
import { durationWords } from '../../lib/figures.ts';
import { formatExact } from '../../lib/format-time.ts';
import { timingBars } from './timing-bars.ts';
import classes from './timing-view.module.css';

export function TimingView({ timing, attempts }: { timing: Timing; attempts: number }) {
  return (
    <div className={classes.timing}>
      <ul>
        {timingBars(timing).map((bar) => (
          <li key={bar.label}>
            <span>{bar.label}</span>
            <span className={classes.bar} aria-hidden>
              <span style={{ left: `${bar.start * 100}%`, width: `max(2px, ${bar.length * 100}%)` }} />
            </span>
            <span className={classes.ms}>{durationWords(bar.ms)}</span>
          </li>
        ))}
        <li className={classes.total}>
          <span>Total</span>
          <span />
          <span className={classes.ms}>{durationWords(timing.totalMs)}</span>
        </li>
      </ul>
      <p className={classes.lead}>
        Started {formatExact(timing.startedAt)}
        {attempts > 1 && `, ${attempts} tries`}.
      </p>
    </div>
  );
}
