import { inputSchema } from '@jackfield/connector';
import type { Secret } from '@jackfield/contracts';
import { expect, test } from 'vitest';
import { nameInputs, nameSecrets, nameVariable } from './placeholder-names.ts';

const here = { id: 'dev', name: 'Development' };

test('an input is named with its type, whether it is required, and its test value unless that is sensitive', () => {
  const input = inputSchema.parse({ name: 'amount', type: 'number', testValue: '12', description: 'In cents.' });
  expect(nameInputs([input], [inputSchema.parse({ name: 'amount' })])).toEqual([
    {
      kind: 'input',
      name: 'amount',
      detail: 'Number, required',
      about: ['In cents.', 'Test value: 12'],
    },
  ]);
  const sensitive = inputSchema.parse({ name: 'pin', isSensitive: true, isRequired: false, testValue: '1234' });
  expect(JSON.stringify(nameInputs([], [sensitive]))).not.toContain('1234');
});

test('a variable is named with its value here, and said not to be set where it has one elsewhere only', () => {
  const values = [{ environmentId: 'live', value: 'x'.repeat(100), version: 1 }];
  expect(nameVariable({ name: 'region', values }, here)).toMatchObject({ detail: 'variable, not set in Development' });
  const [about] = nameVariable({ name: 'region', values }, { id: 'live', name: 'Live' }).about;
  expect(about).toBe(`In Live: ${'x'.repeat(80)}…`);
});

test('a secret of the project is named once, with whether it is set here, and nothing of its value', () => {
  const secret = (environmentId: string, slot: string, owner: Secret['owner'] = { type: 'project' }): Secret => ({
    id: `${environmentId}${slot}`,
    owner,
    slot,
    environmentId,
    last4: 'abcd',
    isDamaged: false,
    origins: [],
    setBy: 'Ann',
    setAt: '2026-01-01T00:00:00.000Z',
    version: 1,
  });
  const named = nameSecrets(
    [
      secret('live', 'key'),
      secret('dev', 'key'),
      secret('live', 'other'),
      secret('dev', 'auth.token', { type: 'api', id: 'a' }),
    ],
    here,
  );
  expect(named.map(({ name, detail }) => `${name}: ${detail}`)).toEqual([
    'key: secret, set in Development',
    'other: secret, not set in Development',
  ]);
  expect(JSON.stringify(named)).not.toContain('abcd');
});
