import { Button } from '@mantine/core';
import { Notice } from './notice.tsx';

interface ConflictNoticeProps {
  /** What differs, in words: `Base URL, Notes`. */
  differences: readonly string[];
  onTakeMine(): void;
  onTakeTheirs(): void;
}

/** Someone else saved in between: the person chooses, and nothing is lost until then. */
export function ConflictNotice({ differences, onTakeMine, onTakeTheirs }: ConflictNoticeProps) {
  return (
    <Notice
      kind="warning"
      title="Someone else changed this in the meantime"
      actions={
        <>
          <Button size="xs" variant="default" onClick={onTakeTheirs}>
            Take theirs
          </Button>
          <Button size="xs" onClick={onTakeMine}>
            Keep mine
          </Button>
        </>
      }
    >
      <p>
        {differences.length > 0 && <>Different: {differences.join(', ')}. </>}
        What you typed is still here and not saved. “Keep mine” saves it over theirs; “Take theirs” shows theirs.
      </p>
    </Notice>
  );
}
