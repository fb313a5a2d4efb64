import type { Call } from '@jackfield/contracts';
import { Loader, SegmentedControl } from '@mantine/core';
import { IconTable } from '@tabler/icons-react';
import { useEffect, useMemo, useState } from 'react';
import { CodeEditor } from '../../../components/code-editor/code-editor.tsx';
import { CopyButton } from '../../../components/copy-button.tsx';
import { EmptyState } from '../../../components/empty-state.tsx';
import { FileView, type ReceivedFile } from '../../../components/file-view/file-view.tsx';
import { JsonView } from '../../../components/json-tree/json-view.tsx';
import { Notice } from '../../../components/notice.tsx';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { RunErrorView } from '../../../components/run-error/run-error-view.tsx';
import { StatusBadge } from '../../../components/status-badge.tsx';
import { StreamView } from '../../../components/stream-view/stream-view.tsx';
import { Tag } from '../../../components/tag.tsx';
import { parseExactJson } from '../../../lib/exact-json.ts';
import { byteWords, durationWords } from '../../../lib/figures.ts';
import { prettyJson } from '../../../lib/pretty-json.ts';
import { EMPTY_STREAM, streamPhase } from '../../../lib/stream-state.ts';
import type { HandRun, HandRunResult } from '../hooks/use-hand-run.ts';
import { columnsOf, findRows, isObject } from '../model/find-rows.ts';
import { RowsCards } from './rows-cards.tsx';
import { RowsTable } from './rows-table.tsx';
import classes from './usage-result.module.css';

/** What came back, as what it is: rows, an object, a file, or why there is nothing. */
export function UsageResult({ run, call }: { run: HandRun; call: Call }) {
  const isStream = call.document.responseType === 'stream';
  return (
    <>
      <div className={classes.status} role="status">
        <StatusWords run={run} />
      </div>
      <div
        className={classes.body}
        data-old={(run.running !== null && !isStream) || undefined}
        aria-busy={run.running !== null}
      >
        {run.problem !== null && (
          <div className={classes.notice}>
            <ProblemNotice error={run.problem} fields={run.problem.errors.map(({ path }) => path.join('.'))} />
          </div>
        )}
        {run.result !== null && !(isStream && (run.running !== null || run.isCancelled)) && (
          <Result result={run.result} call={call} />
        )}
        {isStream && (run.running !== null || run.stream !== EMPTY_STREAM) && <StreamOf run={run} />}
        {run.result === null && run.problem === null && run.running === null && (
          <EmptyState icon={<IconTable size={20} stroke={1.5} />} title="No result yet">
            Fill in the inputs and press Run. What the API sends is shown here.
          </EmptyState>
        )}
      </div>
    </>
  );
}

function StreamOf({ run: { running, result, stream, isCancelled } }: { run: HandRun }) {
  const isComplete = !isCancelled && result?.end.error === null;
  const phase = streamPhase(stream, { isRunning: running !== null, isComplete });
  return <StreamView stream={stream} phase={phase} onTextPath={null} />;
}

function StatusWords({ run }: { run: HandRun }) {
  if (run.running !== null) return <Running key="running" />;
  if (run.isCancelled) return <span className={classes.quiet}>Cancelled</span>;
  if (run.problem !== null) return <Tag color="red">Not run</Tag>;
  if (run.result === null) return <span className={classes.quiet}>Not run yet</span>;
  const { end } = run.result;
  return (
    <>
      {end.status === null ? (
        <Tag color="red">{end.error?.kind ?? end.outcome}</Tag>
      ) : (
        <StatusBadge status={end.status} statusText={end.statusText} />
      )}
      <span className={classes.quiet}>
        {durationWords(end.timing.totalMs)}
        {end.status !== null && ` · ${byteWords(end.sizeBytes)}`}
        {end.attempts > 1 && ` · ${end.attempts} tries`}
      </span>
    </>
  );
}

function Running() {
  const [startedAt] = useState(() => performance.now());
  const [elapsedMs, setElapsedMs] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setElapsedMs(performance.now() - startedAt), 100);
    return () => clearInterval(timer);
  }, [startedAt]);
  return (
    <>
      <Loader size={14} />
      <span>Running…</span>
      <span className={classes.quiet} aria-hidden>
        {(elapsedMs / 1_000).toFixed(1)} s
      </span>
    </>
  );
}

/** More than this is not read on the page itself, which would stand still. */
const LARGE_CHARS = 1_000_000;

function Result({ result: { end, parts, chars }, call }: { result: HandRunResult; call: Call }) {
  const isLarge = chars > LARGE_CHARS && !isFileType(call);
  const text = useMemo(() => (isLarge ? '' : parts.join('')), [isLarge, parts]);
  return (
    <>
      {end.error !== null && <RunErrorView error={end.error} />}
      {end.error !== null && <p className={classes.nothing}>{answeredWords(end.answeredStatus)}</p>}
      {end.error === null && !end.ok && (
        <div className={classes.notice}>
          <Notice kind="warning" title={`The API answered ${end.status}`}>
            <p>{answeredWords(end.answeredStatus)}</p>
          </Notice>
        </div>
      )}
      {end.warnings.map((warning) => (
        <div key={warning} className={classes.notice}>
          <Notice kind="warning">
            <p>{warning}</p>
          </Notice>
        </div>
      ))}
      {end.rawBody !== null && <pre className={classes.raw}>{end.rawBody}</pre>}
      {isLarge && <JsonView parts={parts} />}
      {text !== '' && text !== 'null' && <Data text={text} call={call} />}
      {end.ok && !isLarge && (text === '' || text === 'null') && call.document.responseType !== 'stream' && (
        <p className={classes.nothing}>The API answered {end.status}, without data.</p>
      )}
    </>
  );
}

function answeredWords(status: number): string {
  return status === 200
    ? 'A caller gets the same with 200 and ok: false, and goes on.'
    : `A caller gets the same with ${status}, and stops here.`;
}

function Data({ text, call }: { text: string; call: Call }) {
  const parts = useMemo(() => [text], [text]);
  const data = useMemo(() => parseExactJson(text), [text]);
  const found = useMemo(() => findRows(data), [data]);
  const columns = useMemo(
    () => (found === null ? [] : columnsOf(found, call.shape?.fields ?? [])),
    [found, call.shape],
  );
  const [view, setView] = useState<string | null>(null);
  const isShown = view === 'json' || view === 'tree' || (view !== null && found !== null);
  const shown = isShown ? view : found === null ? 'json' : 'table';
  if (isFile(data) && isFileType(call)) {
    return <FileView file={data} />;
  }
  return (
    <>
      <div className={classes.tools}>
        <SegmentedControl
          size="xs"
          aria-label="Show as"
          data={[
            ...(found === null
              ? []
              : [
                  { value: 'table', label: 'Table' },
                  { value: 'cards', label: 'Cards' },
                ]),
            { value: 'json', label: 'JSON' },
            { value: 'tree', label: 'Tree' },
          ]}
          value={shown}
          onChange={setView}
        />
        <span className={`${classes.quiet} ${classes.count}`}>
          {found !== null && (
            <>
              {found.rows.length.toLocaleString()} {found.rows.length === 1 ? 'row' : 'rows'}
              {found.pointer !== '' && (
                <>
                  {' '}
                  in <code>{found.pointer.slice(1).replaceAll('/', '.')}</code>
                </>
              )}
            </>
          )}
        </span>
        <CopyButton text={text} label="Copy the data as JSON" />
      </div>
      {found !== null && shown === 'table' && <RowsTable columns={columns} rows={found.rows} />}
      {found !== null && shown === 'cards' && <RowsCards columns={columns} rows={found.rows} />}
      {shown === 'json' && <PrettyJson text={text} />}
      {shown === 'tree' && <JsonView parts={parts} />}
    </>
  );
}

function PrettyJson({ text }: { text: string }) {
  const pretty = useMemo(() => prettyJson(text), [text]);
  return (
    <div className={classes.editor}>
      <CodeEditor label="Data of the result" language="json" value={pretty} isReadOnly />
    </div>
  );
}

function isFileType({ document }: Call): boolean {
  return document.responseType === 'image' || document.responseType === 'file';
}

function isFile(data: unknown): data is ReceivedFile {
  return isObject(data) && typeof data.base64 === 'string' && typeof data.contentType === 'string';
}
