import type { UsedSecret } from '@jackfield/connector';
import { secretKey } from '../configuration/compiled.ts';
import type { RunTarget } from './prepare-run.ts';
import type { BoundSecret } from './unconfirmed-error.ts';

/** Where secrets belong: an API in an environment, and the call, where one is meant. */
export type SecretsTarget = Omit<RunTarget, 'call'> & Partial<Pick<RunTarget, 'call'>>;

/** The stored secret behind one that stands in the request; null for a value that the caller passed itself. */
export function bindSecret(
  { project, environment, api, call }: SecretsTarget,
  used: UsedSecret,
  keptInputs: ReadonlySet<string> | undefined,
): BoundSecret | null {
  const none: BoundSecret = { label: used.label, origins: new Set() };
  const find = (key: string): BoundSecret => {
    const secret = environment.secrets.get(key);
    return secret === undefined ? none : { label: used.label, origins: secret.origins };
  };
  switch (used.owner) {
    case 'project':
      return find(secretKey('project', project.id, used.slot));
    case 'api':
      return find(secretKey('api', api.id, used.slot));
    case 'call':
      return call === undefined ? none : find(secretKey('call', call.id, used.slot));
    case 'input':
      if (call === undefined) return none;
      return keptInputs?.has(used.slot) ? find(secretKey('call', call.id, used.slot)) : null;
  }
}
