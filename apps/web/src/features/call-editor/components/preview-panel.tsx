import type { SentRequest } from '@jackfield/connector';
import { Button } from '@mantine/core';
import { IconAlertCircle, IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { DryRunView } from '../../../components/dry-run-view/dry-run-view.tsx';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { useDryRun } from '../../../lib/use-dry-run.ts';
import { useEditor } from '../hooks/editor-context.ts';
import { filesToSend } from '../hooks/use-test-files.ts';
import { isApiIssue, issueText, type RequestTab, tabOf } from '../model/issues.ts';
import { sentPreview } from '../model/preview-request.ts';
import classes from './preview-panel.module.css';

interface PreviewPanelProps {
  onTab: (tab: RequestTab) => void;
  /** Draws the request; it is drawn the same way after it was sent. */
  drawRequest: (request: SentRequest) => ReactNode;
}

/** What Initialize would send, as one types, and all that is wrong with it. */
export function PreviewPanel({ onTab, drawRequest }: PreviewPanelProps) {
  const { preview, issues, environment } = useEditor();
  const errors = issues.filter(({ severity }) => severity === 'error').length;
  const dry = useDraftDryRun();
  return (
    <div className={classes.panel}>
      {issues.length > 0 ? (
        <section aria-label="What to put right" className={classes.issues}>
          <ul>
            {issues.map((issue) => (
              <li key={`${issue.path.join('.')} ${issue.message}`} data-severity={issue.severity}>
                {issue.severity === 'error' ? (
                  <IconAlertCircle size={14} aria-label="Error" />
                ) : (
                  <IconAlertTriangle size={14} aria-label="Warning" />
                )}
                <span>
                  {issueText(issue)} <Place tab={tabOf(issue)} isApi={isApiIssue(issue)} onTab={onTab} />
                </span>
              </li>
            ))}
          </ul>
        </section>
      ) : (
        <p className={classes.ready}>
          <IconCircleCheck size={14} stroke={1.75} aria-hidden /> Ready to send with the values of {environment.name}.
        </p>
      )}
      <div className={classes.dry}>
        <Button size="xs" variant="default" loading={dry.isPending} onClick={dry.start}>
          Dry run
        </Button>
        <span>
          Asks the server to prepare and check this run: secrets, where they may go, the key. Nothing is sent.
        </span>
      </div>
      <ProblemNotice error={dry.error} />
      {dry.result !== null && <DryRunView dryRun={dry.result} />}
      {dry.result === null &&
        (preview.ok
          ? drawRequest(sentPreview(preview.request))
          : errors > 0 && <p className={classes.none}>The request can be shown once this is put right.</p>)}
    </div>
  );
}

/** Of the saved draft, so what is typed is saved first; its result stands until something is changed. */
function useDraftDryRun() {
  const { call, api, session, environment, testFiles, endUser } = useEditor();
  const { mutate, data, error, isPending } = useDryRun(call.id);
  const [asked, setAsked] = useState<{ draft: unknown; environmentId: string } | null>(null);
  const isAsked = asked !== null && asked.draft === session.draft && asked.environmentId === environment.id;
  const start = async () => {
    if ((await session.flush()) === null) return;
    setAsked({ draft: session.draft, environmentId: environment.id });
    const inputs = [...session.draft.document.inputs, ...api.document.inputs];
    const ofUser = endUser?.user ? { user: endUser.user } : {};
    mutate({ body: { environmentId: environment.id, ...ofUser }, files: filesToSend(testFiles.files, inputs) });
  };
  return { start: () => void start(), isPending, error, result: isAsked ? (data ?? null) : null };
}

function Place({ tab, isApi, onTab }: { tab: RequestTab | null; isApi: boolean; onTab: (tab: RequestTab) => void }) {
  const { api, project } = useEditor();
  if (isApi) {
    return (
      <Link
        to="/projects/$projectId/apis/$apiId"
        params={{ projectId: project.id, apiId: api.id }}
        className={classes.go}
      >
        {`Open ${api.name}`}
      </Link>
    );
  }
  if (tab === null) return null;
  return (
    <button type="button" className={classes.go} onClick={() => onTab(tab)}>
      {`Show ${tab}`}
    </button>
  );
}
