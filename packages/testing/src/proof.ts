import { appendFileSync } from 'node:fs';

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
  return process.env.JACKFIELD_PROOF === undefined ? short : whole;
}

/** Puts a figure into the table that `npm run proof` prints. In `npm test -- all` it goes nowhere: there, only `expect` counts. */
export function reportProof(row: ProofRow): void {
  if (process.env.JACKFIELD_PROOF !== undefined) {
    appendFileSync(process.env.JACKFIELD_PROOF, `${JSON.stringify(row)}\n`);
  }
}
