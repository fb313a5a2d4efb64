import { Button } from '@mantine/core';
import { formatExact, formatSince } from '../lib/format-time.ts';
import type { Restored } from '../lib/use-autosave.ts';
import { Notice } from './notice.tsx';

/** What was typed and not saved, when the page was left or lost, is here again. */
export function RestoredNotice({ restored }: { restored: Restored | null }) {
  if (restored === null) return null;
  const { at, isPartial, discard, dismiss } = restored;
  const instant = new Date(at).toISOString();
  return (
    <Notice
      kind="info"
      title="Restored what you typed"
      actions={
        <>
          <Button size="xs" variant="default" onClick={discard}>
            Discard it
          </Button>
          <Button size="xs" onClick={dismiss}>
            Keep it
          </Button>
        </>
      }
    >
      <p>
        It was typed{' '}
        <time dateTime={instant} title={formatExact(instant)}>
          {formatSince(at)}
        </time>{' '}
        and could not be saved then. {isPartial && 'A pasted key was not kept: paste it again. '}
        “Discard it” goes back to what was saved.
      </p>
    </Notice>
  );
}
