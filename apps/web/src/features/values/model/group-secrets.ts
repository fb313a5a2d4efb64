import type { Secret } from '@jackfield/contracts';

/** A named secret of the project with its value per environment. */
export interface SecretRow {
  name: string;
  /** Environment id → what is set there. */
  byEnvironment: ReadonlyMap<string, Secret>;
}

/** The project's own secrets by name; those of APIs and calls belong to their pages. */
export function groupSecrets(secrets: readonly Secret[]): SecretRow[] {
  const rows = new Map<string, Map<string, Secret>>();
  for (const secret of secrets) {
    if (secret.owner.type !== 'project') continue;
    const row = rows.get(secret.slot) ?? new Map<string, Secret>();
    row.set(secret.environmentId, secret);
    rows.set(secret.slot, row);
  }
  return [...rows]
    .map(([name, byEnvironment]) => ({ name, byEnvironment }))
    .sort((a, b) => a.name.localeCompare(b.name));
}
