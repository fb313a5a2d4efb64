import type { DocumentIssue } from '@jackfield/connector';
import type { Api, Call, Environment, Project } from '@jackfield/contracts';
import { IconBolt } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { newId } from '../../components/row-editor/new-id.ts';
import { UrlBar } from '../../features/call-editor/components/url-bar.tsx';
import type { CallSession } from '../../features/call-editor/hooks/use-call-session.ts';
import { pasteUrl, setField } from '../../features/call-editor/model/commands.ts';
import { useLatest } from '../../lib/use-latest.ts';
import classes from './call-page.module.css';
import { useOpenImportCurl } from './import-curl.ts';

interface CallLineProps {
  project: Project;
  environment: Environment;
  api: Api;
  call: Call;
  session: CallSession;
  issues: readonly DocumentIssue[];
  isReadOnly: boolean;
  /** What starts and ends a run. */
  action: ReactNode;
}

/** Method and URL of the open call, and a warning where it does something. */
export function CallLine({ project, environment, api, call, session, issues, isReadOnly, action }: CallLineProps) {
  const openImport = useOpenImportCurl();
  const { document } = session.draft;
  const onMethod = useLatest((method: string) => session.run(setField('method', method), 'method'));
  const base = api.document.baseUrls[environment.id] ?? '';
  return (
    <>
      <UrlBar
        method={document.method}
        url={document.url}
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
        onMethod={onMethod}
        onUrl={(url) => session.run(setField('url', url), 'url')}
        onPasteUrl={(pasted) => session.run(pasteUrl(pasted, base, newId))}
        onPasteCommand={(command) => openImport?.({ command, intoCallId: call.id })}
        onLeave={session.leave}
        action={action}
      />
      {document.useAs !== 'data' && (
        <p className={classes.warning}>
          <IconBolt size={14} stroke={1.75} aria-hidden />
          This call does something: Initialize sends it once, for real, with the values of {environment.name}.
        </p>
      )}
    </>
  );
}
