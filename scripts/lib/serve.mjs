import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { join } from 'node:path';
import { root } from './root.mjs';

/** Signals of one key press come twice, from the terminal and from npm; the server is told once. */
const REPEAT_MS = 500;

/** Runs a program of the built server until it ends, and ends with its exit code. */
export function serve(program, args = []) {
  const isWindows = process.platform === 'win32';
  const child = spawn(
    process.execPath,
    ['--enable-source-maps', join(root, 'apps', 'server', 'dist', program), ...args],
    {
      cwd: root,
      stdio: 'inherit',
      // In a process group of its own, so that Ctrl-C reaches it only through here. Windows has no such groups: there
      // the console tells every process, and passing a signal on would kill the server without its clean end.
      detached: !isWindows,
    },
  );
  const stop = (signal) => child.kill(signal);
  let last = 0;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      if (isWindows || Date.now() - last < REPEAT_MS) return;
      last = Date.now();
      // A closed terminal is a reason to end in order, too.
      stop(signal === 'SIGHUP' ? 'SIGTERM' : signal);
    });
  }
  endWithParent(() => stop('SIGTERM'));
  child.on('error', (error) => {
    console.error(`The program could not be started: ${error.message}`);
    process.exit(1);
  });
  child.on('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)));
}

/** `kill -9` of npm leaves this process behind; the server has to end with npm. */
function endWithParent(stop) {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    stop();
  }, 500);
  timer.unref();
}
