import { connect, createServer, type Server } from 'node:net';
import { emptyCallDocument, envelopeSchema, rowSchema } from '@jackfield/connector';
import { saveCall } from '@jackfield/contracts';
import { startUpstream, type Upstream } from '@jackfield/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { initializeAndSave, makeCall, makeToken, runCall, runPath } from '../../testing/make-call.ts';
import { type Owner, signUpOwner } from '../../testing/scenario.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';

let upstream: Upstream;
/** Another address of the server, as a proxy in front of it is: its own port is refused by the guard. */
let front: Server;
let requests = 0;
let server: TestServer;
let owner: Owner;

beforeAll(async () => {
  upstream = await startUpstream();
  front = createServer((near) => {
    requests += 1;
    const far = connect(Number(new URL(server.url).port), '127.0.0.1');
    near.pipe(far).pipe(near);
    near.on('error', () => far.destroy());
    far.on('error', () => near.destroy());
  });
  await new Promise<void>((resolve) => front.listen(0, '127.0.0.1', resolve));
  server = await startTestServer({ JACKFIELD_EGRESS_ALLOW: `${upstream.allowEntry},${frontHost()}` });
  owner = await signUpOwner(server);
}, 60_000);
afterAll(async () => {
  await server.stop();
  await upstream.close();
  front.close();
});

function frontHost(): string {
  const address = front.address();
  if (address === null || typeof address === 'string') throw new Error('The front has no port.');
  return `127.0.0.1:${address.port}`;
}

test('a call that runs itself by another address of this server ends at the third run, with words', async () => {
  const token = await makeToken(owner);
  const made = await makeCall(owner, upstream.origin);
  const saved = await initializeAndSave(owner, made.call);
  const header = (key: string, value: string) => rowSchema.parse({ id: key, key, kind: 'fixed', value });
  await owner.client.call(saveCall, {
    params: { callId: saved.id },
    body: {
      name: saved.name,
      version: saved.version,
      document: {
        ...emptyCallDocument(),
        method: 'POST',
        url: `http://${frontHost()}${runPath(owner, made)}`,
        // What a builder writes there himself does not begin the count anew.
        headers: [header('Authorization', `Bearer ${token}`), header('Jackfield-Depth', '1.forged')],
      },
    },
  });
  const answer = envelopeSchema.parse(await (await runCall(server, runPath(owner, made), token)).json());
  const answers = [answer];
  for (let inner = answer.data; inner !== null && typeof inner === 'object' && 'outcome' in inner; ) {
    const next = envelopeSchema.parse(inner);
    answers.push(next);
    inner = next.data;
  }
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 508]);
  expect(answers.at(-1)?.data).toMatchObject({ code: 'run_in_run', detail: expect.stringContaining(made.call.name) });
  expect(requests).toBeGreaterThanOrEqual(1);
  expect(upstream.requests).toHaveLength(1);
});
