import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

const PATIENCE_MS = 120_000;
let folder: string;
const children: ChildProcess[] = [];

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'jackfield-main-'));
});
afterEach(async () => {
  for (const child of children.splice(0)) {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
  }
  await rm(folder, { recursive: true, force: true });
});

/** The program as `npm start` runs it, on a folder of its own. */
function start(settings: Record<string, string> = {}) {
  const child = spawn(
    process.execPath,
    ['--import', import.meta.resolve('tsx'), path.join(import.meta.dirname, 'main.ts')],
    {
      env: { PATH: process.env.PATH, NODE_ENV: 'production', PORT: '0', JACKFIELD_DATA: folder, ...settings },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  children.push(child);
  let out = '';
  let errors = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  const ended = once(child, 'close').then(([code]) => ({ code, out, errors }));
  return { child, ended, address: () => firstMatch(child, () => /ready at (\S+)/.exec(out)?.[1], ended) };
}

async function firstMatch(
  child: ChildProcess,
  find: () => string | undefined,
  ended: Promise<{ errors: string }>,
): Promise<string> {
  const failed = ended.then(({ errors }) => Promise.reject(new Error(`it ended: ${errors}`)));
  failed.catch(() => {});
  for (;;) {
    const found = find();
    if (found !== undefined) return found;
    await Promise.race([child.stdout ? once(child.stdout, 'data') : failed, failed]);
  }
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
    server.child.kill('SIGTERM');
    const { code, errors } = await server.ended;
    expect({ code, errors }).toEqual({ code: 0, errors: '' });
    const again = start();
    await again.address();
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
    { DATABASE_URL: 'postgresql://u:hunter22@127.0.0.1:1/x' },
    /^The database at 127\.0\.0\.1:1\/x cannot be reached\. .*\n$/,
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
    server.child.kill('SIGTERM');
    await server.ended;
    const wrong = await start({ JACKFIELD_MASTER_KEY: Buffer.alloc(32, 2).toString('base64') }).ended;
    expect(wrong.code).toBe(1);
    expect(wrong.errors).toMatch(/^The master key in JACKFIELD_MASTER_KEY is not the one .*\n$/);
    await start({ JACKFIELD_MASTER_KEY: right }).address();
  },
  PATIENCE_MS,
);
