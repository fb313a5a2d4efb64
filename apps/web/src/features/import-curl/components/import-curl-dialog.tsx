import type { Environment, Project } from '@jackfield/contracts';
import { Button, Modal, Textarea } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { MethodBadge } from '../../../components/method-badge.tsx';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { problemAt, toApiProblem } from '../../../lib/api-problem.ts';
import { useImportCurl } from '../hooks/use-import-curl.ts';
import { describeCommand } from '../model/describe-command.ts';
import classes from './import-curl-dialog.module.css';
import { ImportReport } from './import-report.tsx';

/** What the dialog opens with. */
export interface ImportStart {
  command: string;
  /** The open call, which is filled if it is still empty. */
  intoCallId?: string;
}

interface ImportCurlDialogProps {
  project: Project;
  /** Where the command's secrets are kept. */
  environment: Environment;
  start: ImportStart;
  onClose(): void;
}

/** A command is pasted, shown as it was understood, imported, and what became of it is said. */
export function ImportCurlDialog({ project, environment, start, onClose }: ImportCurlDialogProps) {
  const [command, setCommand] = useState(start.command);
  const navigate = useNavigate();
  const importing = useImportCurl(project.id);
  const description = describeCommand(command);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (description.kind !== 'right') return;
    const intoCallId = start.intoCallId === undefined ? {} : { intoCallId: start.intoCallId };
    importing.mutate({ command, environmentId: environment.id, ...intoCallId });
  };
  const open = (callId: string) => {
    onClose();
    void navigate({ to: '/projects/$projectId/calls/$callId', params: { projectId: project.id, callId } });
  };
  const refusal = importing.error === null ? null : problemAt(toApiProblem(importing.error), 'command');
  return (
    <Modal
      opened
      onClose={onClose}
      title={importing.isSuccess ? `${importing.data.callName} is ready` : 'Paste a cURL command'}
      size={640}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {importing.isSuccess ? (
        <ImportReport imported={importing.data} onOpen={() => open(importing.data.callId)} />
      ) : (
        <form className={classes.form} onSubmit={submit}>
          {refusal === null && <ProblemNotice error={importing.error} fields={['command']} />}
          <Textarea
            label="Command"
            description={`From an API’s documentation, or a browser’s “Copy as cURL”. Keys in it become secrets of ${environment.name}.`}
            placeholder={"curl 'https://api.example.com/v1/orders' -H 'Authorization: Bearer …'"}
            classNames={{ input: 'jf-mono' }}
            autosize
            minRows={6}
            maxRows={16}
            spellCheck={false}
            data-autofocus
            value={command}
            error={refusal ?? (description.kind === 'wrong' ? description.message : undefined)}
            onChange={(event) => {
              setCommand(event.currentTarget.value);
              importing.reset();
            }}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) submit(event);
            }}
          />
          <div className={classes.foot}>
            <div className={classes.understood} role="status">
              {description.kind === 'right' && (
                <>
                  <MethodBadge method={description.method} />
                  <bdi className={`jf-mono ${classes.url}`}>{description.url}</bdi>
                  {description.parts !== '' && <span className={classes.parts}>{description.parts}</span>}
                </>
              )}
            </div>
            <Button type="submit" loading={importing.isPending} disabled={description.kind !== 'right'}>
              Import
            </Button>
          </div>
        </form>
      )}
    </Modal>
  );
}
