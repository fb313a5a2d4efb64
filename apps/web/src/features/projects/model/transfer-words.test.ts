import { expect, test } from 'vitest';
import { transferWords } from './transfer-words.ts';

const NOTHING = {
  renamedTo: null,
  unknownNames: [],
  secretsToEnter: [],
  environmentsLeftOut: [],
  inputsBrought: [],
  rowsLost: [],
  rowsGained: [],
  auth: null,
};

test('after a move or a copy only what is different is said', () => {
  const place = { noun: 'call', toApi: 'OpenAI', toProject: 'Back office' } as const;
  expect(transferWords(NOTHING, place)).toEqual([]);
  const report = {
    renamedTo: 'List 2',
    unknownNames: ['a', 'b', 'c'],
    secretsToEnter: ['Token'],
    environmentsLeftOut: ['Staging'],
    inputsBrought: ['page'],
    rowsLost: [{ kind: 'header' as const, key: 'X-Old' }],
    rowsGained: [{ kind: 'parameter' as const, key: 'v' }],
    auth: { from: 'None or self-handled', to: 'Bearer token' },
  };
  expect(transferWords(report, place)).toEqual([
    'Its name was taken there: it is called “List 2” now.',
    'Secrets are never copied. Enter again: Token.',
    'Set under Secrets & variables of Back office: {{a}}, {{b}} and {{c}}.',
    'Left out, as Back office has no such environment: Staging.',
    'It is authenticated as OpenAI is: Bearer token, before: None or self-handled.',
    'Not sent any more, as OpenAI does not share it: header X-Old.',
    'Sent now, as OpenAI shares it: parameter v.',
    'The call has of its own now what its former API defined: page.',
  ]);
});
