import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { root } from './lib/root.mjs';
import { npmCli } from './lib/run.mjs';

let data = '';
let npm;
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'jackfield-start-'));
});
afterEach(async () => {
  // What npm started ends with it.
  if (npm.exitCode === null && npm.signalCode === null) npm.kill('SIGKILL');
  await npm.allClosed;
  rmSync(data, { recursive: true });
});

/** `npm start` in a process group of its own, as a terminal starts it, once it listens. */
async function start() {
  npm = spawn(process.execPath, [npmCli(), 'start'], {
    cwd: root,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, PORT: '0', DATABASE_URL: '', JACKFIELD_DATA: data, NODE_ENV: 'production' },
  });
  const ended = once(npm, 'exit');
  // The output closes when every process that inherited it has ended, the server last.
  npm.allClosed = once(npm, 'close');
  let output = '';
  npm.stderr.on('data', (text) => {
    output += text;
  });
  const address = await new Promise((resolve, reject) => {
    npm.stdout.on('data', (text) => {
      output += text;
      const found = /ready at (\S+)/.exec(output);
      if (found) resolve(found[1]);
    });
    npm.allClosed.then(() => reject(new Error(`npm start ended:\n${output}`)));
  });
  return { address, ended, output: () => output };
}

/** A request whose body never arrives, which the server waits for while it stops. */
async function holdRequest(address) {
  const held = request(`${address}/api/sign-in`, {
    method: 'POST',
    headers: { origin: address, 'content-type': 'application/json', 'content-length': '10', expect: '100-continue' },
  });
  held.on('error', () => {});
  held.flushHeaders();
  await once(held, 'continue');
}

// Windows has neither these signals nor process groups.
describe.skipIf(process.platform === 'win32')('npm start', () => {
  test.each([
    ['SIGTERM of npm, as a service manager sends it', () => npm.kill('SIGTERM')],
    ['SIGINT of npm', () => npm.kill('SIGINT')],
    ['Ctrl-C, which every process of the terminal gets', () => process.kill(-npm.pid, 'SIGINT')],
    ['SIGTERM of the whole group', () => process.kill(-npm.pid, 'SIGTERM')],
  ])('ends in order with exit code 0 after %s', async (_name, send) => {
    const { ended, output } = await start();
    send();
    expect(await ended).toEqual([0, null]);
    await npm.allClosed;
    expect(output()).toContain('Stopping; press Ctrl-C again');
  });

  test('ends at once with exit code 130 after a second Ctrl-C, while a request still runs', async () => {
    const { address, ended } = await start();
    await holdRequest(address);
    // Repeated until it counts as a second press: signals right after the first are taken for the same press.
    const repeat = setInterval(() => process.kill(-npm.pid, 'SIGINT'), 100);
    const end = await ended;
    clearInterval(repeat);
    expect(end).toEqual([130, null]);
    await npm.allClosed;
  });

  test.each(['SIGKILL', 'SIGHUP'])('leaves no server behind when npm ends by %s', async (signal) => {
    const { ended } = await start();
    npm.kill(signal);
    expect(await ended).toEqual([null, signal]);
    await npm.allClosed;
  });
});
