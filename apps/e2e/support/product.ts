import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../../server/dist/main.js', import.meta.url));
const READY = /Jackfield is ready at (\S+)/;

export interface Product {
  /** The address that it printed. */
  address: string;
  dataFolder: string;
  /** Everything it printed so far. */
  output(): string;
  stop(): Promise<void>;
}

/** The built server as a user starts it, on a fresh data folder and a port of its own. */
export async function startProduct(options: { allow: string[] }): Promise<Product> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'jackfield-e2e-'));
  let output = '';
  const child = spawn(process.execPath, [main], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      NODE_ENV: 'production',
      HOST: '127.0.0.1',
      PORT: '0',
      JACKFIELD_DATA: dataFolder,
      JACKFIELD_EGRESS_ALLOW: options.allow.join(','),
    },
  });
  const keep = (chunk: Buffer): void => {
    output += chunk.toString();
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const address = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', () => {
      const match = READY.exec(output);
      if (match?.[1]) resolve(match[1]);
    });
    child.once('exit', (code) => reject(new Error(`The server ended with code ${code}:\n${output}`)));
  });
  return {
    address,
    dataFolder,
    output: () => output,
    stop: async () => {
      await end(child);
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await gone;
}
