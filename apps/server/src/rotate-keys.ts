import { existsSync } from 'node:fs';
import path from 'node:path';
import { type Database, DatabaseError, openDatabase } from '@jackfield/db';
import { databaseOptions } from './database-options.ts';
import { type Env, EnvError, readEnv } from './env.ts';
import { KeyringError } from './keyring/keyring-error.ts';
import { keepFirstKey, putNewKeyFirst } from './keyring/master-key-file.ts';
import { HOW_TO_MAKE, type MasterKeys } from './keyring/master-keys.ts';
import { openMasterKeys } from './keyring/open-master-keys.ts';
import { isRotationDue, type RotationStore, rotateKeys } from './keyring/rotate-keys.ts';
import { createRotationRepository } from './keyring/rotation.repository.ts';
import { throttleProgress } from './keyring/throttle-progress.ts';

/** Why the rotation did not happen or did not finish; the message is for the operator. */
class RotationError extends Error {
  override readonly name = 'RotationError';
}

async function main(): Promise<void> {
  const env = readEnv();
  const isEmbedded = env.DATABASE_URL === undefined;
  if (isEmbedded && !existsSync(env.JACKFIELD_DATA)) {
    throw new RotationError(`There is no data folder ${env.JACKFIELD_DATA}, so there is nothing to rotate.`);
  }
  const database = await open(env);
  try {
    await rotate(env, database);
  } finally {
    await database.close();
  }
}

/** The embedded database belongs to one process: where the server holds it, the server has to do the work. */
async function open(env: Env): Promise<Database> {
  try {
    return await openDatabase({ ...databaseOptions(env), onProgress: say });
  } catch (error) {
    if (!(error instanceof DatabaseError) || error.code !== 'folder_in_use') throw error;
    throw new RotationError(
      `Jackfield is running on ${env.JACKFIELD_DATA}. Stop it, run this again, and start it; or, to rotate while it works, start it again with JACKFIELD_MASTER_KEY=<new key>,<present key>. Nothing was changed.`,
      { cause: error },
    );
  }
}

async function rotate(env: Env, database: Database): Promise<void> {
  const store = createRotationRepository(database.prisma, { isShared: !database.isEmbedded });
  if ((await store.findSealedCanary()) === null) {
    throw new RotationError('This database has never been used by Jackfield, so there is nothing to rotate.');
  }
  const masterKeyText = env.JACKFIELD_MASTER_KEY;
  const keyFile = path.join(env.JACKFIELD_DATA, 'master.key');
  const ownFile = database.isEmbedded && masterKeyText === undefined ? keyFile : undefined;
  let masterKeys = await openMasterKeys({ masterKeyText, masterKeyFile: ownFile }, store);
  if (ownFile !== undefined && masterKeys.length === 1) {
    masterKeys = await putNewKeyFirst(ownFile);
    say(`A new key stands first in ${ownFile}.`);
  } else if (!(await isRotationDue(masterKeys, store))) {
    if (ownFile !== undefined) await keepFirstKey(ownFile);
    say(describeNothing(masterKeys));
    return;
  }
  await resealAll(masterKeys, store);
  if (ownFile === undefined) {
    say('The old key may be dropped from JACKFIELD_MASTER_KEY: leave the first one alone, then restart each server.');
    return;
  }
  await keepFirstKey(ownFile);
  say(`The old key was dropped from ${ownFile}. Back up the data folder now: an older copy needs its own key.`);
}

function describeNothing([newest, ...older]: MasterKeys): string {
  const begin = `Nothing is left to do: everything is under the key ${newest.id}`;
  if (older.length > 0) return `${begin}, and the others (${older.map(({ id }) => id).join(', ')}) may be dropped.`;
  return `${begin}. To rotate, put a new one in front of it, JACKFIELD_MASTER_KEY=<new key>,<present key>, restart each server with both, and run this again. Make a key with: ${HOW_TO_MAKE}`;
}

async function resealAll(masterKeys: MasterKeys, store: RotationStore): Promise<void> {
  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stopping.abort());
  let reached = '';
  const tell = throttleProgress(() => say(reached));
  try {
    const rotation = await rotateKeys(masterKeys, store, {
      signal: stopping.signal,
      onProgress: (progress) => {
        reached = `Resealed ${progress.done} of ${progress.total} secrets`;
        tell(progress);
      },
    });
    if (rotation === null) {
      throw new RotationError('Another rotation is at work on this database; it prints its progress where it runs.');
    }
    say(`Done: everything is under the key ${masterKeys[0].id}.`);
    if (rotation.damaged > 0) {
      say(`${rotation.damaged} of the secrets were damaged before: their places ask for them to be entered again.`);
    }
  } catch (error) {
    if (!stopping.signal.aborted) throw error;
    throw new RotationError(`Stopped. ${reached}. Run this again to go on; keep the old key until then.`);
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** What the operator can mend is one clear sentence; anything else is a fault of ours and shows where. */
function fail(error: unknown): void {
  const isForOperator = [RotationError, EnvError, KeyringError, DatabaseError].some((kind) => error instanceof kind);
  const stack = error instanceof Error ? error.stack : undefined;
  const text = isForOperator && error instanceof Error ? error.message : (stack ?? String(error));
  // Not when nothing is left to do: the engine that applied migrations leaves a timer of ten seconds behind.
  process.stderr.write(`${text}\n`, () => process.exit(1));
}

main().catch(fail);
