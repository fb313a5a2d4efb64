import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Database, openDatabase } from '@jackfield/db';
import { createScratchDatabase } from '@jackfield/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { secretPlace } from '../configuration/secret-place.ts';
import { createLogger } from '../logger.ts';
import { holdDataKey } from './keyring.repository.ts';
import { Keyring } from './keyring.ts';
import { KeyringError } from './keyring-error.ts';
import { openMasterKeys } from './open-master-keys.ts';
import { isRotationDue, type RotationProgress, type RotationStore, rotateKeys } from './rotate-keys.ts';
import { createRotationRepository } from './rotation.repository.ts';
import { ServerRotation } from './server-rotation.ts';

const SECRETS_PER_WORKSPACE = 150;
const WORKSPACES = ['w1', 'w2'];
const newKey = () => randomBytes(32).toString('base64');

describe('a rotation', () => {
  let database: Database;
  let drop: () => Promise<void>;
  let store: RotationStore;
  const [older, newer] = [newKey(), newKey()];
  const values = new Map<string, string>();

  const open = (masterKeyText: string) => openMasterKeys({ masterKeyText, masterKeyFile: undefined }, store);
  const keyringOf = async (masterKeyText: string) => new Keyring(await open(masterKeyText), store);
  const workspaceOf = (id: string) => id.slice(0, 2);

  beforeAll(async () => {
    const scratch = await createScratchDatabase({ isMigrated: true });
    database = await openDatabase({ url: scratch.url });
    drop = async () => {
      await database.close();
      await scratch.drop();
    };
    store = createRotationRepository(database.prisma, { isShared: true });
  });
  afterAll(() => drop());

  beforeEach(async () => {
    await database.prisma.organization.deleteMany({});
    await database.prisma.instance.deleteMany({});
    values.clear();
    const keyring = await keyringOf(older);
    for (const workspace of WORKSPACES) await fill(workspace, keyring);
  });

  async function fill(workspace: string, keyring: Keyring): Promise<void> {
    const { prisma } = database;
    await prisma.organization.create({
      data: { id: workspace, name: workspace, slug: workspace, createdAt: new Date() },
    });
    await prisma.project.create({ data: { id: workspace, workspaceId: workspace, name: workspace, slug: workspace } });
    await prisma.environment.create({
      data: { id: workspace, projectId: workspace, name: 'Live', slug: 'live', position: 1, runs: 'published' },
    });
    const rows = [];
    for (let index = 0; index < SECRETS_PER_WORKSPACE; index++) {
      const id = `${workspace}-${String(index).padStart(4, '0')}`;
      values.set(id, randomBytes(12).toString('hex'));
      const sealed = await keyring.seal(secretPlace(workspace, id), values.get(id) ?? '');
      rows.push({ ...ownerOf(workspace), id, slot: id, sealed });
    }
    await prisma.secret.createMany({ data: rows });
  }

  function ownerOf(workspace: string) {
    return {
      projectId: workspace,
      environmentId: workspace,
      ownerType: 'project',
      ownerId: workspace,
      setById: 'u1',
      setByName: 'Ann',
      setAt: new Date(0),
    };
  }

  /** What the texts in the database open to with these keys. */
  async function openAll(masterKeyText: string): Promise<Map<string, string | null>> {
    const keyring = await keyringOf(masterKeyText);
    const rows = await allRows();
    const opened = new Map<string, string | null>();
    for (const { id, sealed } of rows) {
      opened.set(id, await keyring.open(secretPlace(workspaceOf(id), id), sealed));
    }
    return opened;
  }

  /** As a person does it, who is not told of the rotation. */
  const replace = (keyring: Keyring, id: string, value: string) =>
    keyring.sealInto(secretPlace(workspaceOf(id), id), value, (sealed) =>
      database.prisma.$transaction(async (tx) => {
        await holdDataKey(tx, sealed);
        await tx.secret.update({ where: { id }, data: { sealed } });
      }),
    );

  const allRows = () => database.prisma.secret.findMany({ orderBy: { id: 'asc' } });
  const dataKeys = () => database.prisma.dataKey.findMany({ orderBy: { id: 'asc' } });

  it('gives every workspace a new data key, changes no value, and makes the old key needless', async () => {
    const [keysBefore, rowsBefore] = [await dataKeys(), await allRows()];
    const told: RotationProgress[] = [];
    const masterKeys = await open(`${newer},${older}`);
    expect(await isRotationDue(masterKeys, store)).toBe(true);
    const rotation = await rotateKeys(masterKeys, store, { onProgress: (progress) => told.push(progress) });
    expect(rotation).toEqual({ resealed: values.size, damaged: 0 });
    expect(told.at(0)).toEqual({ done: 0, total: values.size });
    expect(told.at(-1)).toEqual({ done: values.size, total: values.size });
    expect(await isRotationDue(masterKeys, store)).toBe(false);
    expect(await openAll(newer)).toEqual(values);
    await expect(open(older)).rejects.toThrow(KeyringError);
    const keysAfter = await dataKeys();
    expect(keysAfter).toHaveLength(WORKSPACES.length);
    expect(keysAfter.filter(({ id }) => keysBefore.some((before) => before.id === id))).toEqual([]);
    const rowsAfter = await allRows();
    const withoutText = (rows: typeof rowsAfter) => rows.map((row) => ({ ...row, sealed: '' }));
    expect(withoutText(rowsAfter)).toEqual(withoutText(rowsBefore));
    expect(await rotateKeys(masterKeys, store)).toEqual({ resealed: 0, damaged: 0 });
  });

  it('that is cut off before any of its steps is finished by the next one, and loses nothing', async () => {
    const stepsOfWhole = 30;
    let [present, next] = [older, newer];
    let cuts = 0;
    for (let step = 1; step < stepsOfWhole; step++) {
      const keys = `${next},${present}`;
      const isCut = await rotateKeys(await open(keys), failingAt(step)).then(
        () => false,
        (error: unknown) => {
          expect(String(error)).toContain('cut off');
          return true;
        },
      );
      if (!isCut) break;
      cuts += 1;
      // Until it has finished, neither key alone is taken, and both open everything.
      await expect(open(next)).rejects.toThrow(KeyringError);
      expect(await openAll(keys)).toEqual(values);
      await rotateKeys(await open(keys), store);
      expect(await openAll(next)).toEqual(values);
      [present, next] = [next, newKey()];
    }
    expect(cuts).toBeGreaterThan(15);
    expect(await dataKeys()).toHaveLength(WORKSPACES.length);
  });

  /** The store of a process that dies as it begins its n-th access. */
  function failingAt(step: number): RotationStore {
    let accesses = 0;
    return new Proxy(store, {
      get(target, name, receiver) {
        const member = Reflect.get(target, name, receiver);
        if (typeof member !== 'function' || name === 'exclusively') return member;
        return (...args: unknown[]) => {
          accesses += 1;
          if (accesses === step) throw new Error('cut off');
          return Reflect.apply(member, target, args);
        };
      },
    });
  }

  it('keeps what people set meanwhile, at any moment and from a server that knows nothing of it', async () => {
    const server = await keyringOf(`${newer},${older}`);
    // So that it has the old data keys in memory.
    for (const [id] of values) await replace(server, id, values.get(id) ?? '');
    const ids = [...values.keys()];
    let edits = 0;
    const edit = async (id = ids[(edits * 37) % ids.length] ?? ''): Promise<void> => {
      edits += 1;
      values.set(id, `edited ${edits}`);
      await replace(server, id, `edited ${edits}`);
    };
    const editing = new Proxy(store, {
      get(target, name, receiver) {
        const member = Reflect.get(target, name, receiver);
        if (name === 'replaceSealed' || name === 'removeDataKey') {
          return async (...args: unknown[]) => {
            // One of those that were just read, and are about to be replaced.
            const [read] = args;
            await edit(Array.isArray(read) ? read.at(read.length >> 1)?.id : undefined);
            const result: unknown = await Reflect.apply(member, target, args);
            await edit();
            return result;
          };
        }
        return member;
      },
    });
    await rotateKeys(await open(`${newer},${older}`), editing);
    await edit();
    expect(edits).toBeGreaterThan(8);
    expect(await openAll(newer)).toEqual(values);
  });

  it('leaves damaged secrets as they are, tells how many, and finishes', async () => {
    const damaged = ['w1-0003', 'w2-0140'];
    for (const id of damaged) {
      const row = await database.prisma.secret.findUniqueOrThrow({ where: { id } });
      await database.prisma.secret.update({ where: { id }, data: { sealed: `${row.sealed.slice(0, -2)}AA` } });
    }
    const rotation = await rotateKeys(await open(`${newer},${older}`), store);
    expect(rotation).toEqual({ resealed: values.size - 2, damaged: 2 });
    for (const id of damaged) values.set(id, '');
    const opened = await openAll(newer);
    for (const [id, value] of opened) expect(value, id).toBe(damaged.includes(id) ? null : values.get(id));
  });

  it('ends after the present step when it is told to, and goes on from there', async () => {
    const stopping = new AbortController();
    const keys = await open(`${newer},${older}`);
    const onProgress = ({ done }: RotationProgress) => {
      if (done > 0) stopping.abort();
    };
    await expect(rotateKeys(keys, store, { signal: stopping.signal, onProgress })).rejects.toThrow();
    const rest = await rotateKeys(keys, store);
    expect(rest?.resealed).toBe(values.size - 100);
    expect(await openAll(newer)).toEqual(values);
  });

  it('waits for nobody, and nobody beside it rotates', async () => {
    const keys = await open(`${newer},${older}`);
    let tries = 0;
    const release = signal();
    const held = signal();
    const holder = database.prisma.$transaction(async (tx) => {
      await tx.$queryRaw`SELECT id FROM secret WHERE id = 'w1-0007' FOR UPDATE`;
      held.give();
      await release.given;
    });
    await held.given;
    const counting = new Proxy(store, {
      get(target, name, receiver) {
        const member = Reflect.get(target, name, receiver);
        if (name !== 'removeDataKey') return member;
        return async (...args: unknown[]) => {
          const isRemoved: unknown = await Reflect.apply(member, target, args);
          tries += 1;
          if (isRemoved === false && tries === 3) {
            expect(await rotateKeys(keys, store)).toBeNull();
            release.give();
          }
          return isRemoved;
        };
      },
    });
    expect(await rotateKeys(keys, counting)).toMatchObject({ resealed: values.size });
    await holder;
    expect(tries).toBeGreaterThan(3);
    expect(await openAll(newer)).toEqual(values);
  });

  it('is left to the process that does it: the others keep the old key in the file meanwhile', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'jackfield-keys-'));
    const masterKeyFile = path.join(folder, 'master.key');
    await writeFile(masterKeyFile, `${newer},${older}\n`);
    const masterKeys = await open(`${newer},${older}`);
    const own = createRotationRepository(database.prisma, { isShared: false });
    const logger = createLogger({ JACKFIELD_LOG_LEVEL: 'silent' });
    const rotate = async () => {
      const rotation = new ServerRotation({ masterKeys, store: own, logger, masterKeyFile });
      rotation.start();
      await rotation.ended();
      return readFile(masterKeyFile, 'utf8');
    };
    // As long as another process rotates.
    await own.exclusively(async () => {
      expect(await rotate()).toBe(`${newer},${older}\n`);
      expect(await isRotationDue(masterKeys, own)).toBe(true);
    });
    expect(await rotate()).toBe(`${newer}\n`);
    expect(await openAll(newer)).toEqual(values);
    await rm(folder, { recursive: true });
  });

  it('finds all secrets though many processes make the first data key of a workspace at once', async () => {
    const keyrings = await Promise.all(Array.from({ length: 5 }, () => keyringOf(older)));
    await database.prisma.dataKey.deleteMany({});
    const ids = [...values.keys()].slice(0, 50);
    await Promise.all(ids.map((id, index) => replace(keyrings[index % 5] ?? assertNever(), id, `${index}`)));
    expect((await dataKeys()).length).toBeGreaterThan(1);
    for (const [index, id] of ids.entries()) values.set(id, `${index}`);
    await rotateKeys(await open(`${newer},${older}`), store);
    const opened = await openAll(newer);
    for (const id of ids) expect(opened.get(id)).toBe(values.get(id));
    expect(await dataKeys()).toHaveLength(1);
  });
});

function signal(): { given: Promise<void>; give: () => void } {
  let give = () => {};
  const given = new Promise<void>((resolve) => {
    give = resolve;
  });
  return { given, give };
}

function assertNever(): never {
  throw new Error('there are five keyrings');
}
