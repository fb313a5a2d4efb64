import { randomBytes } from 'node:crypto';
import { signIn } from '@jackfield/contracts';
import { createScratchDatabase, type ScratchDatabase } from '@jackfield/testing';
import { type Owner, PASSWORD, signUpOwner } from './scenario.ts';
import { type BuiltServer, type ServerProcess, startProcess } from './start-process.ts';
import { TestClient } from './test-client.ts';

/** One of two processes, and the owner signed in to it. */
export interface Peer {
  url: string;
  process: ServerProcess;
  owner: Owner;
}

export interface TwoProcesses {
  scratch: ScratchDatabase;
  peers: [Peer, Peer];
}

/** Two servers on one new database with one master key. End them with `endProcesses`, then drop the database. */
export async function startTwoProcesses(
  built: BuiltServer,
  settings: Record<string, string>,
  database?: { scratch: ScratchDatabase; secondUrl: string },
): Promise<TwoProcesses> {
  const scratch = database?.scratch ?? (await createScratchDatabase());
  const shared = {
    DATABASE_URL: scratch.url,
    JACKFIELD_MASTER_KEY: randomBytes(32).toString('base64'),
    JACKFIELD_LOG_LEVEL: 'warn',
    JACKFIELD_SIGNUP: 'open',
    ...settings,
  };
  const second = { ...shared, DATABASE_URL: database?.secondUrl ?? scratch.url };
  // At the same instant, on a database that holds nothing yet.
  const processes = [startProcess(built, shared), startProcess(built, second)] as const;
  const [firstUrl, secondUrl] = await Promise.all([processes[0].address(), processes[1].address()]);
  const owner = await signUpOwner({ visitor: () => new TestClient(firstUrl) });
  const client = new TestClient(secondUrl);
  await client.call(signIn, { body: { email: owner.email, password: PASSWORD } });
  return {
    scratch,
    peers: [
      { url: firstUrl, process: processes[0], owner },
      { url: secondUrl, process: processes[1], owner: { ...owner, client } },
    ],
  };
}
