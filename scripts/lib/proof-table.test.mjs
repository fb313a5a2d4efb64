import { expect, test } from 'vitest';
import { proofPage } from './proof-table.mjs';

test('the page has a table for each part, in the order they were reported, and says what was missed', () => {
  const row = { claim: 'a | b', figure: '1', goal: '0', isMet: true };
  const page = proofPage(
    [
      { ...row, about: 'Egress' },
      { ...row, about: 'Secrets', isMet: false },
      { ...row, about: 'Egress', claim: 'second' },
      { ...row, about: 'Egress', claim: 'third', isMet: null },
    ],
    new Date('2026-01-02'),
  );
  expect(page).toContain('on 2026-01-02;');
  expect(page.match(/^## .*$/gm)).toEqual(['## Egress', '## Secrets']);
  expect(page).toContain('| a \\| b | 1 | 0 | yes |\n| second | 1 | 0 | yes |\n| third | 1 | 0 | not judged |');
  expect(page).toContain('| a \\| b | 1 | 0 | **no** |');
});
