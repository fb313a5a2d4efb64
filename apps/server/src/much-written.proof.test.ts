import { randomBytes } from 'node:crypto';
import { emptyApiDocument } from '@jackfield/connector';
import { type Call, createApi, createCall, saveCall } from '@jackfield/contracts';
import { findRunningServer } from '@jackfield/db';
import { connectPlainly, freePort, type PlainClient, reportProof, rounds } from '@jackfield/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeDataFolder, removeDataFolder } from './testing/data-folder.ts';
import { type Owner, signUpOwner } from './testing/scenario.ts';
import { type BuiltServer, buildServer, endProcesses, startProcess } from './testing/start-process.ts';
import { TestClient } from './testing/test-client.ts';

const MEGABYTE = 1024 * 1024;
const WRITTEN_BYTES = rounds({ short: 40, whole: 2_048 }) * MEGABYTE;
/** As text that does not compress. */
const BODY_CHARS = 600_000;
const WAIT_RATIO_MAX = 3;
const PATIENCE_MS = 60 * 60_000;

let built: BuiltServer;
let dataFolder = '';
beforeAll(async () => {
  built = await buildServer();
  dataFolder = await makeDataFolder();
});
afterAll(async () => {
  await endProcesses();
  await removeDataFolder(dataFolder);
  await built.remove();
});

/** How far the write-ahead log has come, in bytes. */
async function position(client: PlainClient): Promise<number> {
  const [row] = await client.query(`SELECT (pg_current_wal_insert_lsn() - '0/0')::text AS bytes`);
  return Number(row?.bytes);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

const text = (chars: number): string =>
  randomBytes(Math.ceil((chars * 3) / 4))
    .toString('base64')
    .slice(0, chars);

async function makeDraft(owner: Owner): Promise<Call> {
  const api = await owner.client.call(createApi, {
    params: { projectId: owner.project.id },
    body: { name: 'Written', document: emptyApiDocument() },
  });
  return owner.client.call(createCall, { params: { apiId: api.id }, body: { name: 'Often' } });
}

test(
  'however much is written, no change waits much longer than one that is made with the driver alone',
  async () => {
    const port = await freePort();
    const settings = { JACKFIELD_DATA: dataFolder, PORT: String(port), JACKFIELD_SIGNUP: 'open' };
    const server = startProcess(built, settings);
    await server.address();
    const owner = await signUpOwner({ visitor: () => new TestClient(`http://127.0.0.1:${port}`) });
    const plain = await connectPlainly((await findRunningServer(dataFolder)) ?? '');
    await plain.query('CREATE TABLE plain_probe (id bigserial PRIMARY KEY, content text NOT NULL)');
    await plain.query('ALTER TABLE plain_probe ALTER COLUMN content SET STORAGE EXTERNAL');
    let call = await makeDraft(owner);
    const save = async (): Promise<void> => {
      const { id, name, version, document } = call;
      const body = { kind: 'raw' as const, contentType: 'text/plain', template: text(BODY_CHARS) };
      call = await owner.client.call(saveCall, {
        params: { callId: id },
        body: { name, version, document: { ...document, method: 'POST', body } },
      });
    };

    let written = 0;
    let changes = 0;
    const waits: { ours: number[]; plain: number[] } = { ours: [], plain: [] };
    while (written < WRITTEN_BYTES) {
      const before = await position(plain);
      waits.ours.push(await timed(save));
      const bytes = (await position(plain)) - before;
      written += bytes;
      changes += 1;
      const content = text(bytes);
      waits.plain.push(await timed(() => plain.query('INSERT INTO plain_probe (content) VALUES ($1)', [content])));
      // What was written stays on no disk of the test.
      if (changes % 50 === 0) await plain.query('TRUNCATE plain_probe');
    }
    await plain.close();
    expect((await server.end()).code).toBe(0);

    const [ours, theirs] = [Math.max(...waits.ours), Math.max(...waits.plain)];
    const ratio = ours / theirs;
    reportProof({
      about: 'Durability',
      claim: `${Math.round(written / MEGABYTE)} MB of write-ahead log through changes of a call on the embedded database: longest wait, of that of the same loop with the driver alone`,
      figure: `${ratio.toFixed(2)} × (${ours.toFixed(0)} ms of ${changes} changes, ${theirs.toFixed(0)} ms)`,
      goal: `≤ ${WAIT_RATIO_MAX} ×, and no stall`,
      isMet: ratio <= WAIT_RATIO_MAX,
    });
    console.log(
      `${Math.round(written / MEGABYTE)} MB in ${changes} changes; longest ${ours.toFixed(0)} and ${theirs.toFixed(0)} ms`,
    );
  },
  PATIENCE_MS,
);
