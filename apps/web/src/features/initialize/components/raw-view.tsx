import type { HeaderList } from '@jackfield/connector';
import { Button, SegmentedControl, Switch } from '@mantine/core';
import { useClipboard, useLocalStorage } from '@mantine/hooks';
import { IconCheck, IconCopy, IconDownload, IconSearch } from '@tabler/icons-react';
import { type ReactNode, useMemo, useRef, useState } from 'react';
import { CodeEditor } from '../../../components/code-editor/code-editor.tsx';
import type { CodeEditorHandle } from '../../../components/code-editor/code-languages.ts';
import { EmptyState } from '../../../components/empty-state.tsx';
import { downloadText } from '../../../lib/download-text.ts';
import { prettyJson } from '../../../lib/pretty-json.ts';
import { useAfterPaint } from '../../../lib/use-after-paint.ts';
import { bodyForm, PART_CHARS, stretchOf, WHOLE_CHARS_MAX } from '../model/body-text.ts';
import { RawParts } from './raw-parts.tsx';
import classes from './response-pane.module.css';

interface RawViewProps {
  parts: readonly string[];
  chars: number;
  kind: 'json' | 'text' | 'binary' | 'none';
  headers: HeaderList;
  /** Of the file, without its ending. */
  fileName: string;
}

/** The body as it came, masked; JSON laid out on wish. */
export function RawView({ parts, chars, kind, headers, fileName }: RawViewProps) {
  const [layout, setLayout] = useLocalStorage<'pretty' | 'sent'>({ key: 'jackfield.layout', defaultValue: 'pretty' });
  const [wrapsLines, setWrapsLines] = useLocalStorage({ key: 'jackfield.wraps', defaultValue: true });
  const handle = useRef<CodeEditorHandle>(null);
  const form = bodyForm(headers, kind === 'json');
  const [start, setStart] = useState(0);
  // Of a body that still arrives, no more is joined than is shown.
  const isCut = chars > WHOLE_CHARS_MAX;
  const { text } = useMemo(() => stretchOf(parts, start, isCut ? PART_CHARS : chars), [parts, chars, start, isCut]);
  // What begins in the middle cannot be laid out.
  const isPretty = kind === 'json' && layout === 'pretty' && start === 0;
  const shown = useMemo(() => (isPretty ? prettyJson(text) : text), [text, isPretty]);
  // The tools are drawn in one turn of the page, the editor is made in the next and given its text in another: all at
  // once are felt.
  const hasEditor = useAfterPaint(true, false);
  const drawn = useAfterPaint(hasEditor ? shown : '', '');
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
          <SegmentedControl
            size="xs"
            aria-label="Layout"
            data={[
              { value: 'pretty', label: 'Pretty' },
              { value: 'sent', label: 'As sent' },
            ]}
            value={layout}
            onChange={setLayout}
          />
        )}
        <Switch
          size="xs"
          label="Wrap"
          checked={wrapsLines}
          onChange={(event) => setWrapsLines(event.currentTarget.checked)}
        />
        <span className={classes.spacer} />
        <Tool icon={<IconSearch size={14} aria-hidden />} name="Search" onClick={() => handle.current?.find()} />
        <CopyBody textOf={() => (isCut ? parts.join('') : shown)} />
        <Tool
          icon={<IconDownload size={14} aria-hidden />}
          name="Download"
          onClick={() => downloadText(parts, { name: `${fileName}.${form.extension}`, type: form.type })}
        />
      </div>
      {isCut && <RawParts parts={parts} chars={chars} start={start} onStart={setStart} />}
      <div className={classes.editor}>
        {hasEditor && (
          <CodeEditor
            handle={handle}
            label="Body of the response"
            language={form.language}
            value={drawn}
            wrapsLines={wrapsLines}
            isReadOnly
          />
        )}
      </div>
    </div>
  );
}

/** A long body is put together only when it is copied. */
function CopyBody({ textOf }: { textOf: () => string }) {
  const clipboard = useClipboard({ timeout: 1500 });
  return (
    <Tool
      icon={clipboard.copied ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />}
      name={clipboard.copied ? 'Copied' : 'Copy'}
      onClick={() => clipboard.copy(textOf())}
    />
  );
}

/** A button that shows its icon alone where there is little room. */
function Tool({ icon, name, onClick }: { icon: ReactNode; name: string; onClick: () => void }) {
  return (
    <Button
      size="compact-sm"
      variant="subtle"
      color="gray"
      classNames={{ section: classes.toolIcon ?? '' }}
      leftSection={icon}
      title={name}
      onClick={onClick}
    >
      <span className={classes.toolName} aria-live="polite">
        {name}
      </span>
    </Button>
  );
}
