import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { reportProof, rounds } from './proof.ts';

afterEach(() => vi.unstubAllEnvs());

const row = { about: 'Egress', claim: 'a', figure: '0', goal: '0', isMet: true };

test('a relative path for the report is rejected, so that no file is created in the repository', () => {
  vi.stubEnv('JACKFIELD_PROOF_REPORT', 'durability');
  expect(() => rounds({ short: 1, whole: 9 })).toThrow(/absolute path.*npm run proof -- <name>/);
  expect(() => reportProof(row)).toThrow(/absolute path/);
});

test('without a report only the short form runs, and nothing is written', () => {
  vi.stubEnv('JACKFIELD_PROOF_REPORT', '');
  expect(rounds({ short: 1, whole: 9 })).toBe(1);
  reportProof(row);
});

test('with a report the whole form runs, and each figure is a line of it', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'jackfield-proof-'));
  const report = path.join(folder, 'rows.jsonl');
  vi.stubEnv('JACKFIELD_PROOF_REPORT', report);
  expect(rounds({ short: 1, whole: 9 })).toBe(9);
  reportProof(row);
  reportProof(row);
  expect(readFileSync(report, 'utf8')).toBe(`${JSON.stringify(row)}\n`.repeat(2));
  rmSync(folder, { recursive: true });
});
