import type { ApiSummary, CallSummary, Environment, Project, UsageReason, UsedAs } from '@jackfield/contracts';
import { IconCheck, IconChevronRight } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { MethodBadge } from '../../../components/method-badge.tsx';
import { Tag } from '../../../components/tag.tsx';
import { reasonWords } from '../model/usage-words.ts';
import classes from './usage-list.module.css';

interface UsageLineProps {
  project: Project;
  environment: Environment;
  api: ApiSummary;
  call: CallSummary;
  as: UsedAs;
  reasons: readonly UsageReason[];
}

/** One call: a way to run it, or why it cannot be run and where that is mended. */
export function UsageLine({ project, environment, api, call, as, reasons }: UsageLineProps) {
  const ids = { projectId: project.id, callId: call.id };
  const [reason] = reasons;
  if (reason === undefined) {
    const to = as === 'data' ? '/projects/$projectId/data/$callId' : '/projects/$projectId/actions/$callId';
    return (
      <li>
        <Link to={to} params={ids} className={classes.call}>
          <MethodBadge method={call.method} isShort />
          <span className={classes.name}>{call.name}</span>
          <span className={classes.usable}>
            <IconCheck size={14} stroke={1.75} aria-hidden />
            Usable in {environment.name}
          </span>
          <IconChevronRight size={16} stroke={1.5} aria-hidden className={classes.arrow} />
        </Link>
      </li>
    );
  }
  const isOfShape = reason.code === 'not_initialized' || reason.code === 'must_reinitialize';
  return (
    <li className={classes.unusable}>
      <MethodBadge method={call.method} isShort />
      <span className={classes.words}>
        <span className={classes.name}>{call.name}</span>
        {reasons.map((each) => (
          <span key={each.code} className={classes.reason}>
            <Tag color="amber">{reasonWords(each)}</Tag>
            <span>
              {each.message} {each.fix}
            </span>
          </span>
        ))}
      </span>
      {isOfShape ? (
        <Link to="/projects/$projectId/calls/$callId" params={ids} className={classes.mend}>
          Open the call
        </Link>
      ) : (
        <Link
          to="/projects/$projectId/apis/$apiId"
          params={{ projectId: project.id, apiId: api.id }}
          className={classes.mend}
        >
          Open {api.name}
        </Link>
      )}
    </li>
  );
}
