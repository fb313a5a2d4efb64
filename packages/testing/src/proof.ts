import { appendFileSync } from 'node:fs';
import { isAbsolute } from 'node:path';

/** One line of docs/proof.md. */
export interface ProofRow {
  /** The part of the product: `Egress`. */
  about: string;
  /** What was tried, as a sentence without its figure. */
  claim: string;
  /** What was seen: `0 of 12,810 reached the tripwire`. */
  figure: string;
  /** What was asked for: `0`. */
  goal: string;
  /** Whether the figure is as good as the goal; null where this machine cannot tell. */
  isMet: boolean | null;
}

/** How often to try: few times in `npm test -- all`, all of them in `npm run proof`. */
export function rounds({ short, whole }: { short: number; whole: number }): number {
  return getReportFile() === undefined ? short : whole;
}

/** Adds a figure to the table that `npm run proof` prints. `npm test -- all` has no table: there, only `expect` counts. */
export function reportProof(row: ProofRow): void {
  const file = getReportFile();
  if (file !== undefined) appendFileSync(file, `${JSON.stringify(row)}\n`);
}

/** A relative path would create the file wherever the tests happen to run, which is this repository. */
function getReportFile(): string | undefined {
  const file = process.env.JACKFIELD_PROOF_REPORT;
  if (file === undefined || file === '') return undefined;
  if (isAbsolute(file)) return file;
  throw new Error(
    'JACKFIELD_PROOF_REPORT has to be the absolute path of a file. To run only some proofs, use "npm run proof -- <name>".',
  );
}
