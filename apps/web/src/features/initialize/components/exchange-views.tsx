import type { HeaderList, SentRequest, Timing } from '@jackfield/connector';
import { CopyButton } from '../../../components/copy-button.tsx';
import { MethodBadge } from '../../../components/method-badge.tsx';
import { formatExact } from '../../../lib/format-time.ts';
import { timingBars } from '../model/timing-bars.ts';
import { byteWords, durationWords } from '../model/words.ts';
import classes from './response-pane.module.css';

export function HeadersView({ headers, label }: { headers: HeaderList; label: string }) {
  if (headers.length === 0) return <p className={classes.remark}>No headers.</p>;
  return (
    <table className={classes.headers} aria-label={label}>
      <tbody>
        {headers.map(([name, value], index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a header may stand twice, and the list never changes
          <tr key={index}>
            <th scope="row">{name}</th>
            <td>{value}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The request as it was, or would be, sent: masked, secrets as names. */
export function RequestView({ request, lead }: { request: SentRequest; lead: string }) {
  return (
    <div className={classes.request}>
      <p className={classes.lead}>{lead}</p>
      <div className={classes.address}>
        <MethodBadge method={request.method} />
        <code className={classes.url}>{request.url}</code>
        <CopyButton text={request.url} label="Copy the URL" />
      </div>
      <HeadersView headers={request.headers} label="Headers of the request" />
      {request.body !== null && (
        <section>
          <h2 className={classes.heading}>
            Body <span className={classes.quiet}>{byteWords(request.bodyBytes)}</span>
          </h2>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard */}
          <pre className={classes.body} tabIndex={0}>
            {request.body}
          </pre>
        </section>
      )}
    </div>
  );
}

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
