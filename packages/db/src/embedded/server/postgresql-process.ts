import { type ChildProcess, spawn } from 'node:child_process';
import { parse } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { programFile } from './find-binaries.ts';
import { readPidFile } from './pid-file.ts';
import type { ServerAccount } from './server-account.ts';
import { stopServer } from './stop-server.ts';

const OUTPUT_CHARS_MAX = 4_000;
const LOOK_EVERY_MS = 10;
const IS_WINDOWS = process.platform === 'win32';
/** No folder of ours is kept busy by a process that outlives us. */
export const ROOT_FOLDER = parse(process.cwd()).root;

/** One run of PostgreSQL's server, from its start to its end. */
export interface PostgresqlProcess {
  /** Resolves once it has ended, however it did. */
  ended: Promise<void>;
  hasEnded: () => boolean;
  /** The last lines that it wrote; only what kept it from starting. */
  output: () => string;
  /** Asks it to end in order: running queries are cut, everything that was committed is on the disk. */
  stop: () => void;
}

export interface PostgresqlProcessOptions {
  account: ServerAccount;
  bin: string;
  files: string;
  settings: Readonly<Record<string, string>>;
}

/**
 * PostgreSQL must end when this process does, however that ends. So a shell starts it, waits for the end of its
 * standard input, which is a pipe from here, and then stops PostgreSQL in order. Signals to the whole process group,
 * which supervisors send, leave the shell alone: PostgreSQL has handlers of its own. Until it has set them up it
 * ignores SIGINT, as all that a shell starts in the background does, and SIGTERM ends it; afterwards SIGINT ends it in
 * order, and SIGTERM adds nothing.
 */
const SCRIPT = `trap "" INT TERM HUP
exec 3<&0
(trap - TERM; exec "$@") </dev/null 3<&- &
server=$!
(while read -r _; do :; done; kill -INT $server; kill -TERM $server) <&3 2>/dev/null &
watcher=$!
exec 3<&-
wait $server
code=$?
kill -KILL $watcher 2>/dev/null
exit $code`;

/** Starts the server; it accepts connections once `waitUntilReady` says so. */
export function startPostgresqlProcess(options: PostgresqlProcessOptions): PostgresqlProcess {
  const { account, bin, files } = options;
  const [program = '', ...args] = commandOf(options);
  const child = spawn(program, args, {
    ...account.ids,
    cwd: ROOT_FOLDER,
    env: serverEnvironment(),
    stdio: ['pipe', 'ignore', 'pipe'],
    // In a process group of its own: Ctrl-C is for us, who close connections first.
    detached: !IS_WINDOWS,
    windowsHide: true,
  });
  let output = '';
  // Read always: a full pipe would hold the server up.
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    output = (output + text).slice(-OUTPUT_CHARS_MAX);
  });
  child.stdin.on('error', () => {});
  let hasEnded = false;
  const ended = new Promise<void>((resolve) => {
    const end = (): void => {
      hasEnded = true;
      resolve();
    };
    child.once('error', (error) => {
      output += error.message;
      end();
    });
    child.once('close', end);
  });
  // A database that runs does not keep this process alive when it has nothing left to do.
  setReferenced(child, false);
  return {
    ended,
    hasEnded: () => hasEnded,
    output: () => output.trim(),
    stop: () => {
      setReferenced(child, true);
      child.stdin.end();
      if (IS_WINDOWS) stopServer(bin, files, child.pid ?? 0, 'fast');
    },
  };
}

function commandOf({ account, bin, files, settings }: PostgresqlProcessOptions): string[] {
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const server = [programFile(bin, 'postgres'), '-D', files, ...flags];
  // Without a shell it outlives a process that is killed; the next owner ends it.
  if (IS_WINDOWS) return server;
  return [...account.prefix, '/bin/sh', '-c', SCRIPT, 'jackfield-database', ...server];
}

/** Resolves once the server accepts connections, or has ended. A socket that is there does not say so yet. */
export async function waitUntilReady({ hasEnded }: PostgresqlProcess, files: string, msMax: number): Promise<boolean> {
  const until = Date.now() + msMax;
  while (!hasEnded() && Date.now() < until) {
    if (readPidFile(files)?.isReady === true) return true;
    await wait(LOOK_EVERY_MS);
  }
  return false;
}

/** What PostgreSQL's programs get of our environment; neither settings of a client nor secrets. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  // Windows programs do not start without SystemRoot.
  const { PATH, SystemRoot } = process.env;
  return { PATH, SystemRoot, TZ: 'UTC', LC_ALL: 'C' };
}

/** A child or a pipe of it, which is a socket although its type does not say so. */
interface Handle {
  ref(): void;
  unref(): void;
}

function setReferenced(child: ChildProcess, isReferenced: boolean): void {
  const handles = [child, child.stdin, child.stderr] as unknown as Handle[];
  for (const handle of handles) {
    if (isReferenced) handle.ref();
    else handle.unref();
  }
}
