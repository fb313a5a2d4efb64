import { Button, Loader, SegmentedControl } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { StreamPhase, StreamState } from '../../lib/stream-state.ts';
import { CopyButton } from '../copy-button.tsx';
import { Notice } from '../notice.tsx';
import { Tag, type TagColor } from '../tag.tsx';
import { StreamEvents } from './stream-events.tsx';
import { StreamText } from './stream-text.tsx';
import classes from './stream-view.module.css';
import { suggestTextPaths } from './suggest-text-paths.ts';

const PHASES: Record<StreamPhase, { word: string; color: TagColor; textLabel: string }> = {
  waiting: { word: 'Waiting', color: 'grey', textLabel: 'Text so far' },
  streaming: { word: 'Streaming', color: 'blue', textLabel: 'Text so far' },
  done: { word: 'Done', color: 'green', textLabel: 'Full text' },
  'broken-off': { word: 'Broken off', color: 'amber', textLabel: 'Text so far' },
};

interface StreamViewProps {
  stream: StreamState;
  phase: StreamPhase;
  /** Sets where the text stands in each event; null where it cannot be set here. */
  onTextPath: ((path: string) => void) | null;
}

/** A stream as it comes: whether it waits, streams or is done, its text so far or in full, and each of its events. */
export function StreamView({ stream, phase, onTextPath }: StreamViewProps) {
  const { events, text } = stream;
  const [chosen, setChosen] = useState<'text' | 'events' | null>(null);
  const words = PHASES[phase];
  const hasNoText = text === '' && events.length > 0;
  const shown = chosen ?? (hasNoText ? 'events' : 'text');
  return (
    <section className={classes.stream} aria-label="Stream">
      <div className={classes.tools}>
        <SegmentedControl
          size="xs"
          aria-label="Show of the stream"
          data={[
            { value: 'text', label: 'Text' },
            { value: 'events', label: `Events (${events.length.toLocaleString()})` },
          ]}
          value={shown}
          onChange={(value) => setChosen(value === 'events' ? 'events' : 'text')}
        />
        <span className={classes.phase} role="status">
          {phase === 'waiting' && <Loader size={12} aria-hidden />}
          <Tag color={words.color}>{words.word}</Tag>
        </span>
        <span className={classes.spacer} />
        {text !== '' && <CopyButton text={text} label="Copy the text" />}
      </div>
      {hasNoText && phase !== 'streaming' && onTextPath !== null && (
        <TextPathHelp events={events} onTextPath={onTextPath} />
      )}
      {shown === 'text' ? (
        <StreamText text={text} label={words.textLabel} isStreaming={phase === 'streaming'} />
      ) : (
        <StreamEvents events={events} />
      )}
    </section>
  );
}

/** Events came, and none of them had text: where it may stand is one press away. */
function TextPathHelp({ events, onTextPath }: { events: StreamState['events']; onTextPath: (path: string) => void }) {
  const paths = useMemo(() => suggestTextPaths(events), [events]);
  if (paths.length === 0) return null;
  return (
    <div className={classes.notice}>
      <Notice
        kind="info"
        title="Where in these events is the text?"
        actions={paths.map((path) => (
          <Button key={path} variant="default" size="xs" onClick={() => onTextPath(path)}>
            Use <code className={classes.path}>{path}</code>
          </Button>
        ))}
      >
        <p>The text path says it, in the settings of the call. Initialize again afterwards.</p>
      </Notice>
    </div>
  );
}
