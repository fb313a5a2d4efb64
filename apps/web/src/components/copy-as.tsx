import { Button } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { IconCheck, IconTerminal2 } from '@tabler/icons-react';

/** Copies a text that is made when it is asked for: `Copy as cURL`. */
export function CopyAs({ label, make }: { label: string; make: () => string }) {
  const clipboard = useClipboard({ timeout: 1500 });
  return (
    <>
      <Button
        size="compact-sm"
        variant="default"
        w="fit-content"
        leftSection={clipboard.copied ? <IconCheck size={14} aria-hidden /> : <IconTerminal2 size={14} aria-hidden />}
        onClick={() => clipboard.copy(make())}
      >
        {clipboard.copied ? 'Copied' : label}
      </Button>
      <span className="jf-visually-hidden" aria-live="polite">
        {clipboard.copied ? 'Copied' : ''}
      </span>
    </>
  );
}
