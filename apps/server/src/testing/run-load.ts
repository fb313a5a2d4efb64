import { Client, Pool } from 'undici';

export interface LoadTarget {
  /** `http://127.0.0.1:<port>` */
  url: string;
  path: string;
  token: string;
}

export interface LoadResult {
  answered: number;
  /** What went wrong, with the time it began (`performance.now()`). */
  failures: { what: string; beganAt: number }[];
}

export interface Load {
  /** How many runs were answered so far. */
  answered: () => number;
  stop: () => Promise<LoadResult>;
}

/** How many clients there are of each kind. */
export interface LoadClients {
  /** Each run goes on a connection that is kept. */
  kept: number;
  /** Each run makes a new connection. */
  renewed: number;
}

const CLIENTS: LoadClients = { kept: 16, renewed: 4 };
/** A request that gets no answer for so long has failed. */
const OPTIONS = { headersTimeout: 30_000, bodyTimeout: 30_000 };

/** Runs a call all the time: some clients on connections that are kept, others on a new connection for each run. */
export function startLoad(target: LoadTarget, clients = CLIENTS): Load {
  const result: LoadResult = { answered: 0, failures: [] };
  let isOver = false;
  const pool = new Pool(target.url, { connections: Math.max(1, clients.kept), pipelining: 1, ...OPTIONS });
  const loop = async (run: () => Promise<void>): Promise<void> => {
    while (!isOver) {
      const beganAt = performance.now();
      try {
        await run();
        result.answered += 1;
      } catch (error) {
        result.failures.push({ what: error instanceof Error ? error.message : String(error), beganAt });
      }
    }
  };
  const onNewConnection = async (): Promise<void> => {
    const client = new Client(target.url, OPTIONS);
    try {
      await runOnce(client, target);
    } finally {
      await client.destroy();
    }
  };
  const loops = [
    ...Array.from({ length: clients.kept }, () => loop(() => runOnce(pool, target))),
    ...Array.from({ length: clients.renewed }, () => loop(onNewConnection)),
  ];
  return {
    answered: () => result.answered,
    stop: async () => {
      isOver = true;
      await Promise.all(loops);
      await pool.close();
      return result;
    },
  };
}

async function runOnce(client: Client | Pool, { path, token }: LoadTarget): Promise<void> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const { statusCode, body } = await client.request({ method: 'POST', path, headers, body: '{}' });
  const text = await body.text();
  if (statusCode !== 200) throw new Error(`answered ${statusCode} ${text}`);
  const { outcome } = JSON.parse(text);
  if (outcome !== 'response') throw new Error(`outcome ${outcome}`);
}
