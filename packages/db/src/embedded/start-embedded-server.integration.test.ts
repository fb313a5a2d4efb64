import { spawn } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { chmod, chown, cp, mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { processesNaming } from '@jackfield/testing';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { findRunningServer, openDatabase } from '../index.ts';
import { ask, kill, killOwners, startOwner, works } from '../testing/start-owner.ts';
import { findBinaries } from './server/find-binaries.ts';
import { readPidFile } from './server/pid-file.ts';
import { choosePlacement } from './server/placement.ts';
import { type EmbeddedServer, startEmbeddedServer } from './start-embedded-server.ts';

const PATIENCE = { timeout: 20_000, interval: 20 };
const ONE = [{ one: 1 }];

let parent = '';
let folder = '';
const servers: EmbeddedServer[] = [];

beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'jackfield-embedded-'));
  // Also for accounts that are not ours.
  await chmod(parent, 0o755);
  folder = join(parent, 'data');
});
afterEach(async () => {
  await killOwners();
  await Promise.all(servers.splice(0).map((server) => server.close()));
  await vi.waitFor(() => expect(processesNaming(parent)).toEqual([]), PATIENCE);
  await rm(parent, { recursive: true, force: true });
});

async function start(dataFolder = folder): Promise<EmbeddedServer> {
  const server = await startEmbeddedServer(dataFolder, { isDurable: false });
  servers.push(server);
  return server;
}

const files = () => join(folder, 'postgresql');
/** The one that waits for the end of its owner first, which is the youngest: it would end the server otherwise. */
function killAllBut(server: number): void {
  const others = processesNaming(files()).filter((pid) => pid !== server);
  for (const pid of others.sort((a, b) => b - a)) process.kill(pid, 'SIGKILL');
}

const serverId = () => readPidFile(files())?.pid ?? 0;

describe('the embedded server', () => {
  test('has an account that may do everything in its database and nothing else, and listens on no port', async () => {
    const { url } = await start();
    expect(await ask(url, 'SELECT current_user, current_database()')).toEqual([
      { current_user: 'jackfield', current_database: 'jackfield' },
    ]);
    expect(await ask(url, 'SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user')).toEqual([
      { rolsuper: false, rolbypassrls: false },
    ]);
    expect(await ask(url, 'SHOW listen_addresses')).toEqual([{ listen_addresses: '' }]);
  });

  test.each([
    ['spaces, umlauts and signs', `it's "ümläut" %2F ?&#`],
    ['150 characters', 'x'.repeat(150)],
  ])('starts twice in a folder whose path has %s', async (_what, name) => {
    const odd = join(parent, name);
    for (const _ of [1, 2]) {
      const server = await start(odd);
      expect(await ask(server.url, 'SELECT 1 AS one')).toEqual(ONE);
      expect(await findRunningServer(odd)).toBe(server.url);
      await server.close();
    }
    expect(await findRunningServer(odd)).toBeNull();
  });

  test('is started again when it ends by itself, and connections find it at the same place', async () => {
    const crashes: string[] = [];
    const database = await openDatabase({ dataFolder: folder, isDurable: false, onCrash: (out) => crashes.push(out) });
    for (const count of [1, 2]) {
      process.kill(serverId(), 'SIGKILL');
      await vi.waitFor(() => expect(crashes).toHaveLength(count), PATIENCE);
      await vi.waitFor(() => database.ping(), PATIENCE);
    }
    await database.close();
  });

  test('reports nothing of rows and statements, also when it crashes', async () => {
    const crashes: string[] = [];
    const server = await startEmbeddedServer(folder, { isDurable: false, onCrash: (output) => crashes.push(output) });
    servers.push(server);
    await ask(server.url, 'CREATE TABLE people (email text UNIQUE)');
    await ask(server.url, "INSERT INTO people VALUES ('ann@canary.example')");
    const failing = [
      "INSERT INTO people VALUES ('ann@canary.example')",
      "SELECT 'ann@canary.example' FROM nowhere",
      "SELECT 'ann@canary.example'::int",
      "DO $$ BEGIN RAISE LOG 'ann@canary.example'; RAISE WARNING 'ann@canary.example'; END $$",
    ];
    for (const sql of failing) await ask(server.url, sql).catch(() => {});
    process.kill(serverId(), 'SIGKILL');
    await vi.waitFor(() => expect(crashes).toHaveLength(1), PATIENCE);
    expect(crashes[0]).not.toMatch(/canary|people|nowhere/);
  });

  test('can be closed at every moment, also while it is started again', async () => {
    for (let round = 0; round < 20; round += 1) {
      let setCrashed: () => void = () => {};
      const crashed = new Promise<void>((resolve) => {
        setCrashed = resolve;
      });
      const server = await startEmbeddedServer(folder, { isDurable: false, onCrash: setCrashed });
      process.kill(serverId(), 'SIGKILL');
      await crashed;
      await new Promise((resolve) => setTimeout(resolve, round * 5));
      await server.close();
      await vi.waitFor(() => expect(processesNaming(folder)).toEqual([]), PATIENCE);
    }
  });

  test('is reached whatever the variables of another server say', async () => {
    const env = {
      ...process.env,
      PGPORT: '5433',
      PGSSLMODE: 'require',
      PGOPTIONS: '-c default_transaction_read_only=on',
    };
    const { url, error } = await startOwner(folder, { env });
    expect(error).toBeUndefined();
    vi.stubEnv('PGPORT', '5433').stubEnv('PGSSLMODE', 'require').stubEnv('PGOPTIONS', '-c statement_timeout=1');
    expect(await ask(url ?? '', 'SELECT 1 AS one, pg_sleep(0.01)::text')).toEqual([{ ...ONE[0], pg_sleep: '' }]);
    vi.unstubAllEnvs();
  });

  test('leaves no folder under /tmp, also when its owner was killed', async () => {
    const deep = join(parent, 'x'.repeat(150));
    const { child, url } = await startOwner(deep);
    const socketFolder = decodeURIComponent(new URL(url ?? '').hostname);
    expect(socketFolder).toMatch(/^\/tmp\/jackfield-socket-/);
    await kill(child);
    await vi.waitFor(() => expect(processesNaming(deep)).toEqual([]), PATIENCE);
    const next = await start(deep);
    expect(existsSync(socketFolder)).toBe(false);
    await next.close();
    expect(existsSync(decodeURIComponent(new URL(next.url).hostname))).toBe(false);
  });

  test('closes its folders again that were opened to others', async () => {
    await (await start()).close();
    for (const name of ['lock', 'socket']) await chmod(join(folder, name), 0o777);
    const server = await start();
    for (const name of ['lock', 'socket']) expect((await stat(join(folder, name))).mode & 0o777).toBe(0o700);
    await expect(startEmbeddedServer(folder)).rejects.toMatchObject({ code: 'folder_in_use' });
    await server.close();
  });

  test('says what is wrong with the folder, in one sentence', async () => {
    await mkdir(files(), { recursive: true });
    await writeFile(join(files(), 'PG_VERSION'), '');
    await expect(startEmbeddedServer(folder)).rejects.toMatchObject({ code: 'damaged' });
    await rm(files(), { recursive: true });
    await writeFile(join(folder, 'socket'), '');
    await start();
  });

  test('listens on a port with a password where there are no local sockets, as on Windows', async () => {
    const options = { isDurable: false, listensOnPort: true };
    const first = await startEmbeddedServer(folder, options);
    servers.push(first);
    const withoutPassword = new URL(first.url);
    withoutPassword.password = 'another';
    await expect(ask(withoutPassword.href, 'SELECT 1')).rejects.toThrow('password authentication failed');
    expect(await ask(first.url, 'SELECT 1 AS one')).toEqual(ONE);
    expect(await findRunningServer(folder)).toBe(first.url);
    expect((await stat(join(folder, 'postgresql.password'))).mode & 0o777).toBe(0o600);
    await first.close();
    const again = await startEmbeddedServer(folder, options);
    servers.push(again);
    expect(await ask(again.url, 'SELECT 1 AS one')).toEqual(ONE);
  });

  test('runs on the programs of a folder that is named, and says so when there are none', async () => {
    const { bin: postgresBin } = findBinaries();
    const server = await startEmbeddedServer(folder, { isDurable: false, postgresBin });
    servers.push(server);
    expect(await ask(server.url, 'SELECT 1 AS one')).toEqual(ONE);
    await expect(startEmbeddedServer(folder, { postgresBin: parent })).rejects.toMatchObject({
      code: 'no_server_program',
      message: expect.stringContaining(`JACKFIELD_POSTGRES_BIN is ${parent}`),
    });
  });

  const debian = '/usr/lib/postgresql/15/bin';
  test.skipIf(!existsSync(debian))('runs on the PostgreSQL 15 of Debian', async () => {
    const server = await startEmbeddedServer(folder, { isDurable: false, postgresBin: debian });
    servers.push(server);
    expect(await ask(server.url, `SELECT 'ä' < 'b' COLLATE "und-x-icu" AS one`)).toEqual([{ one: true }]);
    await server.close();
    await expect(startEmbeddedServer(folder)).rejects.toMatchObject({ code: 'foreign_version' });
  });
});

describe('the process of the embedded server', () => {
  test('ends when its owner is killed, and the folder is free', async () => {
    const { child, url } = await startOwner(folder);
    expect(await ask(url ?? '', 'SELECT 1 AS one')).toEqual(ONE);
    await kill(child);
    await vi.waitFor(() => expect(processesNaming(folder)).toEqual([]), PATIENCE);
    await start();
  });

  test('outlives signals to everything that its owner started, and still ends with it', async () => {
    const { child, url } = await startOwner(folder);
    const started = processesNaming(files()).filter((pid) => pid !== serverId());
    expect(started.length).toBeGreaterThan(0);
    for (const pid of started) for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.kill(pid, signal);
    expect(await ask(url ?? '', 'SELECT 1 AS one')).toEqual(ONE);
    await kill(child);
    await vi.waitFor(() => expect(processesNaming(folder)).toEqual([]), PATIENCE);
  });

  test('is ended by the next owner when it outlived the last one', async () => {
    const { child } = await startOwner(folder);
    const orphan = serverId();
    killAllBut(orphan);
    await kill(child);
    await vi.waitFor(() => expect(processesNaming(files())).toEqual([orphan]), PATIENCE);
    const { url } = await start();
    expect(await ask(url, 'SELECT 1 AS one')).toEqual(ONE);
    expect(processesNaming(files())).not.toContain(orphan);
  });

  test('starts although its files name a process that has nothing to do with it', async () => {
    await (await startOwner(folder)).child.kill('SIGKILL');
    await vi.waitFor(() => expect(processesNaming(folder)).toEqual([]), PATIENCE);
    // Its command line names the files, too.
    const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)', 'postgres', '-D', files()]);
    const left = [other.pid, files(), 0, 5432, join(folder, 'socket'), '', '', 'ready   '].join('\n');
    await writeFile(join(files(), 'postmaster.pid'), `${left}\n`);
    const { url } = await start();
    expect(await ask(url, 'SELECT 1 AS one')).toEqual(ONE);
    expect(other.exitCode).toBeNull();
    await kill(other);
  });

  test('ends what is left of a server whose main process was killed in the middle of a query', async () => {
    const { child, url } = await startOwner(folder);
    const asking = ask(url ?? '', 'SELECT pg_sleep(600)').catch(() => {});
    const busy = `SELECT count(*)::int AS n FROM pg_stat_activity WHERE wait_event = 'PgSleep'`;
    await vi.waitFor(async () => expect(await ask(url ?? '', busy)).toEqual([{ n: 1 }]), PATIENCE);
    for (const pid of processesNaming(files())) process.kill(pid, 'SIGKILL');
    await kill(child);
    const again = await start();
    expect(await ask(again.url, 'SELECT 1 AS one')).toEqual(ONE);
    await asking;
  });

  test('is ended by the next owner when it was suspended', async () => {
    const { child } = await startOwner(folder);
    const orphan = serverId();
    killAllBut(orphan);
    process.kill(orphan, 'SIGSTOP');
    await kill(child);
    expect(await ask((await start()).url, 'SELECT 1 AS one')).toEqual(ONE);
  });

  test('has nothing to do with a data folder that took the place of its own', async () => {
    const moved = join(parent, 'moved');
    const first = await openDatabase({ dataFolder: folder, isDurable: false });
    await first.prisma.instance.create({ data: { sealedCanary: 'first' } });
    const server = serverId();
    await rename(folder, moved);
    const second = await openDatabase({ dataFolder: folder, isDurable: false });
    expect(await second.prisma.instance.count()).toBe(0);
    // New connections of the first find no server, and in no case the second's; those that it has go on.
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => first.prisma.instance.count().catch(() => 'unavailable')),
    );
    expect(answers.filter((answer) => answer === 0)).toEqual([]);
    process.kill(server, 'SIGKILL');
    await expect
      .poll(() =>
        first.ping().then(
          () => true,
          () => false,
        ),
      )
      .toBe(false);
    await first.close();
    await second.ping();
    await second.close();
  });

  const otherNamespace = ['unshare', '--pid', '--fork', '--kill-child'];
  test.skipIf(!works('unshare', '--pid', '--fork', 'true'))(
    'has one owner, also where another has process ids of its own',
    async () => {
      const first = await startOwner(folder, { prefix: otherNamespace });
      expect(first.error).toBeUndefined();
      const second = await startOwner(folder, { prefix: otherNamespace });
      expect(second.error).toMatch(/^The data folder .* is in use by the process \d+\./);
      await expect(startEmbeddedServer(folder)).rejects.toMatchObject({ code: 'folder_in_use' });
      // Its namespace ends with it, and everything in it.
      await kill(first.child);
      await start();
    },
  );
});

const isRoot = process.getuid?.() === 0;
const NOBODY = 65_534;

describe.skipIf(!isRoot)('the embedded server of root', () => {
  /** Without `unshare`, as in a container that forbids namespaces. */
  async function withoutNamespaces() {
    const programs = join(parent, 'programs');
    await mkdir(programs, { recursive: true });
    return { env: { ...process.env, PATH: programs } };
  }

  test('runs as root by another name, or as nobody, whichever made its files', async () => {
    const only = await withoutNamespaces();
    for (const options of [{}, only, {}, only]) {
      const { child, url, error } = await startOwner(folder, options);
      expect(error).toBeUndefined();
      expect(await ask(url ?? '', 'SELECT 1 AS one')).toEqual(ONE);
      expect((await stat(join(folder, 'postgresql', 'base'))).uid).toBe(options === only ? NOBODY : 0);
      await kill(child);
    }
  });

  test('as nobody gets its own files only: the key beside them stays for root', async () => {
    const key = join(folder, 'master.key');
    await mkdir(folder, { mode: 0o700 });
    await writeFile(key, 'key', { mode: 0o600 });
    expect((await startOwner(folder, await withoutNamespaces())).error).toBeUndefined();
    expect((await stat(key)).uid).toBe(0);
    const data = await stat(folder);
    expect([data.uid, data.mode & 0o777]).toEqual([0, 0o711]);
    expect(works('setpriv', '--reuid=65534', '--clear-groups', 'cat', key)).toBe(false);
    expect(works('setpriv', '--reuid=65534', '--clear-groups', 'mv', key, `${key}.old`)).toBe(false);
  });

  test('as nobody has a new database in a place of its own where that account cannot reach the folder', async () => {
    await chmod(parent, 0o700);
    const only = await withoutNamespaces();
    const first = await startOwner(folder, only);
    expect(first.error).toBeUndefined();
    await ask(first.url ?? '', 'CREATE TABLE stored AS SELECT 1 AS one');
    await kill(first.child);
    const place = dirname(realpathSync(files()));
    // Whoever runs it from now on finds it by the link.
    for (const options of [only, {}]) {
      const again = await startOwner(folder, options);
      expect(again.error).toBeUndefined();
      expect(await ask(again.url ?? '', 'SELECT one FROM stored')).toEqual(ONE);
      expect(await findRunningServer(folder)).toBe(again.url);
      await kill(again.child);
    }
    const copy = join(parent, 'copy');
    await cp(folder, copy, {
      recursive: true,
      verbatimSymlinks: true,
      filter: (file) => !/(?:socket|lock)$/.test(file),
    });
    expect((await startOwner(copy, only)).error).toMatch(/is a copy of .* without its database/);
    // One that was moved is no copy.
    const moved = join(parent, 'moved');
    await rename(folder, moved);
    const after = await startOwner(moved, only);
    expect(await ask(after.url ?? '', 'SELECT one FROM stored')).toEqual(ONE);
    await kill(after.child);
    await vi.waitFor(() => expect(processesNaming(place)).toEqual([]), PATIENCE);
    await rm(place, { recursive: true });
    expect((await startOwner(moved, only)).error).toMatch(/The database of .* was in .*, which isn't there/);
    // A folder that is deleted does not come back with the next one.
    await rm(moved, { recursive: true });
    const fresh = await startOwner(folder, only);
    await expect(ask(fresh.url ?? '', 'SELECT one FROM stored')).rejects.toThrow('does not exist');
    await kill(fresh.child);
    const next = dirname(realpathSync(files()));
    await vi.waitFor(() => expect(processesNaming(next)).toEqual([]), PATIENCE);
    await rm(next, { recursive: true });
  });

  test('as nobody runs a copy of the programs where that account cannot reach them', async () => {
    const { major, packageFolder } = findBinaries();
    const hidden = join(parent, 'package');
    await cp(packageFolder ?? '', hidden, { recursive: true, verbatimSymlinks: true });
    await mkdir(folder);
    await chmod(hidden, 0o700);
    const binaries = { bin: join(hidden, 'native', 'bin'), packageFolder: hidden, major };
    const nobody = { uid: NOBODY, gid: NOBODY };
    const { bin, base } = choosePlacement(folder, binaries, { prefix: [], ids: nobody, owner: nobody });
    expect(bin).toMatch(/^\/var\/lib\/jackfield\/.*18\..*\/bin$/);
    expect(base).toBe(folder);
    expect(works('setpriv', '--reuid=65534', '--clear-groups', join(bin, 'postgres'), '--version')).toBe(true);
  });

  test('as nobody leaves a database that exists where it is, and says what to do', async () => {
    await kill((await startOwner(folder)).child);
    await chmod(parent, 0o700);
    const { error } = await startOwner(folder, await withoutNamespaces());
    expect(error).toMatch(
      /runs as "nobody" here, but that account can't reach the database in it\. Start Jackfield as/,
    );
    expect(await ask((await startOwner(folder)).url ?? '', 'SELECT 1 AS one')).toEqual(ONE);
  });

  test('is not kept from its lock by a folder that another account made first', async () => {
    await mkdir(join(folder, 'lock'), { recursive: true, mode: 0o700 });
    await chown(join(folder, 'lock'), NOBODY, NOBODY);
    await expect(startEmbeddedServer(folder)).rejects.toMatchObject({
      code: 'folder_not_usable',
      message: expect.stringContaining('belongs to the account with the id 65534. Run Jackfield as that account.'),
    });
  });

  test('says why an account without a name cannot make one', async () => {
    const nameless = 54_321;
    await chown(parent, nameless, nameless);
    const { error } = await startOwner(folder, { uid: nameless });
    expect(error).toMatch(/could not be made .* the id 54321 has no entry in \/etc\/passwd/);
  });

  test('runs for a normal user as that user', async () => {
    await chown(parent, NOBODY, NOBODY);
    const { url, error } = await startOwner(folder, { uid: NOBODY });
    expect(error).toBeUndefined();
    expect(await ask(url ?? '', 'SELECT 1 AS one')).toEqual(ONE);
    expect((await stat(files())).uid).toBe(NOBODY);
    expect(await readFile(join(files(), 'PG_VERSION'), 'utf8')).toBe('18\n');
  });
});
