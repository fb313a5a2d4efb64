import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { createScratchDatabase, freePort, reportProof, rounds, startUpstream, type Upstream } from '@jackfield/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { removeDataFolder } from './testing/data-folder.ts';
import {
  addSecrets,
  checkSecrets,
  editLine,
  type Line,
  makeLine,
  newMasterKey,
  runLine,
  signInAgain,
} from './testing/rotation-scenario.ts';
import {
  type BuiltServer,
  buildServer,
  endProcesses,
  type ServerProcess,
  startProcess,
} from './testing/start-process.ts';
import { TestClient } from './testing/test-client.ts';

const databases = ['the embedded database', 'a database server'] as const;
/** Each kill is followed by a start. */
const PATIENCE_MS = 45 * 60_000;
const SECRETS = rounds({ short: 300, whole: 10_000 });
const WORKSPACES = rounds({ short: 2, whole: 4 });
const RUNS_PER_EDIT = rounds({ short: 10, whole: 50 });

/** Which process rotates, and what it says. */
const ROTATORS = {
  'the embedded database': {
    kills: rounds({ short: 2, whole: 20 }),
    file: 'main.js',
    begins: /"done":0,"total":(\d+)/,
    ends: /the key rotation has finished|everything is under the first master key/,
  },
  'a database server': {
    kills: rounds({ short: 2, whole: 20 }),
    file: 'rotate-keys.js',
    begins: /^Resealed 0 of (\d+) secrets$/m,
    ends: /^Done: everything|^Nothing is left to do/m,
  },
};

let built: BuiltServer;
let upstream: Upstream;
beforeAll(async () => {
  [built, upstream] = await Promise.all([buildServer(), startUpstream()]);
});
afterAll(async () => {
  await upstream.close();
  await built.remove();
});

describe.each(databases)('rotating the master key on %s', (name) => {
  const rotator = ROTATORS[name];
  const isByServer = name === 'the embedded database';
  const cleaning: (() => Promise<void>)[] = [];
  let place: { dataFolder: string; url: string | undefined };
  let url: string;
  let settings: Record<string, string>;
  /** The newest first. */
  let keys: string[];
  let lines: Line[];
  let values: Map<string, string>;
  let server: ServerProcess;
  let wholeMs = 0;

  beforeAll(async () => {
    const dataFolder = await mkdtemp(path.join(tmpdir(), 'jackfield-rotation-'));
    cleaning.push(() => removeDataFolder(dataFolder));
    const scratch = isByServer ? null : await createScratchDatabase();
    if (scratch !== null) cleaning.push(scratch.drop);
    place = { dataFolder, url: scratch?.url };
    const port = await freePort();
    url = `http://127.0.0.1:${port}`;
    settings = {
      JACKFIELD_DATA: dataFolder,
      JACKFIELD_SIGNUP: 'open',
      JACKFIELD_EGRESS_ALLOW: upstream.allowEntry,
      PORT: String(port),
      ...(scratch === null ? {} : { DATABASE_URL: scratch.url }),
    };
    keys = [newMasterKey()];
    await startServer();
    lines = [];
    for (let index = 0; index < WORKSPACES; index++) {
      lines.push(await makeLine({ url, visitor: () => new TestClient(url) }, upstream));
    }
    await server.end();
    values = await addSecrets(place, keys[0] ?? '', lines, SECRETS);
  });
  afterAll(async () => {
    await endProcesses();
    for (const clean of cleaning) await clean();
  });

  const startWith = (file: string) =>
    startProcess(built, { ...settings, JACKFIELD_MASTER_KEY: keys.slice(0, 2).join(',') }, { file });

  async function startServer(): Promise<void> {
    server = startWith('main.js');
    await server.address();
  }

  /** A new key stands in front, and the one before it is dropped where the last rotation has finished. */
  async function moveToNewKey(): Promise<void> {
    keys = [newMasterKey(), ...keys];
    // Where the server rotates, it is started by what follows.
    if (!isByServer) await startServer();
  }

  /** Begins a rotation or takes it up again, and kills it after a time, if one is given. */
  const rotate = (killAfterMs?: number) => followed(startWith(rotator.file), killAfterMs);

  /** Waits for the end of a rotation, or makes it. */
  async function followed(rotating: ServerProcess, killAfterMs?: number) {
    const [, left] = await says(rotating, new RegExp(`${rotator.begins.source}|${rotator.ends.source}`, 'm'));
    const begunAt = performance.now();
    if (killAfterMs === undefined) {
      await says(rotating, rotator.ends);
    } else {
      await wait(killAfterMs);
      await rotating.end('SIGKILL');
    }
    const tookMs = performance.now() - begunAt;
    return { rotating, left: Number(left ?? 0), isDone: isSaid(rotating, rotator.ends), tookMs };
  }

  it('fails no run, sends the right secret in each, and keeps what is set meanwhile', async () => {
    await moveToNewKey();
    if (isByServer) server = startWith(rotator.file);
    await server.address();
    const use = useLines(lines, url);
    const whole = isByServer ? await followed(server) : await rotate();
    if (!isByServer) expect(await whole.rotating.ended).toMatchObject({ code: 0 });
    wholeMs = whole.tookMs;
    const { runs, edits, failed } = await use.stop();
    await server.end();
    const found = await checkSecrets(place, keys[0] ?? '', lines, values);
    expect(failed).toEqual([]);
    expect(found).toMatchObject({ lost: [], dataKeys: WORKSPACES });
    expect(runs).toBeGreaterThan(0);
    reportProof({
      about: 'Secrets',
      claim: `Rotation of the master key on ${name} with ${count(SECRETS)} secrets, beside ${count(runs)} runs and ${edits} edits of secrets`,
      figure: `${failed.length} failed runs, ${found.lost.length} secrets lost, ${(wholeMs / 1000).toFixed(1)} s`,
      goal: '0 failed runs',
      isMet: failed.length === 0 && found.lost.length === 0,
    });
  });

  it(
    'loses no secret when what rotates is killed again and again, and finishes',
    async () => {
      const lefts: number[] = [];
      const used = { runs: 0, failed: [] as string[] };
      while (lefts.length < rotator.kills) {
        await moveToNewKey();
        // The older key, which signed them in, was dropped.
        if (!isByServer) await Promise.all(lines.map(signInAgain));
        const use = isByServer ? undefined : useLines(lines, url);
        for (let isDone = false; !isDone; ) {
          // All kills together take somewhat longer than one rotation does, so they fall on all of it.
          const isLast = lefts.length >= rotator.kills;
          const round = await rotate(isLast ? undefined : (Math.random() * wholeMs * 2.5) / rotator.kills);
          isDone = round.isDone;
          if (!isDone) lefts.push(round.left);
          if (isByServer && isLast) await round.rotating.end();
        }
        const seen = await use?.stop();
        used.runs += seen?.runs ?? 0;
        used.failed.push(...(seen?.failed ?? []));
        if (!isByServer) await server.end();
      }
      const found = await checkSecrets(place, keys[0] ?? '', lines, values);
      expect(used.failed).toEqual([]);
      expect(found).toMatchObject({ lost: [], dataKeys: WORKSPACES });
      await expect(checkSecrets(place, keys[1] ?? '', lines, values)).rejects.toThrow(/is not the one/);
      keys = keys.slice(0, 1);
      await startServer();
      for (const line of lines) expect(await runLine({ url }, upstream, line)).toBeNull();
      const beside = isByServer ? '' : `; ${count(used.runs)} runs meanwhile, ${used.failed.length} failed`;
      reportProof({
        about: 'Secrets',
        claim: `kill -9 of the process that rotates on ${name}, ${lefts.length} times, with ${count(Math.max(...lefts))} to ${count(Math.min(...lefts))} of ${count(SECRETS)} secrets left as it began`,
        figure: `finished, ${found.lost.length} lost, all opened with the new key alone${beside}`,
        goal: '0 lost',
        isMet: found.lost.length === 0 && used.failed.length === 0,
      });
    },
    PATIENCE_MS,
  );
});

const count = (number: number): string => number.toLocaleString('en-US');

function outputOf(from: ServerProcess): string {
  const { out, errors } = from.written();
  return out + errors;
}

const isSaid = (from: ServerProcess, pattern: RegExp): boolean => pattern.test(outputOf(from));

/** Waits until a process says this; throws when it ends without. */
async function says(from: ServerProcess, pattern: RegExp): Promise<RegExpExecArray> {
  for (;;) {
    const hasEnded = from.child.exitCode !== null || from.child.signalCode !== null;
    if (hasEnded) await from.ended;
    const found = pattern.exec(outputOf(from));
    if (found !== null) return found;
    if (hasEnded) throw new Error(`it ended without saying ${pattern}: ${outputOf(from)}`);
    await wait(2);
  }
}

/** Runs each line's call over and over, with a new secret every so often: at least once, and until it is stopped. */
function useLines(lines: readonly Line[], url: string) {
  const seen = { runs: 0, edits: 0, failed: [] as string[] };
  let isOver = false;
  const work = async (line: Line): Promise<void> => {
    do {
      await editLine(line);
      seen.edits += 1;
      for (let run = 0; run < RUNS_PER_EDIT; run++) {
        const wrong = await runLine({ url }, upstream, line);
        seen.runs += 1;
        if (wrong !== null) seen.failed.push(wrong);
      }
    } while (!isOver);
  };
  const working = Promise.allSettled(lines.map(work));
  return {
    stop: async () => {
      isOver = true;
      for (const end of await working) if (end.status === 'rejected') seen.failed.push(String(end.reason));
      return seen;
    },
  };
}
