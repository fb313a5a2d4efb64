import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { root } from './root.mjs';
import { bin, run, runNode } from './run.mjs';

const INSTALL_MS = 300_000;

/**
 * A Chromium or Chrome for the browser tests: the one named in the environment, one of the system, Playwright's own,
 * or else one that is installed now.
 *
 * @param {(line: string) => void} say is told what is looked for and done
 * @returns {Promise<string | undefined>} its file
 */
export async function findChromium(say) {
  const present = await firstThatRuns([...named(), ...usualPlaces(), playwrightPlace()]);
  if (present) {
    say(`Browser: ${present}`);
    return present;
  }
  say("No Chromium or Chrome was found; installing Playwright's own");
  const playwright = await runNode(bin('playwright', 'apps/e2e', '@playwright/test'), ['install', 'chromium'], {
    timeoutMs: INSTALL_MS,
  });
  const own = await firstThatRuns([playwrightPlace()]);
  if (own) return own;
  say(`Playwright's own cannot be had or does not run here: ${lastLine(playwright.output)}`);
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) return undefined;
  say('Installing Debian’s: apt-get update, apt-get install chromium');
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update'], { env, timeoutMs: INSTALL_MS });
  const apt = await run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], {
    env,
    timeoutMs: INSTALL_MS,
  });
  const installed = await firstThatRuns(usualPlaces());
  if (!installed) say(`That failed: ${lastLine(apt.output)}`);
  return installed;
}

function named() {
  const { JACKFIELD_CHROMIUM, CHROME_PATH, PLAYWRIGHT_CHROMIUM_PATH } = process.env;
  return [JACKFIELD_CHROMIUM, CHROME_PATH, PLAYWRIGHT_CHROMIUM_PATH];
}

function usualPlaces() {
  if (process.platform === 'darwin') {
    return ['/Applications', join(homedir(), 'Applications')].flatMap((folder) => [
      join(folder, 'Google Chrome.app/Contents/MacOS/Google Chrome'),
      join(folder, 'Chromium.app/Contents/MacOS/Chromium'),
    ]);
  }
  if (process.platform === 'win32') {
    const { PROGRAMFILES, LOCALAPPDATA } = process.env;
    const folders = [PROGRAMFILES, process.env['PROGRAMFILES(X86)'], LOCALAPPDATA].filter(Boolean);
    return folders.map((folder) => join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe'));
  }
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin', '/usr/local/bin', '/snap/bin'];
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  return names.flatMap((name) => folders.map((folder) => join(folder, name)));
}

function playwrightPlace() {
  const { chromium } = createRequire(join(root, 'apps', 'e2e', 'package.json'))('@playwright/test');
  return chromium.executablePath();
}

async function firstThatRuns(files) {
  for (const file of new Set(files)) {
    if (!file || !existsSync(file)) continue;
    // On Windows the option opens a window instead of printing the version.
    if (process.platform === 'win32') return file;
    const { code } = await run(file, ['--version'], { timeoutMs: 20_000 });
    if (code === 0) return file;
  }
  return undefined;
}

function lastLine(text) {
  return text.trim().split('\n').at(-1) ?? '';
}
