import type { Input } from '@jackfield/connector';
import { SecretField } from '../../../components/secret-field/secret-field.tsx';
import { useEditor } from '../hooks/editor-context.ts';
import { shownOrigin } from '../model/shown-origin.ts';
import classes from './inputs.module.css';

/** The test value of a sensitive input: a secret of the call, set per environment and never shown again. */
export function SensitiveTestValue({ input }: { input: Input }) {
  const { project, environment, call, secrets, preview, isReadOnly } = useEditor();
  const slot = `input.${input.name}`;
  const kept = secrets.find(
    (secret) =>
      secret.owner.type === 'call' &&
      secret.owner.id === call.id &&
      secret.slot === slot &&
      secret.environmentId === environment.id,
  );
  return (
    <div className={classes.secret}>
      <SecretField
        projectId={project.id}
        owner={{ type: 'call', id: call.id }}
        slot={slot}
        environmentId={environment.id}
        label={`Test value of ${input.name}, ${environment.name}`}
        placeholder={`Not set for ${environment.name}`}
        secret={kept ?? null}
        canEdit={!isReadOnly}
        wantedOrigin={shownOrigin(preview)}
      />
    </div>
  );
}
