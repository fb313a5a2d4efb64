import type { RunError } from '@jackfield/connector';

/** A stored secret in a request, and the origins it was confirmed for. */
export interface BoundSecret {
  label: string;
  origins: ReadonlySet<string>;
}

/** Why a request was not sent: which secrets, to which origin, and what to confirm. */
export function unconfirmedError(secrets: readonly BoundSecret[], origin: string, environment: string): RunError {
  const labels = [...new Set(secrets.filter((secret) => !secret.origins.has(origin)).map((secret) => secret.label))];
  const isOne = labels.length === 1;
  return {
    kind: 'config',
    phase: 'prepare',
    message: `${isOne ? 'A secret' : `${labels.length} secrets`} of this call ${isOne ? 'was' : 'were'} not confirmed for ${origin}, so nothing was sent.`,
    detail: `Not confirmed for ${origin} in ${environment}: ${labels.join(', ')}`,
    hint: `If ${origin} is where ${isOne ? 'it' : 'they'} should go, confirm it for ${labels.join(', ')} under Secrets & variables.`,
  };
}
