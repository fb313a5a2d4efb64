// npm test: set-up and every check that takes less than minutes on its own. npm test -- all: those too.
// npm test -- unit types: only these.
import { refuseOldNode } from './lib/node-version.mjs';

refuseOldNode();
const { installPackages, installUpstreams } = await import('./lib/install.mjs');
await installPackages();
// Loaded only now: what is below needs the packages.
const { generateClient } = await import('./lib/generate.mjs');
const { longSteps, steps, stepsWithUpstreams } = await import('./lib/test-steps.mjs');
const { countStep } = await import('./lib/count-tests.mjs');
const { seconds } = await import('./lib/steps.mjs');

const every = Object.keys(steps);
const named = process.argv.slice(2).flatMap((name) => (name === 'all' ? every : name));
const chosen = named.length > 0 ? named : every.filter((name) => !longSteps.includes(name));
const unknown = chosen.filter((name) => !(name in steps));
if (unknown.length > 0) {
  console.error(`There is no step ${unknown.join(', ')}; the steps are ${every.join(', ')}, or all.`);
  process.exit(1);
}
await generateClient();
if (chosen.some((name) => stepsWithUpstreams.includes(name))) await installUpstreams();

const rows = [];
for (const name of chosen) {
  console.log(`\n── ${name} ──`);
  const start = Date.now();
  const { code, tests } = await steps[name]();
  rows.push({ name, ...countStep(code, tests), time: seconds(Date.now() - start) });
}

console.log('\nstep         passed  failed    time');
for (const { name, passed, failed, time } of rows) {
  console.log(`${name.padEnd(11)} ${String(passed).padStart(7)} ${String(failed).padStart(7)} ${time.padStart(7)}`);
}
const total = (key) => rows.reduce((sum, row) => sum + row[key], 0);
console.log(`${total('passed')} passed, ${total('failed')} failed`);
process.exitCode = total('failed') === 0 ? 0 : 1;
