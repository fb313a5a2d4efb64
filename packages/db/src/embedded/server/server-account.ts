import { spawnSync } from 'node:child_process';

/** The account that runs PostgreSQL. */
export interface ServerAccount {
  /** Comes before a command. */
  prefix: readonly string[];
  /** Another account to start as; null: our own. */
  ids: { uid: number; gid: number } | null;
  /** Who must own the database's files, as seen from here; null: whoever runs this process. */
  owner: { uid: number; gid: number } | null;
}

/** `nobody` and its group, on every Linux distribution. */
const NOBODY = { uid: 65_534, gid: 65_534 };
const ROOT = { uid: 0, gid: 0 };
/** PostgreSQL refuses to run as root; in a user namespace root has another name and still owns its files. */
const AS_USER = ['unshare', '--user', '--map-user=1000', '--map-group=1000'];

/**
 * Chooses the account: our own; for root on Linux its own under another name, or `nobody` where user namespaces are
 * forbidden, as in Docker's default profile.
 */
export function chooseServerAccount(): ServerAccount {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return { prefix: [], ids: null, owner: null };
  const [program = '', ...args] = AS_USER;
  if (spawnSync(program, [...args, '/bin/sh', '-c', ':'], { stdio: 'ignore' }).status === 0) {
    return { prefix: AS_USER, ids: null, owner: ROOT };
  }
  return { prefix: [], ids: NOBODY, owner: NOBODY };
}
