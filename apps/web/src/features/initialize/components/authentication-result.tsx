import { Tabs } from '@mantine/core';
import { useState } from 'react';
import { Notice } from '../../../components/notice.tsx';
import { HeadersView } from '../../../components/request-view/headers-view.tsx';
import { RequestView } from '../../../components/request-view/request-view.tsx';
import { RunErrorView } from '../../../components/run-error/run-error-view.tsx';
import { TimingView } from '../../../components/timing-view/timing-view.tsx';
import type { RunState } from '../model/run-state.ts';
import { RawView } from './raw-view.tsx';
import classes from './response-pane.module.css';
import { RunStatus } from './run-status.tsx';

const VIEWS = ['answer', 'headers', 'request', 'timing'] as const;
type View = (typeof VIEWS)[number];
const LABELS: Record<View, string> = { answer: 'Answer', headers: 'Headers', request: 'Request', timing: 'Timing' };

/** What the provider was sent and answered when the authentication was tried by itself. */
export function AuthenticationResult({ run }: { run: RunState }) {
  const [view, setView] = useState<View>('answer');
  return (
    <div className={classes.authentication}>
      <RunStatus run={run} call={null} />
      {run.status === 'broken' && (
        <Notice kind="error" title="The authentication was not tried">
          <p>{run.message}</p>
        </Notice>
      )}
      {run.end?.error && <RunErrorView error={run.end.error} />}
      {run.end?.warnings.map((warning) => (
        <Notice key={warning} kind="warning">
          <p>{warning}</p>
        </Notice>
      ))}
      {run.end?.request && (
        <Tabs
          value={view}
          onChange={(value) => setView(VIEWS.find((each) => each === value) ?? 'answer')}
          keepMounted={false}
        >
          <Tabs.List>
            {VIEWS.map((each) => (
              <Tabs.Tab key={each} value={each}>
                {LABELS[each]}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          <Tabs.Panel value={view}>
            <ViewContent run={run} view={view} />
          </Tabs.Panel>
        </Tabs>
      )}
    </div>
  );
}

function ViewContent({ run, view }: { run: RunState; view: View }) {
  const { end, head } = run;
  if (end === null || end.request === null) return null;
  switch (view) {
    case 'answer':
      return head === null ? (
        <p className={classes.remark}>Nothing was answered.</p>
      ) : (
        <div className={classes.answer}>
          <RawView
            parts={run.body}
            chars={run.bodyChars}
            kind={end.bodyKind}
            headers={head.headers}
            fileName="token-answer"
          />
        </div>
      );
    case 'headers':
      return <HeadersView headers={head?.headers ?? []} label="Headers of the answer" />;
    case 'request':
      return <RequestView request={end.request} lead="As it was sent; what is secret is masked." />;
    case 'timing':
      return <TimingView timing={end.timing} attempts={end.attempts} />;
  }
}
