import type { ApiSummary, Environment, Secret } from '@jackfield/contracts';
import { Link } from '@tanstack/react-router';
import { SecretSummary } from '../../../components/secret-field/secret-summary.tsx';
import classes from './values.module.css';

interface OwnedSecretsProps {
  projectId: string;
  apis: readonly ApiSummary[];
  environments: readonly Environment[];
  secrets: readonly Secret[];
}

/** Secrets that belong to an API's authentication or to a call's test values; they are changed on those pages. */
export function OwnedSecrets({ projectId, apis, environments, secrets }: OwnedSecretsProps) {
  const lines = secrets.flatMap((secret) => {
    const place = placeOf(secret, apis);
    return place === null ? [] : [{ secret, ...place }];
  });
  if (lines.length === 0) return null;
  return (
    <section className={classes.section} aria-labelledby="owned-secrets">
      <h2 id="owned-secrets" className={classes.sectionTitle}>
        Secrets of APIs and calls
      </h2>
      <p className={classes.sectionLead}>Set where they are used: in an API's authentication, or as a test value.</p>
      <ul className={classes.owned}>
        {lines.map(({ secret, api, call, field }) => (
          <li key={secret.id} className={classes.ownedLine}>
            <span className={classes.ownedName}>
              {call === null ? (
                <Link to="/projects/$projectId/apis/$apiId" params={{ projectId, apiId: api.id }}>
                  {api.name}
                </Link>
              ) : (
                <Link to="/projects/$projectId/calls/$callId" params={{ projectId, callId: call.id }}>
                  {api.name} - {call.name}
                </Link>
              )}{' '}
              <code>{field}</code>
            </span>
            <span className={classes.ownedEnvironment}>
              {environments.find(({ id }) => id === secret.environmentId)?.name}
            </span>
            <SecretSummary secret={secret} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function placeOf({ owner, slot }: Secret, apis: readonly ApiSummary[]) {
  const field = slot.replace(/^(auth|input)\./, '');
  for (const api of apis) {
    if (owner.type === 'api' && owner.id === api.id) return { api, call: null, field };
    const call = owner.type === 'call' ? api.calls.find(({ id }) => id === owner.id) : undefined;
    if (call !== undefined) return { api, call, field };
  }
  return null;
}
