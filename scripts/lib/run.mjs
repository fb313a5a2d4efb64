import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { constants } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { root } from './root.mjs';

const require = createRequire(import.meta.url);

/** The settings under which every tool runs: nothing phones home, nothing asks. */
const quiet = {
  TURBO_TELEMETRY_DISABLED: '1',
  TURBO_NO_UPDATE_NOTIFIER: '1',
  DO_NOT_TRACK: '1',
  CHECKPOINT_DISABLE: '1',
  PRISMA_HIDE_UPDATE_MESSAGE: '1',
};

/**
 * Runs a Node program and waits for its end.
 *
 * @param {string} script the program's file
 * @param {string[]} args
 * @param {{ env?: Record<string, string>, cwd?: string, output?: 'keep' | 'show', timeoutMs?: number }} [options]
 *   `show` streams the output, `keep` only returns it
 * @returns {Promise<{ code: number, output: string }>}
 */
export function runNode(script, args, options = {}) {
  return run(process.execPath, [script, ...args], options);
}

/** Runs any program without a shell; the same promise as `runNode`. A signal ends the program first, then this process. */
export function run(program, args, { env = {}, cwd = root, output = 'keep', timeoutMs } = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd,
      timeout: timeoutMs,
      env: { ...process.env, ...quiet, ...env },
      stdio: ['ignore', output === 'show' ? 'inherit' : 'pipe', output === 'show' ? 'inherit' : 'pipe'],
    });
    const stopForwarding = forwardSignals(child);
    const chunks = [];
    child.stdout?.on('data', (chunk) => chunks.push(chunk));
    child.stderr?.on('data', (chunk) => chunks.push(chunk));
    child.on('error', (error) => {
      stopForwarding();
      resolve({ code: 127, output: `${program}: ${error.message}` });
    });
    child.on('close', (code) => {
      stopForwarding();
      resolve({ code: code ?? 1, output: Buffer.concat(chunks).toString() });
    });
  });
}

/** Without this, an install or a build goes on after the program that waits for it was ended. */
function forwardSignals(child) {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  const forward = (signal) => {
    child.kill(signal);
    child.once('close', () => process.exit(128 + constants.signals[signal]));
  };
  for (const signal of signals) process.on(signal, forward);
  return () => {
    for (const signal of signals) process.off(signal, forward);
  };
}

/** The file of a command that a package brings: `bin('turbo')`, `bin('vite', 'apps/web')`. */
export function bin(name, workspace = '.', packageName = name) {
  const manifest = createRequire(join(root, workspace, 'package.json')).resolve(`${packageName}/package.json`);
  const { bin: bins } = require(manifest);
  return join(dirname(manifest), typeof bins === 'string' ? bins : bins[name]);
}

/** npm's own file, so that it runs without a shell also where `npm` is `npm.cmd`. */
export function npmCli() {
  const fromNpm = process.env.npm_execpath;
  if (fromNpm && /^np[mx]-cli\./.test(basename(fromNpm))) return join(dirname(fromNpm), 'npm-cli.js');
  const node = dirname(process.execPath);
  const places = [
    join(node, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    join(node, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    join(node, '..', 'share', 'nodejs', 'npm', 'bin', 'npm-cli.js'),
  ];
  const found = places.find((place) => existsSync(place));
  if (!found) throw new Error('npm was not found beside Node. Start with "npm start".');
  return found;
}
