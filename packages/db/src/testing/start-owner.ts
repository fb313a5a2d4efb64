import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import pg from 'pg';

const program = fileURLToPath(new URL('own-server.ts', import.meta.url));
const root = fileURLToPath(new URL('../../../..', import.meta.url));

export interface Owner {
  child: ChildProcess;
  /** Where its server answers. */
  url?: string;
  /** Why it has none. */
  error?: string;
}

export interface OwnerOptions {
  /** Comes before the command: `unshare`, for example. */
  prefix?: readonly string[];
  postgresBin?: string;
  env?: NodeJS.ProcessEnv;
  uid?: number;
}

const owners = new Set<ChildProcess>();

/** A process that owns the embedded server of a folder. End it with `killOwners`. */
export async function startOwner(folder: string, options: OwnerOptions = {}): Promise<Owner> {
  const { prefix = [], postgresBin, env = process.env, uid } = options;
  const command = [...prefix, process.execPath, '--import', 'tsx', program, folder];
  if (postgresBin !== undefined) command.push(postgresBin);
  const [file = '', ...args] = command;
  const child = spawn(file, args, { cwd: root, env, uid, gid: uid, stdio: ['pipe', 'pipe', 'inherit'] });
  owners.add(child);
  const [line] = await once(child.stdout, 'data');
  return { child, ...JSON.parse(String(line)) };
}

/** Kills a process as nobody can prevent. */
export async function kill(child: ChildProcess): Promise<void> {
  owners.delete(child);
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

export async function killOwners(): Promise<void> {
  await Promise.all([...owners].map(kill));
}

/** What a server answers to a query. */
export async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  // A server that is killed fails the query, too.
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Whether a command ends well: `unshare --pid --fork true`. */
export function works(command: string, ...args: string[]): boolean {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}
