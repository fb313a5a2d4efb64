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
  /** Ends the server; its data folder stays. */
  stop(): Promise<void>;
  /** Starts it again, on the same folder and the same port. */
  startAgain(): Promise<void>;
  /** Ends it and deletes its data folder. */
  dispose(): Promise<void>;
}

export interface ProductOptions {
  /** Hosts and ports of loopback that it may call. */
  allow: string[];
  signUp?: 'invitation' | 'open';
}

/** The built server as a user starts it, on a fresh data folder and a port of its own. */
export async function startProduct(options: ProductOptions): Promise<Product> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'jackfield-e2e-'));
  let running = await launch(dataFolder, '0', options);
  const { address } = running;
  return {
    address,
    stop: () => end(running.child),
    startAgain: async () => {
      running = await launch(dataFolder, new URL(address).port, options);
    },
    dispose: async () => {
      await end(running.child);
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}

async function launch(dataFolder: string, port: string, options: ProductOptions) {
  const child = spawn(process.execPath, [main], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      NODE_ENV: 'production',
      HOST: '127.0.0.1',
      PORT: port,
      JACKFIELD_DATA: dataFolder,
      JACKFIELD_EGRESS_ALLOW: options.allow.join(','),
      JACKFIELD_SIGNUP: options.signUp ?? 'invitation',
      JACKFIELD_LOG_LEVEL: 'warn',
    },
  });
  let output = '';
  const address = await new Promise<string>((resolve, reject) => {
    const keep = (chunk: Buffer): void => {
      output += chunk.toString();
      const match = READY.exec(output);
      if (match?.[1]) resolve(match[1]);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.once('exit', (code) => reject(new Error(`The server ended with code ${code}:\n${output}`)));
  });
  return { child, address };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await gone;
}
