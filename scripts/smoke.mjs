// Starts Jackfield as `npm start` does, on a data folder of its own, waits until /readyz answers 200, and stops it:
// node scripts/smoke.mjs. Fails when it does not get ready or, where there are signals, does not end in order.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './lib/root.mjs';

const READY_MS = 600_000;
const isWindows = process.platform === 'win32';

const data = mkdtempSync(join(tmpdir(), 'jackfield-smoke-'));
const child = spawn(process.execPath, [join(root, 'scripts', 'start.mjs')], {
  cwd: root,
  stdio: ['ignore', 'pipe', 'inherit'],
  env: { ...process.env, PORT: '0', DATABASE_URL: '', JACKFIELD_DATA: data },
});
const ended = once(child, 'exit');
const address = await waitForAddress();
const res = await fetch(new URL('/readyz', address));
console.log(`/readyz: ${res.status} ${await res.text()}`);
child.kill('SIGTERM');
const [code] = await ended;
console.log(`exit code: ${code}`);
// Windows has no signals: the process is ended there, in no order.
if (!isWindows) rmSync(data, { recursive: true });
process.exit(res.status === 200 && (isWindows || code === 0) ? 0 : 1);

/** The address that the server prints once it listens. */
function waitForAddress() {
  return new Promise((resolve) => {
    const fail = (reason) => {
      console.error(reason);
      child.kill('SIGTERM');
      process.exit(1);
    };
    const timer = setTimeout(() => fail(`Not ready after ${READY_MS / 1000} s.`), READY_MS);
    let output = '';
    child.stdout.on('data', (text) => {
      process.stdout.write(text);
      output += text;
      const found = /ready at (\S+)/.exec(output);
      if (!found) return;
      clearTimeout(timer);
      child.off('exit', failEarly);
      resolve(found[1]);
    });
    const failEarly = (code) => fail(`It ended with exit code ${code} before it was ready.`);
    child.once('exit', failEarly);
  });
}
