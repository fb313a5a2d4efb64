import type { FieldChoice, FieldChoices, ShapeField } from '@jackfield/shape';
import { Button } from '@mantine/core';
import { IconListTree, IconPlayerPlay } from '@tabler/icons-react';
import { EmptyState } from '../../../components/empty-state.tsx';
import { Notice } from '../../../components/notice.tsx';
import { refusalHint } from '../model/refusal-words.ts';
import type { ResponseView } from '../model/views.ts';
import { ChangeList } from './change-list.tsx';
import { HeadersView, RequestView, TimingView } from './exchange-views.tsx';
import { RawView } from './raw-view.tsx';
import classes from './response-pane.module.css';
import type { ResponsePaneProps } from './response-pane.tsx';
import { RunErrorView } from './run-error-view.tsx';
import { StructuredView } from './structured-view.tsx';

interface ResponseViewContentProps extends ResponsePaneProps {
  view: ResponseView;
  choices: FieldChoices;
  onChoose: ((field: ShapeField, change: FieldChoice) => void) | null;
}

/** What stands under the chosen tab. */
export function ResponseViewContent(props: ResponseViewContentProps) {
  const { view, call, preview } = props;
  const { run } = props.initialization;
  switch (view) {
    case 'preview':
      return preview;
    case 'structured':
      return <Structured {...props} />;
    case 'raw':
      if (run.head === null) return <NothingYet isRunning={run.status === 'running'} />;
      return (
        <>
          <Refusal {...props} />
          <RawView parts={run.body} kind={run.end?.bodyKind ?? 'text'} fileName={call.slug} />
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

function Structured(props: ResponseViewContentProps) {
  const { call, choices, onChoose, remedy } = props;
  const { run } = props.initialization;
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
  const fields = run.shape?.fields ?? (run.status === 'running' ? null : (call.shape?.fields ?? null));
  if (fields === null)
    return run.end === null ? <NothingYet isRunning={run.status === 'running'} /> : <Refusal {...props} />;
  return (
    <>
      <Refusal {...props} />
      {run.end?.warnings.map((warning) => (
        <div key={warning} className={classes.notice}>
          <Notice kind="warning">
            <p>{warning}</p>
          </Notice>
        </div>
      ))}
      <ChangeList changes={run.shape?.changes ?? []} />
      <StructuredView fields={fields} choices={choices} onChoose={onChoose} />
    </>
  );
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
          <strong>One thing to try:</strong> {refusalHint(run.end.status)} A shape is learned from a 2xx only.
        </p>
      </Notice>
    </div>
  );
}

function NothingYet({ isRunning }: { isRunning: boolean }) {
  if (isRunning) return <div className={classes.waiting} aria-hidden />;
  return (
    <EmptyState icon={<IconListTree size={20} stroke={1.5} />} title="Nothing to show yet">
      Press <IconPlayerPlay size={12} aria-hidden /> <strong>Initialize call</strong>: Jackfield sends the request once,
      for real, and learns the shape of the answer.
    </EmptyState>
  );
}
