import { Button } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { ScrollFrame } from '../scroll-frame.tsx';
import classes from './stream-view.module.css';

/** What is drawn of a long text: its end, which is what is new. */
const SHOWN_CHARS_MAX = 100_000;
/** So near to its end a text counts as being followed. */
const NEAR_PX = 24;

/** The text as it grows. It is followed to its end until somebody scrolls up or presses Pause. */
export function StreamText({ text, label, isStreaming }: { text: string; label: string; isStreaming: boolean }) {
  const frame = useRef<HTMLElement>(null);
  const [isFollowed, setFollowed] = useState(true);
  const shown = text.length > SHOWN_CHARS_MAX ? text.slice(-SHOWN_CHARS_MAX) : text;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text is what makes it scroll
  useEffect(() => {
    if (isFollowed && isStreaming && frame.current) frame.current.scrollTop = frame.current.scrollHeight;
  }, [text, isFollowed, isStreaming]);
  return (
    <>
      <div className={classes.textTools}>
        <h3 className={classes.heading}>{label}</h3>
        <span className={classes.quiet}>{text.length.toLocaleString()} characters</span>
        <span className={classes.spacer} />
        {isStreaming && (
          <Button
            size="compact-xs"
            variant="subtle"
            color="gray"
            leftSection={
              isFollowed ? <IconPlayerPause size={13} aria-hidden /> : <IconPlayerPlay size={13} aria-hidden />
            }
            onClick={() => setFollowed(!isFollowed)}
          >
            {isFollowed ? 'Pause scrolling' : 'Follow the text'}
          </Button>
        )}
      </div>
      {shown.length < text.length && (
        <p className={classes.remark}>
          The last {SHOWN_CHARS_MAX.toLocaleString()} characters. Copy takes all of them.
        </p>
      )}
      {/* No live region: each word would be read out over the one before. The status says when it is done. */}
      <ScrollFrame
        ref={frame}
        className={classes.textFrame}
        aria-label={label}
        onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
          if (isStreaming) setFollowed(scrollHeight - scrollTop - clientHeight < NEAR_PX);
        }}
      >
        <pre className={classes.text}>{shown}</pre>
      </ScrollFrame>
    </>
  );
}
