import path from 'node:path';
import { openDatabase } from '@jackfield/db';
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
  const database = await openDatabase({ url: env.DATABASE_URL, dataFolder: env.JACKFIELD_DATA, onProgress });
  const isEmbedded = database.engine === 'pglite';
  try {
    const masterKeyFile = isEmbedded ? path.join(env.JACKFIELD_DATA, 'master.key') : undefined;
    const store = createRotationRepository(database.prisma, database.engine);
    await openMasterKeys({ masterKeyText: env.JACKFIELD_MASTER_KEY, masterKeyFile }, store);
  } finally {
    await database.close();
  }
  const demoApi = isEmbedded ? await startDemoApi(path.join(env.JACKFIELD_DATA, 'demo-port'), logger) : null;
  return {
    embeddedUrl: null,
    demoPort: demoApi?.port ?? null,
    close: async () => {
      await demoApi?.close();
    },
  };
}
