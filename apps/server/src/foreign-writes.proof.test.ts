import { reportProof, startUpstream, type Upstream } from '@jackfield/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pathOf } from './testing/endpoint-path.ts';
import { WRITES } from './testing/endpoints.ts';
import { type FurnishedProject, furnish, readAll } from './testing/furnished-project.ts';
import { REQUESTS } from './testing/requests.ts';
import { signUpOwner } from './testing/scenario.ts';
import { startTestServer, type TestServer } from './testing/start-test-server.ts';

let upstream: Upstream;
let server: TestServer;
let furnished: FurnishedProject;
let before: string;
let refusedCount = 0;

beforeAll(async () => {
  upstream = await startUpstream();
  server = await startTestServer({ JACKFIELD_EGRESS_ALLOW: upstream.allowEntry });
  const owner = await signUpOwner(server);
  furnished = await furnish(owner, owner.project, 'Shop', upstream.origin);
  before = await readAll(furnished);
  upstream.requests.length = 0;
});
afterAll(async () => {
  await server.stop();
  await upstream.close();
});

const JSON_TYPE = { 'content-type': 'application/json' };
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const MULTIPART = { 'content-type': 'multipart/form-data; boundary=x' };
const TEXT = { 'content-type': 'text/plain' };

const OUR_FILES = 'a form with files from our own origin';
const REFUSED: Record<number, string> = { 403: 'foreign_origin', 415: 'unsupported_media_type' };

/** What a page of another site can make a browser send with the person's cookie, and what no page of ours sends. */
const FORGERIES: [string, (own: string) => Record<string, string>][] = [
  ['JSON from another origin', () => ({ ...JSON_TYPE, origin: 'https://evil.example' })],
  ['JSON from a sandboxed frame', () => ({ ...JSON_TYPE, origin: 'null' })],
  ['JSON from the same host under another port', () => ({ ...JSON_TYPE, origin: 'http://127.0.0.1:1' })],
  ['JSON from an origin that begins like ours', (own) => ({ ...JSON_TYPE, origin: `${own}.evil.example` })],
  ['JSON from a sibling site', (own) => ({ ...JSON_TYPE, origin: own, 'sec-fetch-site': 'same-site' })],
  ['JSON without an origin', () => JSON_TYPE],
  ['JSON without an origin, under our referrer', (own) => ({ ...JSON_TYPE, referer: `${own}/` })],
  ['a form from another origin', () => ({ ...FORM, origin: 'https://evil.example' })],
  ['a form without an origin', () => FORM],
  ['a form from our own origin', (own) => ({ ...FORM, origin: own })],
  ['a form with files from another origin', () => ({ ...MULTIPART, origin: 'https://evil.example' })],
  ['a form with files without an origin', () => MULTIPART],
  [OUR_FILES, (own) => ({ ...MULTIPART, origin: own })],
  ['JSON as text from another origin', () => ({ ...TEXT, origin: 'https://evil.example' })],
  ['JSON as text without an origin', () => TEXT],
  ['JSON as text from our own origin', (own) => ({ ...TEXT, origin: own })],
  ['JSON of no type from our own origin', (own) => ({ 'content-type': '', origin: own })],
];

describe.each(WRITES)('%s', (name, endpoint) => {
  test.each(FORGERIES)('is refused as %s', async (what, headersOf) => {
    const request = REQUESTS[name](furnished.ids);
    const res = await furnished.owner.client.forge(pathOf(endpoint, request.params, request.query), {
      method: endpoint.method,
      headers: headersOf(server.url),
      body: JSON.stringify(request.body ?? {}),
    });
    const { code } = (await res.json()) as { code: string };
    // Our own pages send files in such a form; what is no form all the same is refused for that.
    const isOurForm = endpoint.takesFiles === true && what === OUR_FILES;
    expect(code).toBe(isOurForm ? 'malformed_body' : REFUSED[res.status]);
    refusedCount += 1;
  });
});

test('nothing was changed, nothing was sent', async () => {
  expect(await readAll(furnished)).toBe(before);
  expect(upstream.requests).toEqual([]);
  const count = WRITES.length * FORGERIES.length;
  reportProof({
    about: 'Roles',
    claim: `${WRITES.length} writes × ${FORGERIES.length} forgeries with the owner’s cookie: from another origin, as a form, as text, without Origin`,
    figure: `${refusedCount} of ${count} refused, nothing changed`,
    goal: 'all',
    isMet: refusedCount === count,
  });
  expect(refusedCount).toBe(count);
});
