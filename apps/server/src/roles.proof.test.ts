import {
  clearConnection,
  clearEndUser,
  confirmSecretOrigin,
  connectByDevice,
  deleteSecret,
  dryRunCall,
  type Endpoint,
  getKeptOfRun,
  importCurl,
  initializeCall,
  type May,
  problemSchema,
  type Role,
  removeSecretOrigin,
  replayRun,
  runCall,
  setSecret,
  startConnecting,
  testAuthentication,
} from '@jackfield/contracts';
import { reportProof, startUpstream, type Upstream } from '@jackfield/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasRole, isRole } from './caller.ts';
import { ENDPOINTS, type EndpointName } from './testing/endpoints.ts';
import { type FurnishedProject, furnish, type ProjectIds } from './testing/furnished-project.ts';
import { REQUESTS } from './testing/requests.ts';
import { addMember, type Owner, signUpOwner } from './testing/scenario.ts';
import { startTestServer, type TestServer } from './testing/start-test-server.ts';
import type { CallInput, TestClient } from './testing/test-client.ts';

const WHO = ['no sign-in', 'another workspace', 'viewer', 'editor', 'admin', 'owner'] as const;
type Who = (typeof WHO)[number];

/** The rule, once: what is answered to whom, by what the contract says of who may. */
function expected(may: May, who: Who): 'let in' | 'not_signed_in' | 'not_found' | 'not_allowed' {
  if (may === 'anyone') return 'let in';
  if (who === 'no sign-in') return 'not_signed_in';
  if (may === 'signed-in') return 'let in';
  if (who === 'another workspace') return 'not_found';
  return hasRole(who, may) ? 'let in' : 'not_allowed';
}

let upstream: Upstream;
let server: TestServer;
let owner: Owner;
let furnished: FurnishedProject;
let clients: Record<Who, TestClient>;
let matchCount = 0;

beforeAll(async () => {
  upstream = await startUpstream();
  server = await startTestServer({ JACKFIELD_EGRESS_ALLOW: upstream.allowEntry });
  owner = await signUpOwner(server);
  furnished = await furnish(owner, owner.project, 'Shop', upstream.origin);
  const member = async (role: Role) => (await addMember(server, owner, role)).client;
  clients = {
    'no sign-in': server.visitor(),
    'another workspace': (await signUpOwner(server)).client,
    viewer: await member('viewer'),
    editor: await member('editor'),
    admin: await member('admin'),
    owner: owner.client,
  };
});
afterAll(async () => {
  await server.stop();
  await upstream.close();
});

/** With a parameter that no endpoint knows: whoever is let in is told so, and nothing is done. */
async function ask(client: TestClient, endpoint: Endpoint, input: CallInput<Endpoint>): Promise<string> {
  const problem = await client.problem(endpoint, { ...input, query: { surprise: 1 } });
  const isLetIn = problem.code === 'invalid_request' && problem.errors?.[0]?.path[0] === 'query';
  return isLetIn ? 'let in' : problem.code;
}

const requestOf = (name: EndpointName, ids: ProjectIds): CallInput<Endpoint> => REQUESTS[name](ids);

describe.each(ENDPOINTS)('%s', (name, endpoint) => {
  test.each(WHO)('%s', async (who) => {
    const answer = await ask(clients[who], endpoint, requestOf(name, furnished.ids));
    expect(answer).toBe(expected(endpoint.may, who));
    matchCount += 1;
  });

  test('is to a stranger as if it were not there', async () => {
    if (!isRole(endpoint.may)) return;
    const nowhere = Object.fromEntries(Object.keys(furnished.ids).map((id) => [id, 'no-such-id']));
    const { requestId: _, ...theirs } = await clients['another workspace'].problem(
      endpoint,
      requestOf(name, furnished.ids),
    );
    // Every identifier is one of these keys.
    const { requestId: __, ...missing } = await owner.client.problem(
      endpoint,
      requestOf(name, nowhere as unknown as ProjectIds),
    );
    expect(theirs).toEqual(missing);
  });
});

/** What asks for more where the environment is live. In this order: there is one secret to delete, and the owner may. */
const IN_LIVE: [Endpoint, (ids: ProjectIds) => CallInput<Endpoint>][] = [
  [
    setSecret,
    ({ projectId, liveId }) => ({
      params: { projectId },
      body: { owner: { type: 'project' }, slot: 'other', environmentId: liveId, value: 'a live secret' },
    }),
  ],
  [
    confirmSecretOrigin,
    ({ projectId, liveSecretId }) => ({
      params: { projectId, secretId: liveSecretId },
      body: { origin: 'https://api.example.com' },
    }),
  ],
  [
    removeSecretOrigin,
    ({ projectId, liveSecretId }) => ({
      params: { projectId, secretId: liveSecretId },
      query: { origin: 'https://api.example.com' },
    }),
  ],
  [initializeCall, ({ callId, liveId }) => ({ params: { callId }, body: { environmentId: liveId, version: 1 } })],
  [
    importCurl,
    ({ projectId, liveId }) => ({
      params: { projectId },
      body: { command: 'curl -u ann:a-password http://127.0.0.1:9/x', environmentId: liveId },
    }),
  ],
  [runCall, ({ callId, liveId }) => ({ params: { callId }, body: { environmentId: liveId, as: 'data', inputs: {} } })],
  [dryRunCall, ({ callId, liveId }) => ({ params: { callId }, body: { environmentId: liveId } })],
  [getKeptOfRun, ({ projectId, liveRunId }) => ({ params: { projectId, runId: liveRunId } })],
  [replayRun, ({ projectId, liveRunId }) => ({ params: { projectId, runId: liveRunId }, body: { inputs: {} } })],
  [deleteSecret, ({ projectId, liveSecretId }) => ({ params: { projectId, secretId: liveSecretId } })],
  [clearConnection, ({ apiId, liveId }) => ({ params: { apiId, environmentId: liveId } })],
  [clearEndUser, ({ apiId, liveId }) => ({ params: { apiId, environmentId: liveId }, query: { user: 'nobody' } })],
  [startConnecting, ({ apiId, liveId }) => ({ params: { apiId, environmentId: liveId }, body: { version: 1 } })],
  [connectByDevice, ({ apiId, liveId }) => ({ params: { apiId, environmentId: liveId }, body: { version: 1 } })],
  [testAuthentication, ({ apiId, liveId }) => ({ params: { apiId }, body: { environmentId: liveId, version: 1 } })],
];

test('every endpoint that asks for more in Live is tried there', () => {
  const declared = ENDPOINTS.flatMap(([, endpoint]) => (endpoint.mayInLive === undefined ? [] : [endpoint.path]));
  expect(IN_LIVE.map(([{ path }]) => path).sort()).toEqual(declared.sort());
});

describe.each(IN_LIVE)('in Live, $method $path', (endpoint, make) => {
  test.each(['viewer', 'editor', 'owner'] as const)('%s', async (who) => {
    const res = await clients[who].send(endpoint, make(furnished.ids));
    const code = res.ok ? 'let in' : problemSchema.parse(await res.json()).code;
    // Who may is told that this call cannot be run yet, and that this API has nothing to connect or test.
    const answer = code === 'call_not_initialized' || code === 'invalid_request' ? 'let in' : code;
    expect(answer).toBe(expected(endpoint.mayInLive ?? endpoint.may, who));
  });
});

test('the whole matrix is as the contracts say', () => {
  const size = ENDPOINTS.length * WHO.length;
  reportProof({
    about: 'Roles',
    claim: `${ENDPOINTS.length} endpoints × ${WHO.join(', ')}: the answer that follows from the contract’s \`may\``,
    figure: `${matchCount} of ${size}`,
    goal: 'all',
    isMet: matchCount === size,
  });
  expect(matchCount).toBe(size);
});
