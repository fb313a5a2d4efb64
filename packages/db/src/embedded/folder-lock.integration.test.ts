import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lockFolder } from './folder-lock.ts';

const holder = fileURLToPath(new URL('../testing/hold-folder.ts', import.meta.url));
const root = fileURLToPath(new URL('../../../..', import.meta.url));
const children: ChildProcess[] = [];
let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jackfield-lock-'));
});

afterEach(async () => {
  await Promise.all(children.splice(0).map(kill));
  await rm(folder, { recursive: true, force: true });
});

/** Another process that asks for the folder, and what it said. */
async function hold(path = folder): Promise<{ child: ChildProcess; said: string }> {
  const child = spawn(process.execPath, ['--import', 'tsx', holder, path], {
    cwd: root,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  children.push(child);
  const [said] = await once(child.stdout, 'data');
  return { child, said: String(said).trim() };
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
}

test('a second process is told which process holds which folder', async () => {
  const { child } = await hold();
  await expect(lockFolder(folder)).rejects.toMatchObject({
    code: 'folder_in_use',
    message: expect.stringContaining(`The data folder ${folder} is in use by the process ${child.pid}.`),
  });
});

test('a folder whose process was killed is free at once, and nothing of it is left', async () => {
  const { child } = await hold();
  await kill(child);
  const lock = await lockFolder(folder);
  await lock.release();
  expect(await readdir(join(folder, 'lock'))).toEqual([]);
});

test('a released folder can be taken again', async () => {
  const first = await lockFolder(folder);
  await expect(lockFolder(folder)).rejects.toMatchObject({ code: 'folder_in_use' });
  await first.release();
  const second = await lockFolder(folder);
  await second.release();
});

test('of many that start at once after a crash, exactly one gets the folder', async () => {
  const { child } = await hold();
  await kill(child);
  const answers = await Promise.allSettled(Array.from({ length: 20 }, () => lockFolder(folder)));
  expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  for (const answer of answers) if (answer.status === 'fulfilled') await answer.value.release();
});

test('of several processes that start at once, exactly one gets the folder', async () => {
  const answers = await Promise.all([hold(), hold(), hold()]);
  expect(answers.filter(({ said }) => said === 'held')).toHaveLength(1);
});

test('a folder whose path is too long for a socket is locked all the same', async () => {
  const deep = join(folder, 'a'.repeat(80), 'b'.repeat(80));
  await mkdir(deep, { recursive: true });
  const { said, child } = await hold(deep);
  expect(said).toBe('held');
  await expect(lockFolder(deep)).rejects.toMatchObject({ message: expect.stringContaining(String(child.pid)) });
});
