import path from 'node:path';
import { type EmbeddedServer, openDatabase, startEmbeddedServer } from '@jackfield/db';
import { startDemoApi } from '../demo/start-demo-api.ts';
import type { Env } from '../env.ts';
import { checkMasterKeySetting } from '../keyring/master-keys.ts';
import { openMasterKeys } from '../keyring/open-master-keys.ts';
import { createRotationRepository } from '../keyring/rotation.repository.ts';
import type { Logger } from '../logger.ts';

/** What all workers share. */
export interface Instance {
  embeddedUrl: string | null;
  demoPort: number | null;
  close(): Promise<void>;
}

/**
 * Makes ready what workers must not do at the same time: starts the embedded database, applies migrations, and makes
 * the master key of a new data folder.
 *
 * @throws DatabaseError or KeyringError, whose messages are for the operator
 */
export async function openInstance(env: Env, logger: Logger, onProgress: (line: string) => void): Promise<Instance> {
  checkMasterKeySetting(env.JACKFIELD_MASTER_KEY, env.DATABASE_URL === undefined);
  const embedded = env.DATABASE_URL === undefined ? await startEmbedded(env, logger, onProgress) : null;
  try {
    await prepareDatabase(env, embedded, onProgress);
    const demoApi = embedded === null ? null : await startDemoApi(path.join(env.JACKFIELD_DATA, 'demo-port'), logger);
    return {
      embeddedUrl: embedded?.url ?? null,
      demoPort: demoApi?.port ?? null,
      close: async () => {
        await demoApi?.close();
        await embedded?.close();
      },
    };
  } catch (error) {
    await embedded?.close();
    throw error;
  }
}

function startEmbedded(env: Env, logger: Logger, onProgress: (line: string) => void): Promise<EmbeddedServer> {
  return startEmbeddedServer(env.JACKFIELD_DATA, {
    postgresBin: env.JACKFIELD_POSTGRES_BIN,
    // While one worker replaces another there is one more, and the primary itself makes a backup or a migration.
    processes: env.JACKFIELD_PROCESSES + 2,
    onProgress,
    onCrash: (output) => logger.error({ output }, 'the embedded database ended by itself; it is started again'),
  });
}

async function prepareDatabase(
  env: Env,
  embedded: EmbeddedServer | null,
  onProgress: (line: string) => void,
): Promise<void> {
  const where = embedded === null ? { url: env.DATABASE_URL } : { url: embedded.url, dataFolder: env.JACKFIELD_DATA };
  const database = await openDatabase({ ...where, onProgress });
  try {
    const masterKeyFile = embedded === null ? undefined : path.join(env.JACKFIELD_DATA, 'master.key');
    const store = createRotationRepository(database.prisma, { isShared: embedded === null });
    await openMasterKeys({ masterKeyText: env.JACKFIELD_MASTER_KEY, masterKeyFile }, store);
  } finally {
    await database.close();
  }
}
