// npm run screenshots: every page and state in screenshots/, and those that the README and the guide show.
// npm run screenshots -- call: only scenes of that name.
import { copyFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { refuseOldNode } from './lib/node-version.mjs';

refuseOldNode();
const { installPackages, installUpstreams } = await import('./lib/install.mjs');
await installPackages();
// Loaded only now: what is below needs the packages.
const { generateClient } = await import('./lib/generate.mjs');
const { build } = await import('./lib/build.mjs');
const { findChromium } = await import('./lib/chromium.mjs');
const { root } = await import('./lib/root.mjs');
const { bin, runNode } = await import('./lib/run.mjs');

const GUIDES = [
  'auth-api-key',
  'auth-bearer',
  'auth-basic',
  'auth-service-account',
  'auth-client-certificate',
  'auth-client-credentials',
  'auth-oauth2',
];
/** Which pictures the README and the guide show, under which name. */
const SHOWN = {
  'call-structured-1440x900-light': 'call',
  'usage-table-1440x900-light': 'data-source',
  ...Object.fromEntries(GUIDES.map((name) => [name, name])),
};

await generateClient();
await installUpstreams();
const { code: buildCode } = await build('show');
if (buildCode !== 0) process.exit(buildCode);
const browser = await findChromium((line) => console.log(line));
if (!browser) {
  console.error('No browser: install Chromium or Chrome, or name one in CHROME_PATH.');
  process.exit(1);
}
const names = process.argv.slice(2);
const { code } = await runNode(
  bin('playwright', 'apps/e2e', '@playwright/test'),
  ['test', '--config=screenshots.config.ts', '--reporter=list', ...names],
  { cwd: join(root, 'apps', 'e2e'), env: { JACKFIELD_CHROMIUM: browser }, output: 'show' },
);
for (const [picture, image] of Object.entries(SHOWN)) {
  const file = join(root, 'screenshots', `${picture}.png`);
  if (existsSync(file)) copyFileSync(file, join(root, 'docs', 'guide', 'images', `${image}.png`));
}
console.log(`The pictures are in ${join(root, 'screenshots')}`);
process.exitCode = code;
