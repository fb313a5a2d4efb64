import type { FieldChoice, FieldChoices, ShapeField } from '@jackfield/shape';
import { Button } from '@mantine/core';
import { IconListTree, IconPlayerPlay } from '@tabler/icons-react';
import { useState } from 'react';
import { EmptyState } from '../../../components/empty-state.tsx';
import { FileView } from '../../../components/file-view/file-view.tsx';
import { JsonView } from '../../../components/json-tree/json-view.tsx';
import { Notice } from '../../../components/notice.tsx';
import { HeadersView } from '../../../components/request-view/headers-view.tsx';
import { RequestView } from '../../../components/request-view/request-view.tsx';
import { RunErrorView } from '../../../components/run-error/run-error-view.tsx';
import { ListSkeleton } from '../../../components/skeletons.tsx';
import { StreamView } from '../../../components/stream-view/stream-view.tsx';
import { TimingView } from '../../../components/timing-view/timing-view.tsx';
import { EMPTY_STREAM, streamPhase } from '../../../lib/stream-state.ts';
import { refusalHint } from '../model/refusal-words.ts';
import { valueAt } from '../model/value-at.ts';
import type { ResponseView } from '../model/views.ts';
import { ChangeList } from './change-list.tsx';
import { RawView } from './raw-view.tsx';
import classes from './response-pane.module.css';
import type { Leaf, ResponsePaneProps } from './response-pane.tsx';
import { ShapeChoice, type ShownShape } from './shape-choice.tsx';
import { ShapeHeaders } from './shape-headers.tsx';
import { StructuredView } from './structured-view.tsx';

interface ResponseViewContentProps extends ResponsePaneProps {
  view: ResponseView;
  choices: FieldChoices;
  /** Of the pending shape, with what was opened since. */
  fields: readonly ShapeField[];
  onChoose: ((field: ShapeField, change: FieldChoice) => void) | null;
}

/** What stands under the chosen tab. */
export function ResponseViewContent(props: ResponseViewContentProps) {
  const { view, call, preview } = props;
  const { run } = props.initialization;
  switch (view) {
    case 'preview':
      return preview;
    case 'stream':
      return <Stream {...props} />;
    case 'structured':
      return <Structured {...props} />;
    case 'tree':
      return <Tree {...props} />;
    case 'raw':
      if (run.head === null) return <NothingYet isRunning={run.status === 'running'} />;
      return (
        <>
          <Refusal {...props} />
          <RawView
            parts={run.body}
            chars={run.bodyChars}
            kind={run.end?.bodyKind ?? 'text'}
            headers={run.head.headers}
            fileName={call.slug}
          />
        </>
      );
    case 'headers':
      if (run.head === null) return <NothingYet isRunning={run.status === 'running'} />;
      return (
        <div className={classes.scroll}>
          <HeadersView headers={run.head.headers} label="Headers of the response" />
        </div>
      );
    case 'request': {
      const request = run.end?.request ?? null;
      if (request === null) return <NothingYet isRunning={run.status === 'running'} />;
      return (
        <div className={classes.scroll}>
          <RequestView request={request} lead="As it was sent; what is secret is masked." />
        </div>
      );
    }
    case 'timing':
      if (run.end === null) return <NothingYet isRunning={run.status === 'running'} />;
      return <TimingView timing={run.end.timing} attempts={run.end.attempts} />;
  }
}

function Tree(props: ResponseViewContentProps) {
  const { run } = props.initialization;
  // What still arrives is no whole JSON yet.
  if (run.end === null) return <NothingYet isRunning={run.status === 'running'} />;
  if (run.end.bodyKind !== 'json') {
    return <p className={classes.remark}>Only JSON has a tree. What came is in Raw.</p>;
  }
  return (
    <>
      <Refusal {...props} />
      <JsonView parts={run.body} />
    </>
  );
}

function Stream(props: ResponseViewContentProps) {
  const { run } = props.initialization;
  const isRunning = run.status === 'running';
  if (run.stream === EMPTY_STREAM && !isRunning) return <Structured {...props} />;
  const error = run.end?.error ?? null;
  const isComplete = run.status === 'done' && error === null;
  return (
    <>
      {error !== null && <RunErrorView error={error} action={props.remedy} />}
      <Warnings {...props} />
      <StreamView
        stream={run.stream}
        phase={streamPhase(run.stream, { isRunning, isComplete })}
        onTextPath={props.onTextPath}
      />
    </>
  );
}

function Warnings({ initialization: { run } }: ResponseViewContentProps) {
  return run.end?.warnings.map((warning) => (
    <div key={warning} className={classes.notice}>
      <Notice kind="warning">
        <p>{warning}</p>
      </Notice>
    </div>
  ));
}

function Structured(props: ResponseViewContentProps) {
  const { call, choices, onChoose, remedy, canEdit } = props;
  const [chosen, setShown] = useState<ShownShape | null>(null);
  const { run } = props.initialization;
  const isRefused = run.end !== null && !run.end.ok && call.errorShape !== null;
  const shown = chosen ?? (isRefused ? 'error' : 'success');
  if (run.status === 'broken') {
    return (
      <div className={classes.notice}>
        <Notice kind="error" title="The call was not run">
          <p>{run.message}</p>
        </Notice>
      </div>
    );
  }
  const error = run.end?.error ?? null;
  if (error !== null) {
    const showsRaw = run.bodyChars > 0;
    return (
      <RunErrorView
        error={error}
        action={
          <>
            {remedy}
            {showsRaw && (
              <Button variant="default" size="xs" w="fit-content" onClick={() => props.onView('raw')}>
                Show the raw response
              </Button>
            )}
          </>
        }
      />
    );
  }
  const saved = shown === 'error' && call.errorShape !== null ? call.errorShape : call.shape;
  const isRunning = run.status === 'running';
  const shape = run.shape ?? (isRunning ? null : saved);
  const isOfError = run.shape === null ? shown === 'error' : run.shape.errorStatus !== null;
  const choice = run.shape === null && !isRunning && (
    <ShapeChoice call={call} shown={shown} canEdit={canEdit} onShow={setShown} />
  );
  if (shape === null) {
    return (
      <>
        {choice}
        {run.end === null ? (
          <NothingYet isRunning={isRunning} onEnter={canEdit ? props.onEnter : null} />
        ) : (
          <Refusal {...props} />
        )}
      </>
    );
  }
  return (
    <>
      <Refusal {...props} />
      <Warnings {...props} />
      {run.file && <FileView file={run.file} />}
      {choice}
      <ChangeList changes={run.shape?.changes ?? []} />
      <ShapeHeaders schema={shape.schema} />
      <StructuredView
        fields={isOfError ? shape.fields.map(withoutOpening) : run.shape === null ? shape.fields : props.fields}
        choices={choices}
        onChoose={onChoose}
        onUse={run.bodyChars > 0 && canEdit ? (field) => props.onUse(leafOf(props, field)) : null}
      />
    </>
  );
}

function leafOf({ initialization: { run } }: ResponseViewContentProps, { pointer, examples }: ShapeField): Leaf {
  return { pointer, text: valueAt(run.body, run.bodyChars, pointer) ?? examples[0] ?? '' };
}

/** A refusal is given back as it is: no text of it is opened. */
function withoutOpening(field: ShapeField): ShapeField {
  return { ...field, holdsJson: false };
}

/** An answer other than 2xx is shown in full, but no shape is learned from it. */
function Refusal({ initialization: { run }, view, onView }: ResponseViewContentProps) {
  if (run.end === null || run.end.status === null || run.end.ok || run.end.error !== null) return null;
  return (
    <div className={classes.notice}>
      <Notice
        kind="warning"
        title={`The API answered ${run.end.status}`}
        actions={
          view !== 'raw' &&
          run.bodyChars > 0 && (
            <Button variant="default" size="xs" onClick={() => onView('raw')}>
              Show the raw response
            </Button>
          )
        }
      >
        <p>
          <strong>One thing to try:</strong> {refusalHint(run.end.status)}{' '}
          {run.shape !== null &&
            'If this is how the API refuses, keep it as the error shape: then errors have types too.'}
        </p>
      </Notice>
    </div>
  );
}

function NothingYet({ isRunning, onEnter = null }: { isRunning: boolean; onEnter?: (() => void) | null }) {
  if (isRunning) {
    return (
      <div className={classes.waiting} aria-hidden>
        <ListSkeleton rows={8} />
      </div>
    );
  }
  return (
    <EmptyState icon={<IconListTree size={20} stroke={1.5} />} title="Nothing to show yet">
      Press <IconPlayerPlay size={12} aria-hidden /> <strong>Initialize call</strong>: Jackfield sends the request once,
      for real, and learns the shape of the answer.
      {onEnter !== null && (
        <>
          <br />
          <Button mt="sm" size="xs" variant="default" onClick={onEnter}>
            Enter a response by hand
          </Button>
        </>
      )}
    </EmptyState>
  );
}
