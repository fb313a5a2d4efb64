// npm run proof: every proof whole, and the table of what was seen. npm run proof -- egress: only files of that name.
// With --write the table becomes docs/proof.md.
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { refuseOldNode } from './lib/node-version.mjs';

refuseOldNode();
const { installPackages, installUpstreams } = await import('./lib/install.mjs');
await installPackages();
// Loaded only now: what is below needs the packages.
const { generateClient } = await import('./lib/generate.mjs');
const { build } = await import('./lib/build.mjs');
const { proofPage } = await import('./lib/proof-table.mjs');
const { root } = await import('./lib/root.mjs');
const { bin, runNode } = await import('./lib/run.mjs');

const files = process.argv.slice(2).filter((argument) => argument !== '--write');
const isWriting = process.argv.includes('--write');
if (isWriting && files.length > 0) {
  console.error('docs/proof.md is written whole: leave out the names of files, or --write.');
  process.exit(1);
}
await generateClient();
await installUpstreams();
const { code: buildCode } = await build('show');
if (buildCode !== 0) process.exit(buildCode);

const report = join(mkdtempSync(join(tmpdir(), 'jackfield-proof-')), 'rows.jsonl');
const { code } = await runNode(bin('vitest'), ['run', '--project', 'proof', ...files], {
  output: 'show',
  env: { JACKFIELD_PROOF_REPORT: report },
});
const rows = existsSync(report)
  ? readFileSync(report, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
  : [];
const page = proofPage(rows, new Date());
console.log(`\n${page}`);
if (isWriting && code === 0) writeFileSync(join(root, 'docs', 'proof.md'), page);
process.exitCode = code;
