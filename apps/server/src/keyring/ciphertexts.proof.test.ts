import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { emptyCallDocument } from '@jackfield/connector';
import { listValues, setSecret } from '@jackfield/contracts';
import { type Database, openDatabase } from '@jackfield/db';
import { freePort, reportProof, startUpstream, type Upstream } from '@jackfield/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { secretPlace } from '../configuration/secret-place.ts';
import { initializeAndSave, type MadeCall, makeCall, makeToken, runCall, runPath } from '../testing/make-call.ts';
import { newMasterKey } from '../testing/rotation-scenario.ts';
import { type Owner, signUpOwner } from '../testing/scenario.ts';
import { startTestServer, type TestServer } from '../testing/start-test-server.ts';
import { newDataKey, unwrapDataKey } from './data-key.ts';
import { parseMasterKeys } from './master-keys.ts';
import { type SealedPlace, type SealingKey, sealText } from './sealed-text.ts';

const SOUND = 99;
const ROWS_PER_CALL = 100;

let folder: string;
let upstream: Upstream;
let server: TestServer | undefined;
beforeAll(async () => {
  upstream = await startUpstream();
  folder = await mkdtemp(path.join(tmpdir(), 'jackfield-ciphertexts-'));
});
afterAll(async () => {
  await stop();
  await upstream.close();
  await rm(folder, { recursive: true, force: true });
});

async function stop(): Promise<void> {
  const running = server;
  server = undefined;
  await running?.stop();
}

/** What an attacker with the database has, and more: the keys themselves. */
interface Spoils {
  key: SealingKey;
  /** Another data key of the same workspace. */
  sibling: SealingKey;
  /** Another workspace's. */
  foreign: SealingKey;
  foreignWorkspaceId: string;
  /** Other texts that open where they stand: of the same workspace, and of the other one. */
  neighbour: string;
  stranger: string;
}

/** Spoils the sealed text of a place. */
type Tamper = (sealed: string, place: SealedPlace, spoils: Spoils) => string;

const VALUE_BYTES = 27;
const plainOf = (index: number) => `value-${String(index).padStart(VALUE_BYTES - 6, '0')}`;
const other = (character: string) => (character === 'A' ? 'B' : 'A');
const range = (count: number) => Array.from({ length: count }, (_, index) => index);

/** Every bit of nonce, tag and ciphertext, every character, every length, and each part in another's place. */
function tamperings(sealedChars: number): Tamper[] {
  const bits = [12, 16, VALUE_BYTES].flatMap((bytes, part) =>
    range(bytes * 8).map(
      (bit): Tamper =>
        (sealed) =>
          flipBit(sealed, part + 2, bit),
    ),
  );
  const cut = range(sealedChars).map(
    (length): Tamper =>
      (sealed) =>
        sealed.slice(0, length),
  );
  const beheaded = range(sealedChars - 1).map(
    (length): Tamper =>
      (sealed) =>
        sealed.slice(length + 1),
  );
  const changed = range(sealedChars).map(
    (at): Tamper =>
      (sealed) =>
        sealed.slice(0, at) + other(sealed[at] ?? '') + sealed.slice(at + 1),
  );
  const without = range(sealedChars).map(
    (at): Tamper =>
      (sealed) =>
        sealed.slice(0, at) + sealed.slice(at + 1),
  );
  const inserted = range(sealedChars + 1).map(
    (at): Tamper =>
      (sealed) =>
        `${sealed.slice(0, at)}-${sealed.slice(at)}`,
  );
  return [...bits, ...cut, ...beheaded, ...changed, ...without, ...inserted, ...RESPELLED, ...MOVED, ...swapped()];
}

function flipBit(sealed: string, part: number, bit: number): string {
  const parts = sealed.split('.');
  const bytes = Buffer.from(parts[part] ?? '', 'base64url');
  bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return parts.with(part, bytes.toString('base64url')).join('.');
}

const RESPELLED: Tamper[] = [
  ...['v0', 'v2', 'V1', 'v01', 'v1 ', '', '1'].map(
    (version): Tamper =>
      (sealed) =>
        sealed.replace(/^v1/, version),
  ),
  ...['.', '..', '.A', '=', '==', ' ', '\n', 'AA', 'AAAA', '.v1'].map(
    (end): Tamper =>
      (sealed) =>
        sealed + end,
  ),
  ...[' ', '\n', '.', 'v1.'].map(
    (begin): Tamper =>
      (sealed) =>
        begin + sealed,
  ),
  (sealed) => sealed.replaceAll('.', ':'),
  (sealed) => sealed.split('.').toReversed().join('.'),
  (sealed) => sealed + sealed,
  (sealed) => Buffer.from(sealed).toString('base64url'),
  () => 'plain text',
  () => '{"v1":true}',
  // A tag of four bytes, which the cipher itself would take.
  (sealed) => sealed.split('.').with(3, 'AAAAAA').join('.'),
];

const MOVED: Tamper[] = [
  (_, __, { neighbour }) => neighbour,
  (_, __, { stranger }) => stranger,
  ...(['workspaceId', 'table', 'rowId', 'field'] as const).flatMap((part): Tamper[] => [
    (_, place, { key }) => sealText(key, { ...place, [part]: 'other' }, Buffer.from('moved')),
    (_, place, { key }) => sealText(key, { ...place, [part]: '' }, Buffer.from('moved')),
    (_, place, { key }) => sealText(key, { ...place, [part]: `${place[part]} ` }, Buffer.from('moved')),
  ]),
  // The parts of the place are not moved into each other either.
  (_, place, { key }) => sealText(key, { ...place, rowId: `${place.rowId}","sealed`, field: '' }, Buffer.from('moved')),
  // Another key that is there, by its name alone or really.
  (sealed, _, { sibling }) => sealed.split('.').with(1, sibling.id).join('.'),
  (sealed, _, { foreign }) => sealed.split('.').with(1, foreign.id).join('.'),
  (_, place, { foreign }) => sealText(foreign, place, Buffer.from('moved')),
  (_, place, { foreign, foreignWorkspaceId }) =>
    sealText(foreign, { ...place, workspaceId: foreignWorkspaceId }, Buffer.from('moved')),
  (_, place, { key, sibling }) => sealText({ ...sibling, id: key.id }, place, Buffer.from('moved')),
  (_, place, { key, foreign }) => sealText({ ...foreign, id: key.id }, place, Buffer.from('moved')),
  (_, place, { key, sibling }) => sealText({ ...key, id: sibling.id }, place, Buffer.from('moved')),
];

/** Key id, nonce, tag and ciphertext, alone or together, from a text that opens elsewhere. */
function swapped(): Tamper[] {
  const subsets = range(15).map((bits) => range(4).filter((part) => ((bits + 1) >> part) & 1));
  const take =
    (from: 'neighbour' | 'stranger', parts: number[]): Tamper =>
    (sealed, _, spoils) => {
      const others = spoils[from].split('.');
      return parts.reduce((texts, part) => texts.with(part + 1, others[part + 1] ?? ''), sealed.split('.')).join('.');
    };
  // Within a workspace the key id is the same, so taking it alone changes nothing.
  const own = subsets.filter((parts) => parts.some((part) => part > 0));
  return [...own.map((parts) => take('neighbour', parts)), ...subsets.map((parts) => take('stranger', parts))];
}

async function withDatabase<Result>(work: (database: Database) => Promise<Result>): Promise<Result> {
  const database = await openDatabase({ dataFolder: folder });
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

it('does not open when it was changed, cut or moved in any way, asks to be entered again, and spoils no other', async () => {
  const masterKey = newMasterKey();
  const masterKeys = parseMasterKeys(masterKey, 'the test');
  const settings = {
    JACKFIELD_DATA: folder,
    JACKFIELD_MASTER_KEY: masterKey,
    JACKFIELD_EGRESS_ALLOW: upstream.allowEntry,
    PORT: String(await freePort()),
  };
  server = await startTestServer(settings);
  const [owner, foreigner] = [await signUpOwner(server), await signUpOwner(server)];
  await stop();

  const keys = new Map<string, SealingKey>();
  const sealFor = ({ workspaceId }: Owner, id: string, index: number): string => {
    const key = keys.get(workspaceId);
    if (key === undefined) throw new Error('the workspace has no data key');
    return sealText(key, secretPlace(workspaceId, id), Buffer.from(plainOf(index)));
  };
  const rowOf = (of: Owner, id: string, index: number) => ({
    id,
    projectId: of.project.id,
    environmentId: of.development.id,
    ownerType: 'project',
    ownerId: of.project.id,
    slot: id,
    sealed: sealFor(of, id, index),
    origins: [upstream.origin],
    setById: of.userId,
    setByName: 'Ann',
    setAt: new Date(),
  });
  const sound = range(SOUND).map((index) => `sound_${index}`);
  let tampers: Tamper[] = [];
  let tampered: string[] = [];
  await withDatabase(async ({ prisma }) => {
    for (const { workspaceId } of [owner, foreigner]) {
      const { key, row } = newDataKey(masterKeys, workspaceId);
      keys.set(workspaceId, key);
      await prisma.dataKey.create({ data: row });
    }
    tampers = tamperings(sealFor(owner, 'any', 0).length);
    tampered = tampers.map((_, index) => `tampered_${index}`);
    const rows = [...sound, ...tampered].map((id, index) => rowOf(owner, id, index));
    await prisma.secret.createMany({ data: [...rows, rowOf(foreigner, 'stranger', 0)] });
  });
  expect(tampers.length).toBeGreaterThanOrEqual(1_000);

  // While they are as they were sealed, calls that send each of them are initialized.
  server = await startTestServer(settings);
  const makeSender = async (names: string[]): Promise<MadeCall> => {
    const headers = names.map((name, index) => ({
      id: String(index),
      kind: 'fixed' as const,
      key: `X-Secret-${index}`,
      value: `{{${name}}}`,
      isEnabled: true,
    }));
    const made = await makeCall(owner, upstream.origin, { call: { ...emptyCallDocument(), url: '/echo', headers } });
    return { ...made, call: await initializeAndSave(owner, made.call) };
  };
  const soundSender = await makeSender(sound);
  const senders: { names: string[]; made: MadeCall }[] = [];
  for (let index = 0; index < tampered.length; index += ROWS_PER_CALL) {
    const names = tampered.slice(index, index + ROWS_PER_CALL);
    senders.push({ names, made: await makeSender(names) });
  }
  const token = await makeToken(owner);
  await stop();

  await withDatabase(async ({ prisma }) => {
    const { key: sibling, row } = newDataKey(masterKeys, owner.workspaceId);
    await prisma.dataKey.create({ data: row });
    expect(unwrapDataKey(masterKeys, row)).toEqual(sibling);
    const sealedById = new Map((await prisma.secret.findMany()).map(({ id, sealed }) => [id, sealed]));
    const textOf = (id: string) => sealedById.get(id) ?? '';
    const keyOf = ({ workspaceId }: Owner) => keys.get(workspaceId) ?? sibling;
    const spoils: Spoils = {
      key: keyOf(owner),
      sibling,
      foreign: keyOf(foreigner),
      foreignWorkspaceId: foreigner.workspaceId,
      neighbour: textOf('sound_0'),
      stranger: textOf('stranger'),
    };
    await prisma.$transaction(
      async (tx) => {
        for (const [index, tamper] of tampers.entries()) {
          const id = tampered[index] ?? '';
          const sealed = tamper(textOf(id), secretPlace(owner.workspaceId, id), spoils);
          expect(sealed, `tampering ${index} changes nothing`).not.toBe(textOf(id));
          await tx.secret.update({ where: { id }, data: { sealed } });
        }
      },
      { timeout: 60_000 },
    );
  });

  server = await startTestServer(settings);
  const params = { projectId: owner.project.id };
  const { secrets } = await owner.client.call(listValues, { params });
  const opened = secrets.filter(({ slot, isDamaged }) => tampered.includes(slot) && !isDamaged);
  expect(opened.map(({ slot }) => slot)).toEqual([]);
  expect(
    secrets
      .filter(({ isDamaged }) => isDamaged)
      .map(({ slot }) => slot)
      .toSorted(),
  ).toEqual(tampered.toSorted());

  const before = upstream.requests.length;
  const unnamed: string[] = [];
  for (const { names, made } of senders) {
    const envelope = JSON.parse(await (await runCall(server, runPath(owner, made), token)).text());
    expect(envelope).toMatchObject({ outcome: 'config', ok: false });
    unnamed.push(...names.filter((name) => !envelope.error.message.includes(`The secret ${name} cannot be opened`)));
    expect(envelope.error.hint).toContain('Enter the secret');
  }
  expect(unnamed).toEqual([]);
  expect(upstream.requests).toHaveLength(before);

  const envelope = JSON.parse(await (await runCall(server, runPath(owner, soundSender), token)).text());
  expect(envelope.outcome).toBe('response');
  const sent = upstream.requests.at(-1)?.headers;
  for (const index of range(SOUND)) expect(sent?.[`x-secret-${index}`]).toBe(plainOf(index));

  const [again = ''] = tampered;
  const body = { owner: { type: 'project' as const }, slot: again, environmentId: owner.development.id };
  const set = await owner.client.call(setSecret, { params, body: { ...body, value: 'entered again' } });
  expect(set).toMatchObject({ id: again, isDamaged: false });
  reportProof({
    about: 'Secrets',
    claim: `${tampers.length} ciphertexts changed in each bit, character and length, or moved between rows, fields, tables, workspaces and keys, beside ${SOUND} sound ones`,
    figure: `${opened.length} opened; each asks to be entered again, by its name; all ${SOUND} others were sent as they are`,
    goal: '0 open',
    isMet: opened.length === 0,
  });
}, 300_000);
