import { type AuthField, apiOrigin, authSlot, tokenOrigin } from '@jackfield/connector';
import { useId } from 'react';
import { SecretField } from '../../../components/secret-field/secret-field.tsx';
import { problemAt } from '../../../lib/api-problem.ts';
import { namedValues } from '../../../lib/environment-values.ts';
import { maySetSecrets } from '../../../lib/may.ts';
import { setAuthField } from '../model/api-draft.ts';
import { issueAt } from '../model/api-issues.ts';
import classes from './api-page.module.css';
import type { ApiSectionProps } from './api-section.tsx';
import { AuthValue } from './auth-value.tsx';

/** One field of the authentication kind: once for all environments, or once for each. */
export function AuthFieldInput(props: ApiSectionProps & { field: AuthField }) {
  const { field, environments } = props;
  const helpId = useId();
  return (
    <div className={classes.field}>
      <p className={classes.label}>
        {field.label}
        {!field.isRequired && <span className={classes.optional}> (optional)</span>}
      </p>
      {field.perEnvironment ? (
        environments.map((environment) => (
          <div key={environment.id} className={classes.environmentLine}>
            <span className={classes.environment} aria-hidden>
              {environment.name}
            </span>
            {field.isSecret ? (
              <AuthSecret {...props} environment={environment} />
            ) : (
              <AuthText
                {...props}
                environmentId={environment.id}
                label={`${field.label}, ${environment.name}`}
                helpId={helpId}
              />
            )}
          </div>
        ))
      ) : (
        <AuthText {...props} environmentId="" label={field.label} helpId={helpId} />
      )}
      <p className={classes.help} id={helpId}>
        {field.help}
        {field.example !== '' && (
          <>
            {' '}
            Example: <code>{field.example}</code>
          </>
        )}
      </p>
    </div>
  );
}

interface AuthTextProps extends ApiSectionProps {
  field: AuthField;
  /** '' for a field that is the same in all. */
  environmentId: string;
  label: string;
  helpId: string;
}

function AuthText(props: AuthTextProps) {
  const { field, environment, environmentId, label, helpId, document, issues, problem, canEdit, onChange, onLeave } =
    props;
  const { auth } = document;
  const value = field.perEnvironment ? auth.byEnvironment[environmentId]?.[field.name] : auth.shared[field.name];
  const path = field.perEnvironment
    ? ['auth', 'byEnvironment', environmentId, field.name]
    : ['auth', 'shared', field.name];
  // Somebody who fills in one environment has not forgotten the other: it says so when it is chosen.
  const isForLater = field.perEnvironment && environmentId !== environment.id && !value;
  return (
    <AuthValue
      field={field}
      label={label}
      helpId={helpId}
      value={value ?? field.default}
      error={
        (problem && problemAt(problem, `document.${path.join('.')}`)) ?? (isForLater ? null : issueAt(issues, ...path))
      }
      canEdit={canEdit}
      onChange={(text) => onChange({ auth: setAuthField(document, field, environmentId, text) })}
      onLeave={onLeave}
    />
  );
}

function AuthSecret(
  props: ApiSectionProps & { field: AuthField; environment: ApiSectionProps['environments'][number] },
) {
  const { field, environment, project, apiId, values, document } = props;
  const slot = authSlot(field.name);
  const known = namedValues(values, environment.id);
  const secret = values.secrets.find(
    ({ owner, slot: other, environmentId }) =>
      owner.type === 'api' && owner.id === apiId && other === slot && environmentId === environment.id,
  );
  return (
    <SecretField
      projectId={project.id}
      owner={{ type: 'api', id: apiId }}
      slot={slot}
      environmentId={environment.id}
      label={`${field.label}, ${environment.name}`}
      hasLines={field.input === 'lines'}
      secret={secret ?? null}
      canEdit={maySetSecrets(project.role, environment)}
      wantedOrigin={apiOrigin(document, environment.id, known)}
      tokenOrigin={tokenOrigin(document, environment.id, known)}
    />
  );
}
