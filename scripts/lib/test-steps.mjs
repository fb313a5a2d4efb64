import { existsSync, mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from './build.mjs';
import { findChromium } from './chromium.mjs';
import { countPlaywright, countVitest } from './count-tests.mjs';
import { root } from './root.mjs';
import { bin, runNode } from './run.mjs';

const reports = mkdtempSync(join(tmpdir(), 'jackfield-reports-'));

/** Every step, in order. Each returns its exit code, and the tests it counted if it has any. */
export const steps = {
  format: () => tool('biome', ['check', '.'], '@biomejs/biome'),
  walls: () => tool('eslint', ['.', '--max-warnings=0']),
  types: checkTypes,
  unit: () => vitest(['unit']),
  build: () => build('show'),
  integration: () => vitest(['integration', 'features']),
  proofs: () => vitest(['slow']),
  browser: runJourneys,
};

/** What `npm test` leaves to `npm test -- all`, since it takes minutes on its own. */
export const longSteps = ['proofs'];

/** The steps that call servers which others wrote. */
export const stepsWithUpstreams = ['integration', 'proofs', 'browser'];

function tool(name, args, packageName = name) {
  return runNode(bin(name, '.', packageName), args, { output: 'show' });
}

async function checkTypes() {
  const workspaces = ['packages', 'apps'].flatMap((folder) =>
    readdirSync(join(root, folder)).map((name) => join(folder, name)),
  );
  // A workspace may have a second one: the editor's own tools run in Node.
  const waiting = workspaces.flatMap((workspace) =>
    ['tsconfig.json', 'tsconfig.node.json']
      .map((name) => join(workspace, name))
      .filter((file) => existsSync(join(root, file))),
  );
  let worst = 0;
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      // The compiler in native code, in a quarter of the time. ESLint needs the other one, which is a library too.
      const { code, output } = await runNode(bin('tsc', '.', 'typescript-native'), ['-p', next]);
      console.log(code === 0 ? `${next}: right` : `${next}: wrong\n${output}`);
      worst = Math.max(worst, code);
    }
  };
  await Promise.all([work(), work()]);
  return { code: worst };
}

async function vitest(projects) {
  const file = join(reports, `${projects[0]}.json`);
  const options = [
    ...projects.flatMap((name) => ['--project', name]),
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ];
  const { code } = await runNode(bin('vitest'), ['run', ...options], { output: 'show' });
  return { code, tests: countVitest(file) };
}

async function runJourneys() {
  const browser = await findChromium((line) => console.log(line));
  if (!browser) {
    console.log('The browser tests are skipped: install Chromium or Chrome, or name one in CHROME_PATH.');
    return { code: 0, tests: { passed: 0, failed: 0 } };
  }
  const file = join(reports, 'browser.json');
  const { code } = await runNode(bin('playwright', 'apps/e2e', '@playwright/test'), ['test', '--reporter=list,json'], {
    cwd: join(root, 'apps', 'e2e'),
    env: { JACKFIELD_CHROMIUM: browser, PLAYWRIGHT_JSON_OUTPUT_FILE: file },
    output: 'show',
  });
  return { code, tests: countPlaywright(file) };
}
