import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DataKeyRow, KeyringStore } from './keyring.ts';
import { KeyringError } from './keyring-error.ts';
import { openKeyring } from './open-keyring.ts';
import type { SealedPlace } from './sealed-text.ts';

class MemoryStore implements KeyringStore {
  sealedCanary: string | null = null;
  dataKeys: DataKeyRow[] = [];
  async findSealedCanary() {
    return this.sealedCanary;
  }
  async saveSealedCanary(sealedCanary: string) {
    this.sealedCanary = sealedCanary;
  }
  async findDataKeys(workspaceId: string) {
    return this.dataKeys.filter((row) => row.workspaceId === workspaceId);
  }
  async findDataKeysOfOtherMasters(masterKeyId: string) {
    return this.dataKeys.filter((row) => row.masterKeyId !== masterKeyId);
  }
  async createDataKey(row: DataKeyRow) {
    this.dataKeys.push(row);
  }
  async rewrapDataKey(id: string, wrappedKey: string, masterKeyId: string) {
    this.dataKeys = this.dataKeys.map((row) => (row.id === id ? { ...row, wrappedKey, masterKeyId } : row));
  }
}

const newKey = () => randomBytes(32).toString('base64');
const place: SealedPlace = { workspaceId: 'w1', table: 'secret', rowId: 'r1', field: 'sealed' };
let folder: string;
let store: MemoryStore;
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

  it('moves to a new key placed in front, after which the old one is not needed', async () => {
    const [older, newer] = [newKey(), newKey()];
    const sealed = await (await openWith(older)).seal(place, 'sk_test_12345678');
    await openWith(`${newer}, ${older}`);
    expect(await (await openWith(newer)).open(place, sealed)).toBe('sk_test_12345678');
    await expect(openWith(older)).rejects.toThrow(KeyringError);
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
