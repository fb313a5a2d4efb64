import { mkdtemp, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { removeDataFolder } from './testing/data-folder.ts';
import {
  type BuiltServer,
  buildServer,
  endProcesses,
  type ServerProcess,
  startProcess,
} from './testing/start-process.ts';

const PATIENCE_MS = 120_000;
let built: BuiltServer;
let folder: string;

beforeAll(async () => {
  built = await buildServer();
});
afterAll(() => built.remove());
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'jackfield-main-'));
});
afterEach(async () => {
  await endProcesses();
  await removeDataFolder(folder);
});

/** The program as `npm start` runs it, on a folder of its own. */
function start(settings: Record<string, string> = {}): ServerProcess {
  return startProcess(built, { JACKFIELD_DATA: folder, ...settings });
}

test(
  'starts on an empty folder, keeps its key for itself, and ends in order on SIGTERM',
  async () => {
    const server = start();
    const address = await server.address();
    const res = await fetch(`${address}/healthz`);
    expect(await res.json()).toEqual({ ok: true });
    if (process.platform !== 'win32') {
      expect((await stat(path.join(folder, 'master.key'))).mode & 0o777).toBe(0o600);
    }
    const { code, errors } = await server.end('SIGTERM');
    expect({ code, errors }).toEqual({ code: 0, errors: '' });
    const again = start();
    await again.address();
  },
  PATIENCE_MS,
);

test.skipIf(process.platform === 'win32')(
  'goes on when it is asked to replace worker processes and has none',
  async () => {
    const server = start();
    const address = await server.address();
    server.child.kill('SIGUSR2');
    await expect.poll(() => server.written().errors, { timeout: 10_000 }).toContain('set JACKFIELD_PROCESSES');
    expect((await fetch(`${address}/readyz`)).status).toBe(200);
    expect((await server.end()).code).toBe(0);
  },
  PATIENCE_MS,
);

test(
  'a second start on the same folder, or on the same port, ends with a sentence, and the first goes on',
  async () => {
    const server = start();
    const address = await server.address();
    const { port } = new URL(address);
    const [sameFolder, samePort] = await Promise.all([
      start().ended,
      start({ PORT: port, JACKFIELD_DATA: path.join(folder, 'other') }).ended,
    ]);
    expect(sameFolder.code).toBe(1);
    expect(sameFolder.errors).toMatch(/^The data folder .* is in use by the process \d+\. .*\n$/);
    expect(samePort.code).toBe(1);
    expect(samePort.errors).toBe(
      `Port ${port} on 127.0.0.1 is in use, perhaps by another Jackfield. Stop that, or choose another: PORT=${Number(port) + 1}.\n`,
    );
    expect((await fetch(`${address}/api/session`)).status).toBe(200);
  },
  PATIENCE_MS,
);

test.each([
  [
    { PORT: 'eighty', JACKFIELD_SIGNUP: 'maybe' },
    /^These settings are not right:\n {2}PORT .*\n {2}JACKFIELD_SIGNUP .*\n$/,
  ],
  [
    {
      DATABASE_URL: 'postgresql://u:hunter22@127.0.0.1:1/x',
      JACKFIELD_MASTER_KEY: Buffer.alloc(32, 1).toString('hex'),
    },
    /^The database at 127\.0\.0\.1:1\/x cannot be reached\. .*\n$/,
  ],
  [
    { DATABASE_URL: 'postgresql://u:hunter22@127.0.0.1:1/x' },
    /^DATABASE_URL is set, so JACKFIELD_MASTER_KEY is needed .*\n$/,
  ],
  [{ JACKFIELD_MASTER_KEY: 'hunter22' }, /^Key 1 in JACKFIELD_MASTER_KEY is not .*\n$/],
])(
  'a start with %j ends with what is wrong, and repeats no secret',
  async (settings, sentence) => {
    const { code, errors } = await start(settings).ended;
    expect(code).toBe(1);
    expect(errors).toMatch(sentence);
    expect(errors).not.toContain('hunter22');
  },
  PATIENCE_MS,
);

test(
  'a wrong master key is refused, and the right one still opens the folder',
  async () => {
    const right = Buffer.alloc(32, 1).toString('base64');
    const server = start({ JACKFIELD_MASTER_KEY: right });
    await server.address();
    await server.end('SIGTERM');
    const wrong = await start({ JACKFIELD_MASTER_KEY: Buffer.alloc(32, 2).toString('base64') }).ended;
    expect(wrong.code).toBe(1);
    expect(wrong.errors).toMatch(/^The master key in JACKFIELD_MASTER_KEY is not the one .*\n$/);
    await start({ JACKFIELD_MASTER_KEY: right }).address();
  },
  PATIENCE_MS,
);
