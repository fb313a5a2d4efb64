import { useClipboard } from '@mantine/hooks';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { IconButton } from './icon-button.tsx';

/** Copies a text; `label` says what: `Copy token`. */
export function CopyButton({ text, label }: { text: string; label: string }) {
  const clipboard = useClipboard({ timeout: 1500 });
  return (
    <>
      <IconButton label={clipboard.copied ? 'Copied' : label} onClick={() => clipboard.copy(text)}>
        {clipboard.copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
      </IconButton>
      <span className="jf-visually-hidden" aria-live="polite">
        {clipboard.copied ? 'Copied' : ''}
      </span>
    </>
  );
}
