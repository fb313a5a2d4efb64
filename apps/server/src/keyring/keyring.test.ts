import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DataKeyRow } from './data-key.ts';
import { DataKeyRemovedError } from './data-key-removed-error.ts';
import { Keyring, type KeyringStore } from './keyring.ts';
import { KeyringError } from './keyring-error.ts';
import { type MasterKeySource, type MasterKeyStore, openMasterKeys } from './open-master-keys.ts';
import type { SealedPlace } from './sealed-text.ts';

class MemoryStore implements KeyringStore, MasterKeyStore {
  sealedCanary: string | null = null;
  dataKeys: DataKeyRow[] = [];
  standing: string | null = null;
  async findSealedCanary() {
    return this.sealedCanary;
  }
  async saveSealedCanary(sealedCanary: string) {
    this.sealedCanary = sealedCanary;
  }
  async createSealedCanary(sealedCanary: string) {
    this.sealedCanary ??= sealedCanary;
    return this.sealedCanary;
  }
  async findDataKeys(workspaceId: string) {
    return this.dataKeys.filter((row) => row.workspaceId === workspaceId);
  }
  async findMasterKeyIds() {
    return [...new Set(this.dataKeys.map(({ masterKeyId }) => masterKeyId))];
  }
  async createDataKey(row: DataKeyRow) {
    this.dataKeys.push(row);
  }
  async findSealed() {
    return this.standing;
  }
}

const newKey = () => randomBytes(32).toString('base64');
const place: SealedPlace = { workspaceId: 'w1', table: 'secret', rowId: 'r1', field: 'sealed' };
let folder: string;
let store: MemoryStore;
const openKeyring = async (source: MasterKeySource, inStore: MemoryStore) =>
  new Keyring(await openMasterKeys(source, inStore), inStore);
const openWith = (masterKeyText: string) => openKeyring({ masterKeyText, masterKeyFile: undefined }, store);

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'jackfield-keyring-'));
  store = new MemoryStore();
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('the keyring', () => {
  it('creates the key file once, for its owner only, and reads it the next time', async () => {
    const masterKeyFile = path.join(folder, 'master.key');
    const source = { masterKeyText: undefined, masterKeyFile };
    const sealed = await (await openKeyring(source, store)).seal(place, 'sk_test_12345678');
    const written = await readFile(masterKeyFile, 'utf8');
    if (process.platform !== 'win32') expect((await stat(masterKeyFile)).mode & 0o777).toBe(0o600);
    expect(await (await openKeyring(source, store)).open(place, sealed)).toBe('sk_test_12345678');
    expect(await readFile(masterKeyFile, 'utf8')).toBe(written);
  });

  it('refuses a data folder whose key file is gone, and makes no new key', async () => {
    const masterKeyFile = path.join(folder, 'master.key');
    await openKeyring({ masterKeyText: undefined, masterKeyFile }, store);
    await rm(masterKeyFile);
    await expect(openKeyring({ masterKeyText: undefined, masterKeyFile }, store)).rejects.toThrow(/is missing/);
    expect(await readdir(folder)).toEqual([]);
  });

  it('that opens an empty database second, with another key, is refused, though it saw the database empty too', async () => {
    const opened = await Promise.allSettled([openWith(newKey()), openWith(newKey())]);
    expect(opened.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect(opened[1]).toMatchObject({ reason: { message: expect.stringContaining('is not the one') } });
  });

  it('refuses to run on a database server without a key, and says how to make one', async () => {
    const opening = openKeyring({ masterKeyText: undefined, masterKeyFile: undefined }, store);
    await expect(opening).rejects.toThrow(/JACKFIELD_MASTER_KEY is needed.*randomBytes\(32\)/);
    expect(store.sealedCanary).toBeNull();
  });

  it('refuses the wrong key with both ids and writes nothing', async () => {
    await (await openWith(newKey())).seal(place, 'sk_test_12345678');
    const before = structuredClone({ canary: store.sealedCanary, keys: store.dataKeys });
    const wrong = newKey();
    const refusal = await openWith(wrong).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(KeyringError);
    expect(String(refusal)).toMatch(/not the one this database was written with \(it needs key [0-9a-f]{8}, given: /);
    expect(String(refusal)).not.toContain(wrong);
    expect({ canary: store.sealedCanary, keys: store.dataKeys }).toEqual(before);
  });

  it('refuses malformed keys in words that do not quote them', async () => {
    for (const text of ['short', newKey().slice(4), `${newKey()},nonsense!`, ' , ', 'zz'.repeat(32)]) {
      const refusal = await openWith(text).catch((error: unknown) => error);
      expect(refusal).toBeInstanceOf(KeyringError);
      expect(String(refusal)).toMatch(/randomBytes\(32\)/);
      if (text.trim().length > 5) expect(String(refusal)).not.toContain(text);
    }
    const file = path.join(folder, 'master.key');
    await writeFile(file, 'damaged');
    await chmod(file, 0o600);
    await expect(openKeyring({ masterKeyText: undefined, masterKeyFile: file }, store)).rejects.toThrow(file);
  });

  it('takes base64 and hexadecimal spellings of one key as the same', async () => {
    const bytes = randomBytes(32);
    const sealed = await (await openWith(bytes.toString('hex'))).seal(place, 'sk_test_12345678');
    expect(await (await openWith(bytes.toString('base64'))).open(place, sealed)).toBe('sk_test_12345678');
  });

  it('with a new key in front still opens everything, and until a rotation neither key is enough alone', async () => {
    const [older, newer] = [newKey(), newKey()];
    const sealed = await (await openWith(older)).seal(place, 'sk_test_12345678');
    const both = await openWith(`${newer}, ${older}`);
    expect(await both.open(place, sealed)).toBe('sk_test_12345678');
    await expect(openWith(newer)).rejects.toThrow(/not the one this database was written with/);
    await both.seal({ ...place, workspaceId: 'w2' }, 'sk_test_87654321');
    const refusal = await openWith(older).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(KeyringError);
    expect(String(refusal)).toMatch(/under the master key [0-9a-f]{8}, which is not in JACKFIELD_MASTER_KEY \(given: /);
  });

  it('that lacks the newer master key of a workspace seals nothing under the older one', async () => {
    const [older, newer] = [newKey(), newKey()];
    const stale = await openWith(older);
    const sealed = await (await openWith(`${newer},${older}`)).seal(place, 'sk_test_12345678');
    expect(await stale.open(place, sealed)).toBeNull();
    await expect(stale.seal(place, 'sk_test_87654321')).rejects.toThrow(/started without/);
    expect(store.dataKeys).toHaveLength(1);
  });

  it('reads a text again that was resealed, and its data key removed, since it was read', async () => {
    const key = newKey();
    const sealed = await (await openWith(key)).seal(place, 'sk_test_12345678');
    store.dataKeys = [];
    const standing = await (await openWith(key)).seal(place, 'sk_test_12345678');
    store.standing = standing;
    expect(await (await openWith(key)).open(place, sealed)).toBe('sk_test_12345678');
    store.standing = sealed;
    expect(await (await openWith(key)).open(place, sealed)).toBeNull();
  });

  it('seals once more when a rotation removed the data key before the text was stored, and only then', async () => {
    const key = newKey();
    const keyring = await openWith(key);
    await keyring.open(place, await keyring.seal(place, 'sk_test_12345678'));
    const stored: string[] = [];
    const storeIt = async (sealed: string) => {
      stored.push(sealed);
      if (!store.dataKeys.some(({ id }) => sealed.startsWith(`v1.${id}.`))) throw new DataKeyRemovedError();
      return sealed;
    };
    store.dataKeys = [];
    const sealed = await keyring.sealInto(place, 'sk_test_12345678', storeIt);
    expect(stored).toHaveLength(2);
    expect(await (await openWith(key)).open(place, sealed)).toBe('sk_test_12345678');
    const failing = keyring.sealInto(place, 'x', () => Promise.reject(new Error('disk full')));
    await expect(failing).rejects.toThrow('disk full');
  });

  it('reports a damaged text or data key as null, and other workspaces still work', async () => {
    const key = newKey();
    const keyring = await openWith(key);
    const sealed = await keyring.seal(place, 'sk_test_12345678');
    const elsewhere = { ...place, workspaceId: 'w2' };
    const other = await keyring.seal(elsewhere, 'sk_test_87654321');
    expect(await keyring.open(elsewhere, sealed)).toBeNull();
    expect(await keyring.open(place, 'not sealed')).toBeNull();
    store.dataKeys = store.dataKeys.map((row) => (row.workspaceId === 'w1' ? { ...row, wrappedKey: 'v1.x' } : row));
    const reopened = await openWith(key);
    expect(await reopened.open(place, sealed)).toBeNull();
    expect(await reopened.open(elsewhere, other)).toBe('sk_test_87654321');
    expect(await reopened.open(place, await reopened.seal(place, 'entered again'))).toBe('entered again');
  });

  it('opens what another process sealed with a data key made since', async () => {
    const key = newKey();
    const [first, second] = [await openWith(key), await openWith(key)];
    await Promise.all([first.seal(place, 'one'), second.seal(place, 'two')]);
    expect(await first.open(place, await second.seal(place, 'from the other'))).toBe('from the other');
  });

  it('derives the same secret at each start, and another for each purpose', async () => {
    const key = newKey();
    const secret = (await openWith(key)).deriveSecret('sign-in');
    expect((await openWith(key)).deriveSecret('sign-in')).toBe(secret);
    const withNewer = await openWith(`${newKey()},${key}`);
    expect(withNewer.deriveSecret('sign-in')).toBe(secret);
    expect(withNewer.deriveSecret('links')).not.toBe(secret);
    expect(secret.length).toBeGreaterThanOrEqual(43);
  });
});
