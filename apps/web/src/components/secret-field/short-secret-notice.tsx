import { LIMITS } from '@jackfield/connector';
import { Button } from '@mantine/core';
import { Notice } from '../notice.tsx';

/** Asks before a value is taken that is too short to be masked everywhere. */
export function ShortSecretNotice({ onAccept }: { onAccept(): void }) {
  return (
    <Notice
      kind="warning"
      title={`Under ${LIMITS.secretCharsMin} characters`}
      actions={
        <Button size="xs" variant="default" onClick={onAccept}>
          Save it anyway
        </Button>
      }
    >
      <p>So short a value is masked only where the request is shown, not in answers, where it would hide other text.</p>
    </Notice>
  );
}
