import { Worker } from 'node:worker_threads';

export interface Exchange {
  method: 'GET' | 'POST';
  url: string;
  headers: Record<string, string>;
  body: Uint8Array;
}

export interface Told {
  status: number;
  bytes: number;
  /** The first and the last 4,000 characters. */
  start: string;
  end: string;
  ms: number;
}

/**
 * An upstream and a client in a thread of their own, so that what they do does not count as work of the server: the
 * upstream answers every request with the bytes last served, the client tells the size, the start and the end of an
 * answer.
 */
export interface OtherThread {
  /** Of the upstream. */
  port: number;
  serve: (body: Uint8Array) => Promise<void>;
  exchange: (exchange: Exchange) => Promise<Told>;
  stop: () => Promise<unknown>;
}

// Plain JavaScript: a thread does not inherit the loader for TypeScript.
const CODE = `
const { createServer, request } = require('node:http');
const { parentPort } = require('node:worker_threads');
let served = Buffer.from('{}');
const upstream = createServer((req, res) => {
  req.resume().on('end', () => {
    res.setHeader('content-type', 'application/json');
    res.end(served);
  });
});
upstream.listen(0, '127.0.0.1', () => parentPort.postMessage({ port: upstream.address().port }));
const exchange = ({ method, url, headers, body }) => new Promise((resolve, reject) => {
  const began = performance.now();
  const req = request(url, { method, headers: { ...headers, 'content-length': body.length } }, (res) => {
    let bytes = 0;
    let start = Buffer.alloc(0);
    let end = Buffer.alloc(0);
    res.on('data', (chunk) => {
      bytes += chunk.length;
      if (start.length < 4000) start = Buffer.concat([start, chunk]).subarray(0, 4000);
      end = Buffer.concat([end, chunk.subarray(-4000)]).subarray(-4000);
    });
    res.on('error', reject);
    res.on('end', () => resolve({ status: res.statusCode, bytes, start: start.toString(), end: end.toString(), ms: performance.now() - began }));
  });
  req.on('error', reject);
  req.end(body);
});
parentPort.on('message', async ({ id, serve, wanted }) => {
  try {
    if (serve) served = Buffer.from(serve.buffer, serve.byteOffset, serve.byteLength);
    parentPort.postMessage({ id, told: wanted ? await exchange(wanted) : null });
  } catch (error) {
    parentPort.postMessage({ id, error: String(error) });
  }
});
`;

export async function startOtherThread(): Promise<OtherThread> {
  const worker = new Worker(CODE, { eval: true });
  const waiting = new Map<number, { resolve: (told: Told) => void; reject: (error: Error) => void }>();
  const failed = (error: Error) => {
    for (const { reject } of waiting.values()) reject(error);
  };
  const port = await new Promise<number>((resolve, reject) => {
    worker.once('error', reject);
    worker.once('message', ({ port }) => resolve(port));
  });
  worker.on('error', failed);
  worker.on('message', ({ id, told, error }) => {
    const one = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) one?.resolve(told);
    else one?.reject(new Error(error));
  });
  let count = 0;
  const ask = (message: object, given: ArrayBuffer[] = []) =>
    new Promise<Told>((resolve, reject) => {
      count += 1;
      waiting.set(count, { resolve, reject });
      worker.postMessage({ id: count, ...message }, given);
    });
  return {
    port,
    serve: async (body) => {
      const own = Uint8Array.from(body);
      await ask({ serve: own }, [own.buffer]);
    },
    exchange: (wanted) => ask({ wanted }),
    stop: () => worker.terminate(),
  };
}
