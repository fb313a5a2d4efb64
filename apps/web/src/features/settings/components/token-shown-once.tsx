import { type ApiSummary, type Project, RUN_PATH_PREFIX } from '@jackfield/contracts';
import { Button } from '@mantine/core';
import { CopyButton } from '../../../components/copy-button.tsx';
import { Notice } from '../../../components/notice.tsx';
import { ScrollFrame } from '../../../components/scroll-frame.tsx';
import classes from './settings.module.css';

interface TokenShownOnceProps {
  project: Project;
  apis: readonly ApiSummary[];
  value: string;
  name: string;
  onClose(): void;
}

/** The token itself, this one time, and a first run to paste into a terminal. */
export function TokenShownOnce({ project, apis, value, name, onClose }: TokenShownOnceProps) {
  const example = exampleRun(project, apis, value);
  return (
    <section className={classes.card} aria-label={`Token ${name}`}>
      <Notice kind="info" title={`Copy “${name}” now`}>
        <p>It is not shown again; only a digest of it is kept.</p>
      </Notice>
      <div className={classes.copyLine}>
        <code className={classes.value}>{value}</code>
        <CopyButton text={value} label="Copy token" />
      </div>
      <p className={classes.help}>{example.lead}</p>
      <div className={classes.copyLine}>
        <ScrollFrame as="pre" className={classes.code}>
          {example.command}
        </ScrollFrame>
        <CopyButton text={example.command} label="Copy command" />
      </div>
      <div>
        <Button onClick={onClose}>Done</Button>
      </div>
    </section>
  );
}

/** The project's first initialized call, else a call to fill in. */
function exampleRun(project: Project, apis: readonly ApiSummary[], value: string) {
  const calls = apis.flatMap((api) => api.calls.map((call) => ({ api, call })));
  const found = calls.find(({ call }) => call.initialization !== 'never') ?? calls[0];
  const path = found === undefined ? 'my-api/my-call' : `${found.api.slug}/${found.call.slug}`;
  return {
    lead: found === undefined ? 'Run a call with it:' : `Run “${found.api.name} - ${found.call.name}” with it:`,
    command: [
      `curl -X POST ${window.location.origin}${RUN_PATH_PREFIX}${project.slug}/${path}`,
      `  -H "Authorization: Bearer ${value}"`,
      `  -H "Content-Type: application/json"`,
      `  -d '{"inputs": {}}'`,
    ].join(' \\\n'),
  };
}
