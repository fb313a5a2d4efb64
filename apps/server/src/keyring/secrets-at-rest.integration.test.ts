import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { listValues, setSecret } from '@jackfield/contracts';
import { startUpstream, type Upstream } from '@jackfield/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { initialize, initializeAndSave, makeCall, makeToken, runCall, runPath } from '../testing/make-call.ts';
import { signUpOwner } from '../testing/scenario.ts';
import { startTestServer, type TestServer } from '../testing/start-test-server.ts';
import { KeyringError } from './keyring-error.ts';

const CANARY = 'canary/key+0123456789=ABCDEF';

let folder: string;
let upstream: Upstream;
const logged: string[] = [];
const seen: string[] = [];

beforeAll(async () => {
  upstream = await startUpstream();
  folder = await mkdtemp(path.join(tmpdir(), 'jackfield-at-rest-'));
}, 60_000);
afterAll(async () => {
  await upstream.close();
  await rm(folder, { recursive: true, force: true });
});

/** The server on a data folder with a key file of its own, at the highest log level; what it logs is collected. */
function start(settings: Record<string, string> = {}): Promise<TestServer> {
  return startTestServer(
    {
      JACKFIELD_DATA: folder,
      JACKFIELD_MASTER_KEY: '',
      JACKFIELD_LOG_LEVEL: 'trace',
      JACKFIELD_EGRESS_ALLOW: upstream.allowEntry,
      ...settings,
    },
    { log: { write: (line) => void logged.push(line) } },
  );
}

/** The forms a secret may be found in by somebody who looks for it. */
function formsOf(secret: string): string[] {
  const base64 = [0, 1, 2].map((shift) =>
    Buffer.from('x'.repeat(shift) + secret)
      .toString('base64')
      .slice(4, 24),
  );
  return [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1), ...base64];
}

async function filesUnder(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
}

describe('a secret at rest', () => {
  it('is in no file, log line or answer after it was set, used, echoed and failed with', async () => {
    const server = await start();
    const owner = await signUpOwner(server);
    const auth = { kind: 'basic' as const, shared: {}, byEnvironment: { [owner.development.id]: { username: 'ann' } } };
    const made = await makeCall(owner, upstream.origin, { api: { auth } });
    const set = await owner.client.call(setSecret, {
      params: { projectId: owner.project.id },
      body: {
        owner: { type: 'api', id: made.api.id },
        slot: 'auth.password',
        environmentId: owner.development.id,
        value: CANARY,
        origin: upstream.origin,
      },
    });
    seen.push(JSON.stringify(set), JSON.stringify(await initialize(owner, made.call)));
    const call = await initializeAndSave(owner, made.call);
    seen.push(JSON.stringify(call));
    const token = await makeToken(owner);
    for (const query of ['', '?headers=all&include=rawBody', '?answer=body']) {
      seen.push(await (await runCall(server, `${runPath(owner, { ...made, call })}${query}`, token)).text());
    }
    const expected = `Basic ${Buffer.from(`ann:${CANARY}`).toString('base64')}`;
    expect(upstream.requests.at(-1)?.headers.authorization).toBe(expected);
    seen.push(JSON.stringify(await owner.client.call(listValues, { params: { projectId: owner.project.id } })));
    await server.stop();
    const files = await filesUnder(folder);
    expect(files.length).toBeGreaterThan(100);
    const forms = [CANARY, token, expected.slice('Basic '.length)].flatMap(formsOf);
    const found = (text: string | Buffer): string[] => forms.filter((form) => text.includes(form));
    expect(seen.flatMap((text) => found(text))).toEqual([]);
    expect(logged.flatMap((line) => found(line))).toEqual([]);
    for (const file of files) expect(found(await readFile(file)), file).toEqual([]);
  }, 120_000);

  it('cannot be reached with another master key: the start is refused, and the right key still works', async () => {
    const keyFile = path.join(folder, 'master.key');
    const key = await readFile(keyFile, 'utf8');
    if (process.platform !== 'win32') expect((await stat(keyFile)).mode & 0o777).toBe(0o600);
    await expect(start({ JACKFIELD_MASTER_KEY: randomBytes(32).toString('base64') })).rejects.toThrow(KeyringError);
    await expect(start({ JACKFIELD_MASTER_KEY: 'too short' })).rejects.toThrow(KeyringError);
    const server = await start({ JACKFIELD_MASTER_KEY: `${randomBytes(32).toString('hex')},${key.trim()}` });
    await server.ctx.keyRotation.ended();
    await server.stop();
    // The newer key took over, so the old one alone is the wrong one now.
    await expect(start()).rejects.toThrow(/not the one this database was written with/);
  }, 120_000);
});
