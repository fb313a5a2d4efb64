import type { ApiSummary, Project } from '@jackfield/contracts';
import { Link } from '@tanstack/react-router';
import { MethodBadge } from '../../../components/method-badge.tsx';
import classes from './call-list.module.css';
import { CallMarks } from './call-marks.tsx';

/** The calls of an API, each with the end of the address it is run at; what they have in common is said above them. */
export function CallList({ project, api }: { project: Project; api: ApiSummary }) {
  return (
    <ul className={classes.calls}>
      {api.calls.map((call) => (
        <li key={call.id}>
          <Link
            to="/projects/$projectId/calls/$callId"
            params={{ projectId: project.id, callId: call.id }}
            className={classes.call}
          >
            <MethodBadge method={call.method} isShort />
            <span className={classes.callName}>{call.name}</span>
            <code className={classes.address}>
              <span className="jf-visually-hidden">{`/run/v1/${project.slug}/${api.slug}`}</span>/{call.slug}
            </code>
            <CallMarks useAs={call.useAs} initialization={call.initialization} />
          </Link>
        </li>
      ))}
    </ul>
  );
}
