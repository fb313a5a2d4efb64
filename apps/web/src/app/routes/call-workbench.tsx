import type { Api, Call, EndpointResponse, Environment, listValues, Project } from '@jackfield/contracts';
import { Button } from '@mantine/core';
import { IconBolt } from '@tabler/icons-react';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useDeferredValue, useMemo } from 'react';
import { newId } from '../../components/row-editor/new-id.ts';
import { SplitPanes } from '../../components/split-panes/split-panes.tsx';
import { CallHeader } from '../../features/call-editor/components/call-header.tsx';
import { MergeNotice } from '../../features/call-editor/components/merge-notice.tsx';
import { PreviewPanel } from '../../features/call-editor/components/preview-panel.tsx';
import { RequestPane } from '../../features/call-editor/components/request-pane.tsx';
import { SaveProblem } from '../../features/call-editor/components/save-problem.tsx';
import { RunButton, UrlBar } from '../../features/call-editor/components/url-bar.tsx';
import { UseIt } from '../../features/call-editor/components/use-it.tsx';
import { type Editor, EditorProvider } from '../../features/call-editor/hooks/editor-context.ts';
import { useCallSession } from '../../features/call-editor/hooks/use-call-session.ts';
import { useEditorKeys } from '../../features/call-editor/hooks/use-editor-keys.ts';
import { pasteUrl, setField } from '../../features/call-editor/model/commands.ts';
import { REQUEST_TABS, type RequestTab, tabOf } from '../../features/call-editor/model/issues.ts';
import { previewRequest } from '../../features/call-editor/model/preview-request.ts';
import { ConfirmOrigin } from '../../features/initialize/components/confirm-origin.tsx';
import { RequestView } from '../../features/initialize/components/exchange-views.tsx';
import { ResponsePane } from '../../features/initialize/components/response-pane.tsx';
import { useInitialization } from '../../features/initialize/hooks/use-initialization.ts';
import { RESPONSE_VIEWS, type ResponseView } from '../../features/initialize/model/views.ts';
import { useTreeChanges } from '../../features/projects/hooks/use-tree-changes.tsx';
import classes from './call-page.module.css';

interface CallWorkbenchProps {
  project: Project;
  environment: Environment;
  api: Api;
  call: Call;
  values: EndpointResponse<typeof listValues>;
}

/** The open call: what is sent on the left, what comes back on the right. */
export function CallWorkbench({ project, environment, api, call, values }: CallWorkbenchProps) {
  const inherited = useMemo(() => new Set(api.document.inputs.map(({ name }) => name)), [api]);
  const session = useCallSession(call, inherited);
  const { tab, view, show } = useCallAddress();
  const isReadOnly = project.role === 'viewer';
  const document = useDeferredValue(session.draft.document);
  const { result, issues } = useMemo(
    () =>
      previewRequest({
        api: api.document,
        apiId: api.id,
        callId: call.id,
        call: document,
        environmentId: environment.id,
        variables: values.variables,
        secrets: values.secrets,
      }),
    [api, call.id, document, environment.id, values],
  );
  const { initialization, start } = useRun(call, environment, session, () => {
    if (view === 'preview') show({ view: undefined });
  });
  const { copyCall, removeCall } = useTreeChanges(project.id);
  const summary = { ...call, method: document.method, useAs: document.useAs };
  const isRunning = initialization.run.status === 'running';
  const refusal = isReadOnly ? 'Your role may look, not run.' : null;
  useEditorKeys({
    run: () => refusal === null && !isRunning && start(),
    save: () => void session.flush(),
    undo: session.undo,
    redo: session.redo,
    duplicate: () => !isReadOnly && copyCall.mutate(summary),
  });
  const editor: Editor = {
    project,
    environment,
    api,
    call,
    session,
    preview: result,
    issues,
    secrets: values.secrets,
    isReadOnly,
  };
  const base = api.document.baseUrls[environment.id] ?? '';
  const error = initialization.run.end?.error ?? null;
  const isAboutInputs = error?.kind === 'input' && issues.some((issue) => tabOf(issue) === 'inputs');

  return (
    <EditorProvider value={editor}>
      <div className={classes.page}>
        <div className={classes.top}>
          <CallHeader onDuplicate={() => copyCall.mutate(summary)} onDelete={() => removeCall.mutate(summary)}>
            <UseIt />
          </CallHeader>
          <UrlBar
            method={session.draft.document.method}
            url={session.draft.document.url}
            base={{
              url: base,
              environmentName: environment.name,
              editLink: (
                <Link
                  to="/projects/$projectId/apis/$apiId"
                  params={{ projectId: project.id, apiId: api.id }}
                  className={classes.missing}
                >
                  Set a base URL for {environment.name}
                </Link>
              ),
            }}
            issues={issues}
            isReadOnly={isReadOnly}
            onMethod={(method) => session.run(setField('method', method), 'method')}
            onUrl={(url) => session.run(setField('url', url), 'url')}
            onPasteUrl={(pasted) => session.run(pasteUrl(pasted, base, newId))}
            onLeave={session.leave}
            action={
              <RunButton isRunning={isRunning} refusal={refusal} onStart={start} onCancel={initialization.cancel} />
            }
          />
          {session.draft.document.useAs !== 'data' && (
            <p className={classes.warning}>
              <IconBolt size={14} stroke={1.75} aria-hidden />
              This call does something: Initialize sends it once, for real, with the values of {environment.name}.
            </p>
          )}
          <SaveProblem />
          <MergeNotice />
        </div>
        <SplitPanes
          name="call"
          firstLabel="Request"
          secondLabel="Response"
          first={<RequestPane tab={tab} onTab={(next) => show({ tab: next })} />}
          second={
            <ResponsePane
              call={call}
              initialization={initialization}
              canEdit={!isReadOnly}
              view={view}
              onView={(next) => show({ view: next })}
              preview={
                <PreviewPanel
                  onTab={(next) => show({ tab: next })}
                  drawRequest={(request) => (
                    <RequestView request={request} lead="As it will be sent; secrets are drawn as names." />
                  )}
                />
              }
              remedy={
                error &&
                (isAboutInputs ? (
                  <Button variant="default" size="xs" w="fit-content" onClick={() => show({ tab: 'inputs' })}>
                    Show the inputs
                  </Button>
                ) : (
                  <>
                    <ConfirmOrigin
                      error={error}
                      where={{ projectId: project.id, environmentId: environment.id, apiId: api.id, callId: call.id }}
                      secrets={values.secrets}
                      onConfirmed={start}
                    />
                    {error.kind === 'config' && issues.length > 0 && (
                      <Button variant="default" size="xs" w="fit-content" onClick={() => show({ view: 'preview' })}>
                        See what is missing
                      </Button>
                    )}
                  </>
                ))
              }
            />
          }
        />
      </div>
    </EditorProvider>
  );
}

/** The tabs in the address, so that they can be shared; what the address does not know is ignored. */
function useCallAddress() {
  const search = useSearch({ from: '/signed-in/projects/$projectId/calls/$callId' });
  const navigate = useNavigate();
  const tab: RequestTab = REQUEST_TABS.find((each) => each === search.tab) ?? 'parameters';
  const view: ResponseView | null = RESPONSE_VIEWS.find((each) => each === search.view) ?? null;
  const show = (change: { tab?: RequestTab; view?: ResponseView | undefined }) =>
    void navigate({ to: '.', search: (previous) => ({ ...previous, ...change }), replace: true, resetScroll: false });
  return { tab, view, show };
}

/** Initialize: what is typed is saved first, since the server runs what it has. */
function useRun(call: Call, environment: Environment, session: ReturnType<typeof useCallSession>, onStart: () => void) {
  const initialization = useInitialization(call.id);
  const start = async () => {
    onStart();
    const saved = await session.flush();
    if (saved !== null) initialization.start({ environmentId: environment.id, version: saved.version });
    else initialization.fail('What you typed could not be saved, so nothing was sent. See the top right for why.');
  };
  return { initialization, start: () => void start() };
}
