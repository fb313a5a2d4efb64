import { cpus, platform, release, totalmem } from 'node:os';

/**
 * The rows that the proofs reported, as the Markdown of docs/proof.md.
 *
 * @param {{ about: string, claim: string, figure: string, goal: string, isMet: boolean | null }[]} rows
 * @param {Date} day
 */
export function proofPage(rows, day) {
  const machine = `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${Math.round(totalmem() / 2 ** 30)} GiB, ${platform()} ${release()}, Node ${process.version}`;
  const parts = groupInOrder(rows);
  return [
    '# Proof',
    `Printed by \`npm run proof\` on ${day.toISOString().slice(0, 10)}; ${machine}. What \`npm test -- all\` runs of this is the same with fewer rounds.`,
    ...parts.flatMap(([about, own]) => [`## ${about}`, tableOf(own)]),
    '',
  ].join('\n\n');
}

function groupInOrder(rows) {
  const parts = new Map();
  for (const row of rows) parts.set(row.about, [...(parts.get(row.about) ?? []), row]);
  return [...parts];
}

function tableOf(rows) {
  const lines = rows.map(
    ({ claim, figure, goal, isMet }) => `| ${cell(claim)} | ${cell(figure)} | ${cell(goal)} | ${verdict(isMet)} |`,
  );
  return ['| what was tried | what was seen | asked for | met |', '| --- | --- | --- | --- |', ...lines].join('\n');
}

const cell = (text) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

const verdict = (isMet) => (isMet === null ? 'not judged' : isMet ? 'yes' : '**no**');
