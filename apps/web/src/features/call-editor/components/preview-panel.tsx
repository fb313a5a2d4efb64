import type { SentRequest } from '@jackfield/connector';
import { IconAlertCircle, IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useEditor } from '../hooks/editor-context.ts';
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
      {preview.ok
        ? drawRequest(sentPreview(preview.request))
        : errors > 0 && <p className={classes.none}>The request can be shown once this is put right.</p>}
    </div>
  );
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
