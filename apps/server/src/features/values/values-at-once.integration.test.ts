import { confirmSecretOrigin, deleteSecret, listValues, setSecret, setVariable } from '@jackfield/contracts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Owner, signUpOwner } from '../../testing/scenario.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';

/** Enough for some of them to meet on a server with several connections. */
const ROUNDS = 4;

let server: TestServer;
let owner: Owner;
beforeAll(async () => {
  server = await startTestServer();
  owner = await signUpOwner(server);
}, 60_000);
afterAll(() => server.stop());

const params = () => ({ projectId: owner.project.id });
const rounds = Array.from({ length: ROUNDS }, (_, round) => round);

function sendSecret(slot: string, value: string): Promise<Response> {
  const body = { owner: { type: 'project' as const }, slot, environmentId: owner.development.id, value };
  return owner.client.send(setSecret, { params: params(), body });
}

function sendVariable(name: string): Promise<Response> {
  return owner.client.send(setVariable, {
    params: params(),
    body: { name, environmentId: owner.development.id, value: 'a value' },
  });
}

const statuses = (answers: readonly Response[]) => answers.map(({ status }) => status).sort();

it('one name goes to a variable or a secret, never to both, when both are set at once', async () => {
  for (const round of rounds) {
    const name = `contested ${round}`;
    expect(statuses(await Promise.all([sendVariable(name), sendSecret(name, 'sk_0123456789')]))).toEqual([200, 409]);
    const { variables, secrets } = await owner.client.call(listValues, { params: params() });
    expect([
      ...variables.filter((each) => each.name === name),
      ...secrets.filter(({ slot }) => slot === name),
    ]).toHaveLength(1);
  }
});

it('one variable that is set twice at once has one value, and the other is told', async () => {
  for (const round of rounds) {
    const name = `twice ${round}`;
    expect(statuses(await Promise.all([sendVariable(name), sendVariable(name)]))).toEqual([200, 409]);
  }
});

it('one secret that is set several times at once is one secret, which opens', async () => {
  for (const round of rounds) {
    const slot = `secret ${round}`;
    const answers = await Promise.all(['a', 'b', 'c'].map((letter) => sendSecret(slot, `sk_0123456789_${letter}`)));
    for (const { status } of answers) expect([200, 409]).toContain(status);
    const { secrets } = await owner.client.call(listValues, { params: params() });
    expect(secrets.filter((secret) => secret.slot === slot)).toMatchObject([{ isDamaged: false }]);
  }
});

it('origins that are confirmed at once, also while the secret is replaced, are all kept', async () => {
  for (const round of rounds) {
    const slot = `confirmed ${round}`;
    const made = await sendSecret(slot, 'sk_0123456789');
    const { id } = setSecret.response.parse(await made.json());
    const origins = ['a', 'b', 'c'].map((host) => `https://${host}.example`);
    const answers = await Promise.all([
      ...origins.map((origin) =>
        owner.client.send(confirmSecretOrigin, { params: { ...params(), secretId: id }, body: { origin } }),
      ),
      sendSecret(slot, 'sk_9876543210'),
    ]);
    for (const { status } of answers) expect(status).toBe(200);
    const { secrets } = await owner.client.call(listValues, { params: params() });
    expect(secrets.find((secret) => secret.id === id)?.origins.toSorted()).toEqual(origins);
  }
});

it('a secret that is deleted while it is confirmed is gone, and nothing breaks', async () => {
  for (const round of rounds) {
    const { id } = setSecret.response.parse(await (await sendSecret(`gone ${round}`, 'sk_0123456789')).json());
    const at = { params: { ...params(), secretId: id } };
    const [confirmed, deleted] = await Promise.all([
      owner.client.send(confirmSecretOrigin, { ...at, body: { origin: 'https://a.example' } }),
      owner.client.send(deleteSecret, at),
    ]);
    expect([200, 404]).toContain(confirmed?.status);
    expect(deleted?.status).toBe(200);
  }
});
