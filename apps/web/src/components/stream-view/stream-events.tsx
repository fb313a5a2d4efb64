import type { StreamedEvent } from '@jackfield/contracts';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef, useState } from 'react';
import { prettyJson } from '../../lib/pretty-json.ts';
import { CopyButton } from '../copy-button.tsx';
import { ScrollFrame } from '../scroll-frame.tsx';
import classes from './stream-view.module.css';

const ROW_PX = 30;
/** Of one event on its line. */
const LINE_CHARS_MAX = 400;

/** Each event on a line; the chosen one in full below. Only lines in sight are drawn. */
export function StreamEvents({ events }: { events: readonly StreamedEvent[] }) {
  const frame = useRef<HTMLDivElement>(null);
  const [chosen, setChosen] = useState<number | null>(null);
  const hasNames = events.some(({ event }) => event !== null);
  const hasIds = events.some(({ id }) => id !== null);
  const virtual = useVirtualizer({
    count: events.length,
    getScrollElement: () => frame.current,
    estimateSize: () => ROW_PX,
    overscan: 12,
  });
  const items = virtual.getVirtualItems();
  const before = items[0]?.start ?? 0;
  const after = virtual.getTotalSize() - (items.at(-1)?.end ?? 0);
  const open = chosen === null ? undefined : events[chosen];
  return (
    <>
      <div ref={frame} className={classes.events}>
        <table className={classes.table} aria-label="Events of the stream" aria-rowcount={events.length + 1}>
          <thead>
            <tr aria-rowindex={1}>
              <th scope="col" className={classes.numberColumn}>
                No.
              </th>
              {hasNames && (
                <th scope="col" className={classes.nameColumn}>
                  Event
                </th>
              )}
              {hasIds && (
                <th scope="col" className={classes.nameColumn}>
                  Id
                </th>
              )}
              <th scope="col">Data</th>
            </tr>
          </thead>
          <tbody>
            <Gap height={before} />
            {items.map(({ index }) => {
              const event = events[index];
              if (event === undefined) return null;
              const isOpen = index === chosen;
              return (
                <tr key={index} aria-rowindex={index + 2} data-open={isOpen || undefined}>
                  <td>
                    <button
                      type="button"
                      className={classes.number}
                      aria-pressed={isOpen}
                      aria-label={`Show event ${index + 1} in full`}
                      onClick={() => setChosen(isOpen ? null : index)}
                    >
                      {index + 1}
                    </button>
                  </td>
                  {hasNames && <td>{event.event}</td>}
                  {hasIds && <td>{event.id}</td>}
                  <td className={classes.data}>{event.data.slice(0, LINE_CHARS_MAX)}</td>
                </tr>
              );
            })}
            <Gap height={after} />
          </tbody>
        </table>
      </div>
      {open !== undefined && chosen !== null && (
        <section className={classes.open} aria-label={`Event ${chosen + 1}`}>
          <div className={classes.textTools}>
            <h3 className={classes.heading}>
              Event {chosen + 1}
              {open.event !== null && `: ${open.event}`}
            </h3>
            <span className={classes.spacer} />
            <CopyButton text={open.data} label="Copy the data of the event" />
          </div>
          <ScrollFrame as="div" className={classes.textFrame}>
            <pre className={classes.text}>{prettyJson(open.data)}</pre>
          </ScrollFrame>
        </section>
      )}
    </>
  );
}

function Gap({ height }: { height: number }) {
  return height > 0 ? (
    <tr aria-hidden>
      <td colSpan={4} style={{ height, padding: 0, border: 0 }} />
    </tr>
  ) : null;
}
