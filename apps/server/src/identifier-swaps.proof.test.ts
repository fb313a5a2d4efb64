import { randomInt, randomUUID } from 'node:crypto';
import { type Endpoint, getProject, problemSchema } from '@jackfield/contracts';
import { reportProof, rounds, startUpstream, type Upstream } from '@jackfield/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ENDPOINTS, type EndpointName } from './testing/endpoints.ts';
import { type FurnishedProject, furnish, type ProjectIds, readAll } from './testing/furnished-project.ts';
import { REQUESTS } from './testing/requests.ts';
import { signUpOwner } from './testing/scenario.ts';
import { startTestServer, type TestServer } from './testing/start-test-server.ts';
import type { CallInput } from './testing/test-client.ts';

const HIDDEN = 'Hidden-7c1f';
const MARK = 'this-identifier';
/** A path that begins with one of these says by it which project is meant: in the same workspace that is no mix-up. */
const ROOTS: readonly (keyof ProjectIds)[] = ['projectId', 'apiId', 'deletedApiId', 'callId', 'deletedCallId'];
/** What is copied may go into any project in which the person may edit: the sibling's is none of a stranger there. */
const ACROSS_PROJECTS: readonly EndpointName[] = ['copyApi', 'copyCall'];
let upstream: Upstream;
let server: TestServer;
let mine: FurnishedProject;
/** Of somebody else. */
let theirs: FurnishedProject;
/** In the same workspace as mine: its things are not those of my project. */
let sibling: FurnishedProject;

beforeAll(async () => {
  upstream = await startUpstream();
  server = await startTestServer({ JACKFIELD_EGRESS_ALLOW: upstream.allowEntry }, { hasDemo: true });
  const owner = await signUpOwner(server);
  mine = await furnish(owner, owner.project, 'Mine', upstream.origin);
  const { id } = await server.ctx.transact((repos) => repos.projects.create(owner.workspaceId, 'Second'));
  const second = await owner.client.call(getProject, { params: { projectId: id } });
  sibling = await furnish(owner, second, HIDDEN, upstream.origin);
  const other = await signUpOwner(server);
  theirs = await furnish(other, other.project, HIDDEN, upstream.origin);
});
afterAll(async () => {
  await server.stop();
  await upstream.close();
});

const KEYS = () => Object.keys(mine.ids) as (keyof ProjectIds)[]; // It has these keys and no others.
const textOf = (input: CallInput<Endpoint>) => JSON.stringify(input);
const requestOf = (name: EndpointName, ids: ProjectIds): CallInput<Endpoint> => REQUESTS[name](ids);

/** Which identifiers the request of an endpoint holds, found by changing each. */
const idsIn = (name: EndpointName) => KEYS().filter((key) => textOf(marked(name, key)).includes(MARK));
const marked = (name: EndpointName, key: keyof ProjectIds) => requestOf(name, { ...mine.ids, [key]: MARK });

/** The answer without what differs between two equal ones: its own id, the identifier that was asked for, versions. */
async function answerTo(name: EndpointName, endpoint: Endpoint, swap: Partial<ProjectIds>) {
  const res = await mine.owner.client.send(endpoint, requestOf(name, { ...mine.ids, ...swap }));
  const text = await res.text();
  const [asked = ''] = Object.values(swap);
  return {
    status: res.status,
    text: text.replaceAll(asked, '<asked>').replaceAll(/"requestId":"[^"]*"/g, '"requestId":""'),
  };
}

test('an identifier of somebody else is answered like one that nobody has, and changes nothing', async () => {
  const count = rounds({ short: 120, whole: 500 });
  const candidates = ENDPOINTS.filter(([name]) => idsIn(name).length > 0);
  const before = [await readAll(theirs), await readAll(sibling)];
  let leakCount = 0;
  for (let round = 0; round < count; round += 1) {
    const [name, endpoint] = candidates[round % candidates.length] ?? never();
    const keys = idsIn(name);
    const key = keys[randomInt(keys.length)] ?? never();
    const isRoot = ROOTS.includes(key) && textOf({ params: marked(name, key).params }).includes(MARK);
    const isOwn = ACROSS_PROJECTS.includes(name);
    const foreign = isRoot || isOwn || randomInt(2) === 0 ? theirs : sibling;
    const swapped = await answerTo(name, endpoint, { [key]: foreign.ids[key] });
    const missing = await answerTo(name, endpoint, { [key]: randomUUID() });
    const seen = `${endpoint.method} ${endpoint.path} with ${key} of ${foreign === theirs ? 'a stranger' : 'another project'}: ${swapped.status} ${swapped.text}`;
    expect(swapped.status, seen).toBe(missing.status);
    // An answer of success may name new things of mine; a refusal is the same to the letter.
    if (swapped.status >= 400) expect(swapped.text, seen).toBe(missing.text);
    if (swapped.text.includes(HIDDEN)) leakCount += 1;
    for (const id of Object.values(foreign.ids)) if (swapped.text.includes(id)) leakCount += 1;
    expect(leakCount, seen).toBe(0);
  }
  expect([await readAll(theirs), await readAll(sibling)]).toEqual(before);
  reportProof({
    about: 'Roles',
    claim: 'Random swaps of one identifier in path or body for one of another workspace or project',
    figure: `${leakCount} of ${count} showed or changed anything; each answered as for an identifier that nobody has`,
    goal: '0 of 500',
    isMet: leakCount === 0,
  });
});

test('the same requests with identifiers of one’s own are not refused', async () => {
  // What deletes comes last, and of that the smallest things first.
  const order = ENDPOINTS.toSorted(([, a], [, b]) => rank(a) - rank(b) || b.path.length - a.path.length);
  const hasDemo = server.ctx.demoApi !== null;
  for (const [name, endpoint] of order.filter(([name]) => idsIn(name).length > 0)) {
    if (name === 'addDemoApi' && !hasDemo) continue;
    // Nobody answers at the issuer of that request.
    if (name === 'discoverProvider') continue;
    const res = await theirs.owner.client.send(endpoint, REQUESTS[name](theirs.ids));
    // A version may have moved on meanwhile.
    expect([200, 409], `${name}: ${await res.text()}`).toContain(res.status);
  }
});
const rank = ({ method }: Endpoint) => Number(method === 'DELETE');

test('a token runs the calls of its own project and no others', async () => {
  const run = async (path: string, token: string) => {
    const res = await fetch(`${server.url}/run/v1/${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
    });
    const { requestId: _, ...problem } = problemSchema.parse(await res.json());
    return problem;
  };
  const address = ({ slugs }: FurnishedProject) => `${slugs.project}/${slugs.api}/${slugs.call}`;
  const nowhere = await run('no-such-project/api/call', mine.token);
  expect(nowhere).toMatchObject({ code: 'invalid_token' });
  for (const foreign of [theirs, sibling]) {
    expect(await run(address(foreign), mine.token)).toEqual(nowhere);
    expect(await run(address(mine), foreign.token)).toEqual(nowhere);
  }
  const own = await run(`${mine.slugs.project}/${theirs.slugs.api}/${theirs.slugs.call}`, mine.token);
  expect(own).toMatchObject({ code: 'not_found' });
});

function never(): never {
  throw new Error('there is at least one');
}
