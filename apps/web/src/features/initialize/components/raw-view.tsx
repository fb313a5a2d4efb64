import { Button, Switch } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { CodeEditor } from '../../../components/code-editor/code-editor.tsx';
import { CopyButton } from '../../../components/copy-button.tsx';
import { EmptyState } from '../../../components/empty-state.tsx';
import { prettyJson } from '../model/pretty-json.ts';
import classes from './response-pane.module.css';

/** The editor draws this much without a pause; the whole is one press on Download away. */
const SHOWN_CHARS_MAX = 1_000_000;

interface RawViewProps {
  parts: readonly string[];
  kind: 'json' | 'text' | 'binary' | 'none';
  fileName: string;
}

/** The body as it came, masked; JSON laid out on wish. */
export function RawView({ parts, kind, fileName }: RawViewProps) {
  const [isPretty, setIsPretty] = useState(true);
  const text = useMemo(() => parts.join(''), [parts]);
  const isCut = text.length > SHOWN_CHARS_MAX;
  const shown = useMemo(() => {
    const part = isCut ? text.slice(0, SHOWN_CHARS_MAX) : text;
    return kind === 'json' && isPretty ? prettyJson(part) : part;
  }, [text, isCut, kind, isPretty]);
  if (kind === 'binary') {
    return <p className={classes.remark}>The body is not text, so it is not shown. Its size and type stand above.</p>;
  }
  if (text === '') {
    return (
      <EmptyState icon={<IconDownload size={20} stroke={1.5} />} title="No body">
        The answer came without a body.
      </EmptyState>
    );
  }
  return (
    <div className={classes.raw}>
      <div className={classes.rawTools}>
        {kind === 'json' && (
          <Switch
            size="xs"
            label="Laid out"
            checked={isPretty}
            onChange={(event) => setIsPretty(event.currentTarget.checked)}
          />
        )}
        {isCut && <span className={classes.cut}>The first million characters. Download has all.</span>}
        <span className={classes.spacer} />
        <CopyButton text={shown} label="Copy the body" />
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          leftSection={<IconDownload size={14} aria-hidden />}
          onClick={() => download(parts, kind === 'json' ? `${fileName}.json` : `${fileName}.txt`)}
        >
          Download
        </Button>
      </div>
      <div className={classes.editor}>
        <CodeEditor
          label="Body of the response"
          language={kind === 'json' ? 'json' : 'text'}
          value={shown}
          isReadOnly
        />
      </div>
    </div>
  );
}

function download(parts: readonly string[], name: string): void {
  const address = URL.createObjectURL(new Blob([...parts], { type: 'text/plain;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
