import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { envSchema, REPOSITORY_ROOT } from '../env.ts';

/** The server as `npm run build` makes it, in a folder of its own. */
export interface BuiltServer {
  /** Holds `main.js` and whatever else is built. */
  folder: string;
  /** Removes the folder; end the processes first. */
  remove: () => Promise<void>;
}

/** The end of a process, and all that it wrote. */
export interface ProcessEnd {
  /** Null: ended by a signal. */
  code: number | null;
  out: string;
  errors: string;
}

export interface ServerProcess {
  child: ChildProcess;
  /** What it wrote so far. */
  written: () => Pick<ProcessEnd, 'out' | 'errors'>;
  /** What `pattern` found, once the process has written it; rejects with its errors when it ends before. */
  says: (pattern: RegExp) => Promise<RegExpExecArray>;
  /** The address, once the process has said that it is ready. */
  address: () => Promise<string>;
  ended: Promise<ProcessEnd>;
  /** Sends a signal and waits for the end. */
  end: (signal?: NodeJS.Signals) => Promise<ProcessEnd>;
}

export interface ProcessOptions {
  /** The file of the build to run; `main.js` if not given. */
  file?: string;
  args?: string[];
}

const running = new Set<ChildProcess>();
// When the test's own process ends early, nobody else would end these.
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** Builds the server once for a test file: it then starts in a third of the time that tsx takes. */
export async function buildServer(): Promise<BuiltServer> {
  // As deep below the repository as apps/server/dist, from where the program finds its migrations and pages.
  const parent = path.join(REPOSITORY_ROOT, 'node_modules', '.cache');
  await mkdir(parent, { recursive: true });
  const folder = await mkdtemp(path.join(parent, 'server-'));
  await promisify(execFile)(process.execPath, [path.join(REPOSITORY_ROOT, 'scripts', 'build-server.mjs'), folder]);
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

/**
 * Starts the built server in a process of its own, in production and on a free port. Only `settings` are set: neither
 * the environment of the test nor a `.env` file adds one. Call `endProcesses` after each test.
 */
export function startProcess(
  built: BuiltServer,
  settings: Record<string, string>,
  { file = 'main.js', args = [] }: ProcessOptions = {},
): ServerProcess {
  const unset = Object.fromEntries(Object.keys(envSchema.shape).map((name) => [name, '']));
  const child = spawn(process.execPath, [path.join(built.folder, file), ...args], {
    env: { PATH: process.env.PATH, ...unset, NODE_ENV: 'production', PORT: '0', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  const written = { out: '', errors: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    written.out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    written.errors += text;
  });
  const ended = once(child, 'close').then(([code]): ProcessEnd => {
    running.delete(child);
    return { code, ...written };
  });
  const says = async (pattern: RegExp): Promise<RegExpExecArray> => {
    const failed = ended.then(({ errors }) => Promise.reject(new Error(`it ended: ${errors}`)));
    failed.catch(() => {});
    for (;;) {
      const found = pattern.exec(written.out);
      if (found !== null) return found;
      await Promise.race([once(child.stdout, 'data'), failed]);
    }
  };
  const address = async (): Promise<string> => (await says(/ready at (\S+)/))[1] ?? '';
  const end = (signal: NodeJS.Signals = 'SIGTERM'): Promise<ProcessEnd> => {
    child.kill(signal);
    return ended;
  };
  return { child, written: () => ({ ...written }), says, address, ended, end };
}

/** Kills what still runs, and waits until it is gone. */
export async function endProcesses(): Promise<void> {
  await Promise.all(
    [...running].map(async (child) => {
      running.delete(child);
      if (child.exitCode !== null || child.signalCode !== null) return;
      // Not `close`, which waits for the output too: a test may have closed that itself.
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    }),
  );
}
