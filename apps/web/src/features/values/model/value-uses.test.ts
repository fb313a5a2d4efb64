import type { Environment, NamedValueUse } from '@jackfield/contracts';
import { expect, test } from 'vitest';
import { countWords, groupUses, isMissed, wordsOfUse } from './value-uses.ts';

const use = (change: Partial<NamedValueUse>): NamedValueUse => ({
  name: 'key',
  apiId: 'a',
  apiName: 'Stripe',
  callId: null,
  callName: null,
  part: 'header',
  detail: 'X-Key',
  environmentId: null,
  ...change,
});
const LIVE: Environment = { id: 'live', name: 'Live', slug: 'live', position: 1, runs: 'published' };

test('says where a name is used', () => {
  expect(wordsOfUse(use({}), [LIVE])).toBe('Stripe: header X-Key');
  expect(wordsOfUse(use({ callName: 'Pay', part: 'url', detail: '' }), [LIVE])).toBe('Stripe - Pay: URL');
  expect(wordsOfUse(use({ part: 'base-url', detail: '', environmentId: 'live' }), [LIVE])).toBe(
    'Stripe: base URL in Live',
  );
  expect([0, 1, 2].map(countWords)).toEqual(['unused', 'used in 1 place', 'used in 2 places']);
});

test('groups by name, and knows in which environment a value is missed', () => {
  const uses = [use({}), use({ name: 'host', part: 'base-url', environmentId: 'live' })];
  expect([...groupUses(uses).keys()]).toEqual(['key', 'host']);
  expect(isMissed(groupUses(uses).get('host') ?? [], 'development')).toBe(false);
  expect(isMissed(groupUses(uses).get('key') ?? [], 'development')).toBe(true);
});
