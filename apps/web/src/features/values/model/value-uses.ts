import type { Environment, NamedValueUse } from '@jackfield/contracts';

const PARTS: Record<NamedValueUse['part'], string> = {
  'base-url': 'base URL',
  authentication: 'authentication',
  url: 'URL',
  header: 'header',
  parameter: 'parameter',
  body: 'body',
};

/** The tab of a call's page that shows the part. */
const TABS: Partial<Record<NamedValueUse['part'], string>> = {
  header: 'headers',
  parameter: 'parameters',
  body: 'body',
};

/** By name, in the order of the APIs. */
export function groupUses(uses: readonly NamedValueUse[]): ReadonlyMap<string, readonly NamedValueUse[]> {
  const groups = new Map<string, NamedValueUse[]>();
  for (const use of uses) groups.set(use.name, [...(groups.get(use.name) ?? []), use]);
  return groups;
}

/** `Stripe - Create payment: header X-Key`. */
export function wordsOfUse(
  { apiName, callName, part, detail, environmentId }: NamedValueUse,
  environments: readonly Environment[],
): string {
  const place = callName === null ? apiName : `${apiName} - ${callName}`;
  const environment = environments.find(({ id }) => id === environmentId);
  const where = [PARTS[part], detail, environment && `in ${environment.name}`].filter(Boolean).join(' ');
  return `${place}: ${where}`;
}

export function tabOfUse({ part }: NamedValueUse): string | undefined {
  return TABS[part];
}

export function countWords(count: number): string {
  if (count === 0) return 'unused';
  return count === 1 ? 'used in 1 place' : `used in ${count} places`;
}

/** Whether a use would find nothing in an environment. */
export function isMissed(uses: readonly NamedValueUse[], environmentId: string): boolean {
  return uses.some((use) => use.environmentId === null || use.environmentId === environmentId);
}
