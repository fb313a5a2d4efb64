import { isPerEndUser } from '@jackfield/connector';
import type { Api, Call, EndpointResponse, Environment, listValues, Project } from '@jackfield/contracts';
import { useCallback, useMemo, useState } from 'react';
import { RequestView } from '../../components/request-view/request-view.tsx';
import { RestoredNotice } from '../../components/restored-notice.tsx';
import { SplitPanes } from '../../components/split-panes/split-panes.tsx';
import { CallHeader } from '../../features/call-editor/components/call-header.tsx';
import { MergeNotice } from '../../features/call-editor/components/merge-notice.tsx';
import { PreviewPanel } from '../../features/call-editor/components/preview-panel.tsx';
import { RequestPane } from '../../features/call-editor/components/request-pane.tsx';
import { SaveProblem } from '../../features/call-editor/components/save-problem.tsx';
import { RunButton } from '../../features/call-editor/components/url-bar.tsx';
import { type Editor, EditorProvider } from '../../features/call-editor/hooks/editor-context.ts';
import { useCallSession } from '../../features/call-editor/hooks/use-call-session.ts';
import { useTestFiles } from '../../features/call-editor/hooks/use-test-files.ts';
import { setField } from '../../features/call-editor/model/commands.ts';
import { differInUrlAlone } from '../../features/call-editor/model/draft.ts';
import type { RequestTab } from '../../features/call-editor/model/issues.ts';
import { previewRequest } from '../../features/call-editor/model/preview-request.ts';
import { EnterResponseDialog } from '../../features/initialize/components/enter-response-dialog.tsx';
import { type Leaf, ResponsePane } from '../../features/initialize/components/response-pane.tsx';
import { pathWords } from '../../features/initialize/model/field-words.ts';
import { defaultView, type ResponseView } from '../../features/initialize/model/views.ts';
import { useTreeChanges } from '../../features/projects/hooks/use-tree-changes.tsx';
import { UseIt } from '../../features/usage/components/use-it.tsx';
import { useAfterPaint } from '../../lib/use-after-paint.ts';
import { useEditorKeys } from '../../lib/use-editor-keys.ts';
import { useEndUser } from '../../lib/use-end-user.ts';
import { useLatest } from '../../lib/use-latest.ts';
import { CallLine } from './call-line.tsx';
import classes from './call-page.module.css';
import { RunRemedy } from './run-remedy.tsx';
import { UseAsTestValue } from './use-as-test-value.tsx';
import { useCallAddress } from './use-call-address.ts';
import { useCallCommands } from './use-call-commands.ts';
import { useCallRun } from './use-call-run.ts';

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
  const testFiles = useTestFiles(call.id);
  const deferred = useAfterPaint(session);
  const { document } = deferred.draft;
  // The panels are drawn after the key that was typed in the URL is seen; their own fields are drawn at once.
  const panels = differInUrlAlone(deferred.draft, session.draft) ? deferred : session;
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
        files: testFiles.files,
      }),
    [api, call.id, document, environment.id, values, testFiles.files],
  );
  const [user, setUser] = useEndUser(api.id, environment.id);
  const hasUsers = isPerEndUser(api.document.auth);
  const endUser = useMemo(() => (hasUsers ? { user, onChange: setUser } : null), [hasUsers, user, setUser]);
  const { initialization, start } = useCallRun(
    { call, environment, session, testFiles, sharedInputs: api.document.inputs, user: endUser?.user ?? '' },
    () => {
      if (view === 'preview') show({ view: undefined });
    },
  );
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
  useCallCommands(call.id, isReadOnly, {
    run: () => refusal === null && !isRunning && start(),
    preview: () => show({ view: 'preview' }),
    save: () => void session.flush(),
    undo: session.undo,
    redo: session.redo,
    duplicate: () => copyCall.mutate(summary),
    remove: () => removeCall.mutate(summary),
  });
  const editor = useMemo<Editor>(
    () => ({
      ...{ project, environment, api, call, issues, testFiles, isReadOnly },
      session: panels,
      preview: result,
      secrets: values.secrets,
      endUser,
    }),
    [project, environment, api, call, issues, testFiles, isReadOnly, panels, result, values.secrets, endUser],
  );
  const error = initialization.run.end?.error ?? null;
  // What the pane is given stays the same while the request is typed in, unless it shows the request.
  const shownView = view ?? defaultView(initialization.run, call.shape !== null, document.responseType === 'stream');
  const isPreviewShown = shownView === 'preview';
  const onStart = useLatest(start);
  const onView = useLatest((next: ResponseView) => show({ view: next }));
  const onTextPath = useLatest((textPath: string) => {
    session.run(setField('stream', { ...session.draft.document.stream, textPath }));
    session.leave();
    show({ tab: 'settings' });
  });
  const onTab = useLatest((next: RequestTab) => show({ tab: next }));
  const onDuplicate = useLatest(() => copyCall.mutate(summary));
  const onDelete = useLatest(() => removeCall.mutate(summary));
  const shownDocument = panels.draft.document;
  const header = useMemo(
    () => (
      <CallHeader onDuplicate={onDuplicate} onDelete={onDelete}>
        <UseIt
          {...{ project, environment, api }}
          call={{ ...call, document: shownDocument }}
          as={shownDocument.useAs === 'both' ? 'data' : null}
        />
      </CallHeader>
    ),
    [project, environment, api, call, shownDocument, onDuplicate, onDelete],
  );
  const [leaf, setLeaf] = useState<Leaf | null>(null);
  const [isEntering, setIsEntering] = useState(false);
  const onEnter = useCallback(() => setIsEntering(true), []);

  return (
    <EditorProvider value={editor}>
      <div className={classes.page}>
        <div className={classes.top}>
          {header}
          <CallLine
            {...{ project, environment, api, call, session, issues, isReadOnly }}
            action={
              <RunButton isRunning={isRunning} refusal={refusal} onStart={onStart} onCancel={initialization.cancel} />
            }
          />
          <RestoredNotice restored={session.restored} />
          <SaveProblem />
          <MergeNotice />
        </div>
        <SplitPanes
          name="call"
          firstLabel="Request"
          secondLabel="Response"
          first={<RequestPane tab={tab} onTab={onTab} />}
          second={
            <ResponsePane
              call={call}
              initialization={initialization}
              canEdit={!isReadOnly}
              view={view}
              onView={onView}
              onTextPath={isReadOnly ? null : onTextPath}
              preview={
                isPreviewShown && (
                  <PreviewPanel
                    onTab={(next) => show({ tab: next })}
                    drawRequest={(request) => (
                      <RequestView request={request} lead="As it will be sent; secrets are drawn as names." />
                    )}
                  />
                )
              }
              onUse={setLeaf}
              onEnter={onEnter}
              remedy={
                error && (
                  <RunRemedy
                    {...{ error, issues, show }}
                    secrets={values.secrets}
                    where={{ projectId: project.id, environmentId: environment.id, apiId: api.id, callId: call.id }}
                    onRetry={start}
                  />
                )
              }
            />
          }
        />
      </div>
      {leaf !== null && (
        <UseAsTestValue
          {...{ project, call, session }}
          leaf={{ text: leaf.text, path: pathWords(leaf.pointer) }}
          onClose={() => setLeaf(null)}
        />
      )}
      {isEntering && (
        <EnterResponseDialog
          call={{ ...call, document: session.draft.document }}
          environmentId={environment.id}
          onSaveDraft={session.flush}
          onLearned={(shape) => {
            show({ view: undefined });
            initialization.enter(shape);
          }}
          onClose={() => setIsEntering(false)}
        />
      )}
    </EditorProvider>
  );
}
