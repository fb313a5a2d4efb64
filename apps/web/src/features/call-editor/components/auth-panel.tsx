import { AUTH_KINDS, type AuthKindDefinition, authSlot, isFieldAsked } from '@jackfield/connector';
import { IconAlertCircle, IconArrowUpRight, IconLock } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useEditor } from '../hooks/editor-context.ts';
import { isApiIssue, issuesAt, issueText } from '../model/issues.ts';
import classes from './panels.module.css';

/** What the API's authentication adds to this call, and where it is set. */
export function AuthPanel() {
  const { api, project, environment, secrets, issues } = useEditor();
  const { auth } = api.document;
  const kind: AuthKindDefinition = AUTH_KINDS[auth.kind];
  const fields = kind.fields.filter((field) => isFieldAsked(field, kind.fields, auth.shared));
  const valueIn = (field: (typeof kind.fields)[number]) => {
    if (!field.isSecret) {
      const stored = field.perEnvironment ? auth.byEnvironment[environment.id]?.[field.name] : auth.shared[field.name];
      const value = stored ?? field.default;
      return field.choices?.find((choice) => choice.value === value)?.label ?? value;
    }
    const secret = secrets.find(
      ({ owner, slot, environmentId }) =>
        owner.type === 'api' &&
        owner.id === api.id &&
        slot === authSlot(field.name) &&
        environmentId === environment.id,
    );
    return secret ? `Set${secret.last4 ? `, ends with ${secret.last4}` : ''}` : '';
  };
  return (
    <div className={classes.panel}>
      <section className={classes.card}>
        <h2 className={classes.heading}>
          {kind.label}
          <span className={classes.quiet}>
            inherited from <strong>{api.name}</strong>, {environment.name}
          </span>
        </h2>
        <p className={classes.help}>{kind.description}</p>
        {fields.length > 0 && (
          <dl className={classes.facts}>
            {fields.map((field) => (
              <div key={field.name}>
                <dt>{field.label}</dt>
                <dd data-missing={valueIn(field) === '' || undefined}>
                  {field.isSecret && <IconLock size={13} aria-hidden />}
                  {valueIn(field) || (field.isRequired ? 'Not set' : 'None')}
                </dd>
              </div>
            ))}
          </dl>
        )}
        {issuesAt(issues, 'api')
          .filter((issue) => isApiIssue(issue) && issue.path[1] === 'auth')
          .map((issue) => (
            <p key={issue.message} className={classes.issue} data-severity={issue.severity}>
              <IconAlertCircle size={14} aria-hidden /> {issueText(issue)}
            </p>
          ))}
        <Link
          to="/projects/$projectId/apis/$apiId"
          params={{ projectId: project.id, apiId: api.id }}
          className={classes.link}
        >
          Change it in {api.name} <IconArrowUpRight size={14} aria-hidden />
        </Link>
      </section>
      <p className={classes.help}>
        Authentication wins over a header or parameter of the same name. A call without it belongs into an API without
        it, or sends its own header there.
      </p>
    </div>
  );
}
