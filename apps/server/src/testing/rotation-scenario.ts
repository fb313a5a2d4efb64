import { randomBytes } from 'node:crypto';
import { emptyCallDocument, inputSchema } from '@jackfield/connector';
import { confirmSecretOrigin, setSecret, signIn } from '@jackfield/contracts';
import { type Database, openDatabase } from '@jackfield/db';
import type { Upstream } from '@jackfield/testing';
import { secretPlace } from '../configuration/secret-place.ts';
import { Keyring } from '../keyring/keyring.ts';
import { openMasterKeys } from '../keyring/open-master-keys.ts';
import { createRotationRepository } from '../keyring/rotation.repository.ts';
import { initializeAndSave, makeCall, makeToken, runCall, runPath } from './make-call.ts';
import { type Owner, PASSWORD, signUpOwner } from './scenario.ts';
import type { TestServer } from './start-test-server.ts';

export const newMasterKey = () => randomBytes(32).toString('base64');

/** A workspace with a call that sends a secret of the project in a header. */
export interface Line {
  owner: Owner;
  path: string;
  token: string;
  /** What the last acknowledged change set. */
  value: string;
  /** What a change set that was cut off: it may stand or not. */
  unsure: string | undefined;
}

const secretOf = ({ owner }: Pick<Line, 'owner'>, value: string) => ({
  params: { projectId: owner.project.id },
  body: { owner: { type: 'project' as const }, slot: 'used', environmentId: owner.development.id, value },
});

export async function makeLine(server: Pick<TestServer, 'url' | 'visitor'>, upstream: Upstream): Promise<Line> {
  const owner = await signUpOwner(server);
  const value = newValue();
  const { id } = await owner.client.call(setSecret, secretOf({ owner }, value));
  await owner.client.call(confirmSecretOrigin, {
    params: { projectId: owner.project.id, secretId: id },
    body: { origin: upstream.origin },
  });
  const headers = [{ id: '1', kind: 'fixed' as const, key: 'X-Key', value: '{{used}}', isEnabled: true }];
  const inputs = [inputSchema.parse({ name: 'n', testValue: 'first' })];
  const made = await makeCall(owner, upstream.origin, {
    call: { ...emptyCallDocument(), url: '/echo?n=[n]', headers, inputs },
  });
  const call = await initializeAndSave(owner, made.call);
  return { owner, path: runPath(owner, { ...made, call }), token: await makeToken(owner), value, unsure: undefined };
}

const newValue = () => `value-${randomBytes(9).toString('hex')}`;

/** Replaces the line's secret over HTTP. */
export async function editLine(line: Line): Promise<void> {
  line.unsure = newValue();
  await line.owner.client.call(setSecret, secretOf(line, line.unsure));
  line.value = line.unsure;
  line.unsure = undefined;
}

/** One run; tells what was wrong with it, which is nothing when the right secret went out and the answer came back. */
export async function runLine(server: { url: string }, upstream: Upstream, line: Line): Promise<string | null> {
  const n = randomBytes(9).toString('hex');
  const res = await runCall(server, line.path, line.token, { inputs: { n } });
  const text = await res.text();
  if (res.status !== 200 || JSON.parse(text).outcome !== 'response') return `${res.status} ${text}`;
  const request = upstream.requests.findLast(({ url }) => url === `/echo?n=${n}`);
  const sent = request?.headers['x-key'];
  // The list would grow with every run.
  if (upstream.requests.length > 1_000) upstream.requests.splice(0, 500);
  return sent === line.value || (line.unsure !== undefined && sent === line.unsure) ? null : `sent ${String(sent)}`;
}

/** Who was signed in with a key that was dropped is not any more. */
export async function signInAgain({ owner }: Line): Promise<void> {
  await owner.client.call(signIn, { body: { email: owner.email, password: PASSWORD } });
}

/** Where the database is: `url` of a server, or else the data folder. */
export interface DatabasePlace {
  url: string | undefined;
  dataFolder: string;
}

/** Opens the database of a server that is stopped, with these master keys alone. */
async function withKeyring<Result>(
  place: DatabasePlace,
  masterKeyText: string,
  work: (keyring: Keyring, database: Database) => Promise<Result>,
): Promise<Result> {
  const database = await openDatabase(place.url === undefined ? { dataFolder: place.dataFolder } : { url: place.url });
  try {
    const store = createRotationRepository(database.prisma, { isShared: !database.isEmbedded });
    const masterKeys = await openMasterKeys({ masterKeyText, masterKeyFile: undefined }, store);
    return await work(new Keyring(masterKeys, store), database);
  } finally {
    await database.close();
  }
}

/** Adds so many secrets, of projects, APIs and calls, over all lines and environments; the values by their ids. */
export function addSecrets(
  place: DatabasePlace,
  masterKeyText: string,
  lines: readonly Line[],
  count: number,
): Promise<Map<string, string>> {
  return withKeyring(place, masterKeyText, async (keyring, { prisma }) => {
    const values = new Map<string, string>();
    const rows = [];
    for (let index = 0; index < count; index++) {
      const { owner } = lines[index % lines.length] ?? fail('there are no lines');
      const id = `s${randomBytes(11).toString('hex')}`;
      const value = newValue();
      values.set(id, value);
      rows.push({
        id,
        projectId: owner.project.id,
        environmentId: (index % 8 < 4 ? owner.development : owner.live).id,
        ownerType: ['project', 'api', 'call'][index % 3] ?? 'project',
        ownerId: index % 3 === 0 ? owner.project.id : `owner-${index % 50}`,
        slot: `slot_${index}`,
        sealed: await keyring.seal(secretPlace(owner.workspaceId, id), value),
        setById: owner.userId,
        setByName: 'Ann',
        setAt: new Date(),
      });
    }
    for (let index = 0; index < rows.length; index += 500) {
      await prisma.secret.createMany({ data: rows.slice(index, index + 500) });
    }
    return values;
  });
}

export interface Findings {
  /** Of the added secrets: not there, not opened, or with another value. */
  lost: string[];
  /** Master keys that a data key still needs. */
  masterKeyIds: string[];
  dataKeys: number;
}

/** Opens everything with this master key alone. Throws when that key is refused. */
export function checkSecrets(
  place: DatabasePlace,
  masterKeyText: string,
  lines: readonly Line[],
  values: ReadonlyMap<string, string>,
): Promise<Findings> {
  return withKeyring(place, masterKeyText, async (keyring, { prisma }) => {
    const workspaces = new Map(lines.map(({ owner }) => [owner.project.id, owner.workspaceId]));
    const opened = new Map<string, string | null>();
    for (const { id, projectId, sealed } of await prisma.secret.findMany()) {
      opened.set(id, await keyring.open(secretPlace(workspaces.get(projectId) ?? '', id), sealed));
    }
    const dataKeys = await prisma.dataKey.findMany();
    return {
      lost: [...values].filter(([id, value]) => opened.get(id) !== value).map(([id]) => id),
      masterKeyIds: [...new Set(dataKeys.map(({ masterKeyId }) => masterKeyId))],
      dataKeys: dataKeys.length,
    };
  });
}

function fail(message: string): never {
  throw new Error(message);
}
