// The processes of a bench: each is started here, tells what it uses, and is ended with the bench.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.join(here, '..');
const variants = path.join(here, 'variants');
const reporter = pathToFileURL(path.join(variants, 'report-usage.mjs')).href;
const children = [];

/** Starts a Node program that can be asked for its usage. Settings of the shell's own database are not taken over. */
export function start(file, { env = {}, nodeArgs = [], args = [] } = {}) {
  const { DATABASE_URL: _database, JACKFIELD_MASTER_KEY: _key, ...inherited } = process.env;
  const child = spawn(process.execPath, ['--import', reporter, ...nodeArgs, file, ...args], {
    // tsx is found from here.
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: { ...inherited, NODE_ENV: 'production', ...env },
  });
  children.push(child);
  return child;
}

/** A server of `variants/`, once it listens. */
export async function startVariant(name, env) {
  const child = start(path.join(variants, `${name}.mjs`), { env });
  const { port } = await nextMessage(child);
  return { name, child, port };
}

/** Processor time so far, memory now, and, since it was last asked, the longest wait of its event loop and its queries. */
export function usageOf(child) {
  const answer = nextMessage(child);
  child.send('usage');
  return answer;
}

export function nextMessage(child) {
  return new Promise((resolve, reject) => {
    const onExit = (code) => reject(new Error(`${child.spawnargs.slice(3).join(' ')} ended with ${code}.`));
    child.once('exit', onExit);
    child.once('message', (message) => {
      child.off('exit', onExit);
      resolve(message);
    });
  });
}

export async function stop(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await ended;
}

export async function stopAll() {
  await Promise.all(children.splice(0).map(stop));
}
