import type { Logger } from '../logger.ts';
import { Keyring } from './keyring.ts';
import { type MasterKeySource, openMasterKeys } from './open-master-keys.ts';
import type { RotationStore } from './rotate-keys.ts';
import { ServerRotation } from './server-rotation.ts';

interface Dependencies {
  store: RotationStore;
  logger: Logger;
}

/** The keyring of a server, and what it does about a new master key. Throws `KeyringError` as `openMasterKeys` does. */
export async function openKeyring(
  source: MasterKeySource,
  { store, logger }: Dependencies,
): Promise<{ keyring: Keyring; rotation: ServerRotation }> {
  const masterKeys = await openMasterKeys(source, store);
  const fileInUse = source.masterKeyText === undefined ? source.masterKeyFile : undefined;
  return {
    keyring: new Keyring(masterKeys, store),
    rotation: new ServerRotation({ masterKeys, store, logger, masterKeyFile: fileInUse }),
  };
}
