import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { defineEndpoint } from '@jackfield/contracts';
import { afterEach, expect, test } from 'vitest';
import { z } from 'zod';
import { ApiProblem, problemAt } from './api-problem.ts';
import { buildAddress, callEndpoint, streamEndpoint } from './call-endpoint.ts';
import { getConnection, reportConnection } from './connection.ts';

let server: Server | null = null;
afterEach(async () => {
  await new Promise((resolve) => (server === null ? resolve(null) : server.close(resolve)));
  server = null;
});

/** A real server; the endpoint's path becomes its whole address, since Node's fetch takes no relative one. */
async function serve(handler: (req: IncomingMessage, res: ServerResponse) => void): Promise<string> {
  const created = createServer(handler);
  server = created;
  await new Promise<void>((resolve) => created.listen(0, '127.0.0.1', resolve));
  const address = created.address();
  if (address === null || typeof address === 'string') throw new Error('No port.');
  return `http://127.0.0.1:${address.port}`;
}

const makeEndpoint = (base: string) =>
  defineEndpoint({
    method: 'POST',
    path: `${base}/things/:thingId`,
    may: 'anyone',
    params: z.strictObject({ thingId: z.string() }),
    query: z.strictObject({ q: z.string().optional() }),
    body: z.strictObject({ name: z.string() }),
    response: z.strictObject({ id: z.string() }),
    problems: [],
  });
const input = { params: { thingId: 'a/b?c' }, query: { q: 'x&y' }, body: { name: 'Ann' } };

async function problemOf(promise: Promise<unknown>): Promise<ApiProblem> {
  const error = await promise.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof ApiProblem)) throw new Error('It did not throw an ApiProblem.');
  return error;
}

test('a value of a path or a query is encoded for its place', () => {
  expect(buildAddress('/a/:id/b', { id: 'x/y z' }, { q: 'a&b', none: undefined })).toBe('/a/x%2Fy%20z/b?q=a%26b');
});

test('the answer is read by the contract', async () => {
  const base = await serve((req, res) => {
    expect(req.url).toBe('/things/a%2Fb%3Fc?q=x%26y');
    res.end('{"id":"1"}');
  });
  await expect(callEndpoint(makeEndpoint(base), input)).resolves.toEqual({ id: '1' });
});

test('an answer that does not fit the contract is an unreadable problem', async () => {
  const base = await serve((_, res) => res.end('{"id":1}'));
  expect((await problemOf(callEndpoint(makeEndpoint(base), input))).code).toBe('unreadable');
});

test('a problem of the server keeps its code, and its errors find their fields', async () => {
  const problem = {
    type: 'x',
    title: 'The request is not valid',
    status: 400,
    code: 'invalid_request',
    requestId: 'r1',
    errors: [{ path: ['body', 'document', 'headers', 0, 'key'], message: 'No.', fix: 'Try.' }],
  };
  const base = await serve((_, res) => {
    res.writeHead(400, { 'content-type': 'application/problem+json' });
    res.end(JSON.stringify(problem));
  });
  const thrown = await problemOf(callEndpoint(makeEndpoint(base), input));
  expect(thrown).toMatchObject({ code: 'invalid_request', status: 400, requestId: 'r1' });
  expect(problemAt(thrown, 'document.headers.0.key')).toBe('No. Try.');
});

test('an ended session, a server that is gone and one that cannot get at its data are told to the page', async () => {
  const answers: [number, string][] = [
    [503, 'database_unavailable'],
    [404, 'not_found'],
    [401, 'not_signed_in'],
  ];
  const base = await serve((_, res) => {
    const [status, code] = answers.shift() ?? [500, 'internal'];
    res.writeHead(status).end(JSON.stringify({ type: 'x', title: 'No', status, code, requestId: 'r' }));
  });
  const met: string[] = [];
  for (const address of [base, base, 'http://127.0.0.1:1', base]) {
    await problemOf(callEndpoint(makeEndpoint(address), input));
    met.push(getConnection());
  }
  reportConnection('signed-in');
  expect(met).toEqual(['away', 'here', 'away', 'signed-out']);
});

test('a proxy that answers HTML is an unreadable problem with its status', async () => {
  const base = await serve((_, res) => res.writeHead(502).end('<h1>Bad gateway</h1>'));
  expect(await problemOf(callEndpoint(makeEndpoint(base), input))).toMatchObject({ code: 'unreadable', status: 502 });
});

test('a server that is not there is unreachable', async () => {
  expect((await problemOf(callEndpoint(makeEndpoint('http://127.0.0.1:1'), input))).code).toBe('unreachable');
});

test('an aborted request is cancelled', async () => {
  const base = await serve(() => undefined);
  const abort = new AbortController();
  const problem = problemOf(callEndpoint(makeEndpoint(base), { ...input, signal: abort.signal }));
  abort.abort();
  expect((await problem).code).toBe('cancelled');
  server?.closeAllConnections();
});

test('a stream is read line by line, also where a line comes in pieces', async () => {
  const base = await serve((_, res) => {
    res.write('{"id":"1"}\n{"id":');
    setImmediate(() => res.end('"ä"}\n{"id":"3"}'));
  });
  const ids: string[] = [];
  for await (const { id } of streamEndpoint(makeEndpoint(base), input)) ids.push(id);
  expect(ids).toEqual(['1', 'ä', '3']);
});

test('a stream that breaks off is a problem after the lines that came', async () => {
  const base = await serve((_, res) => {
    res.write('{"id":"1"}\n');
    setImmediate(() => res.destroy());
  });
  const ids: string[] = [];
  const read = async () => {
    for await (const { id } of streamEndpoint(makeEndpoint(base), input)) ids.push(id);
  };
  expect((await problemOf(read())).code).toBe('unreachable');
  expect(ids).toEqual(['1']);
});
