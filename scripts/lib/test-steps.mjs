import { existsSync, mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from './build.mjs';
import { findChromium } from './chromium.mjs';
import { countPlaywright, countVitest } from './count-tests.mjs';
import { root } from './root.mjs';
import { bin, runNode } from './run.mjs';

const reports = mkdtempSync(join(tmpdir(), 'jackfield-reports-'));

/** The steps of `npm test`, in order. Each returns its exit code, and the tests it counted if it has any. */
export const steps = {
  format: () => tool('biome', ['check', '.'], '@biomejs/biome'),
  walls: () => tool('eslint', ['.', '--max-warnings=0']),
  types: checkTypes,
  unit: () => vitest('unit'),
  build: () => build('show'),
  integration: () => vitest('integration'),
  browser: runJourneys,
};

/** The steps that call servers which others wrote. */
export const stepsWithUpstreams = ['integration', 'browser'];

function tool(name, args, packageName = name) {
  return runNode(bin(name, '.', packageName), args, { output: 'show' });
}

async function checkTypes() {
  const workspaces = ['packages', 'apps'].flatMap((folder) =>
    readdirSync(join(root, folder)).map((name) => join(folder, name)),
  );
  const waiting = workspaces.filter((workspace) => existsSync(join(root, workspace, 'tsconfig.json')));
  let worst = 0;
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const { code, output } = await runNode(bin('tsc', '.', 'typescript'), ['-p', next]);
      console.log(code === 0 ? `${next}: right` : `${next}: wrong\n${output}`);
      worst = Math.max(worst, code);
    }
  };
  await Promise.all([work(), work()]);
  return { code: worst };
}

async function vitest(project) {
  const file = join(reports, `${project}.json`);
  const { code } = await tool('vitest', [
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ]);
  return { code, tests: countVitest(file) };
}

async function runJourneys() {
  const browser = await findChromium((line) => console.log(line));
  if (!browser) {
    console.log('No browser: install Chromium or Chrome, or name one in CHROME_PATH.');
    return { code: 1 };
  }
  const file = join(reports, 'browser.json');
  const { code } = await runNode(bin('playwright', 'apps/e2e', '@playwright/test'), ['test', '--reporter=list,json'], {
    cwd: join(root, 'apps', 'e2e'),
    env: { JACKFIELD_CHROMIUM: browser, PLAYWRIGHT_JSON_OUTPUT_FILE: file },
    output: 'show',
  });
  return { code, tests: countPlaywright(file) };
}
