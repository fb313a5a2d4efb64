import { createHash } from 'node:crypto';
import { createToken, listTokens, revokeToken } from '@jackfield/contracts';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Owner, signUpOwner } from '../../testing/scenario.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';

let server: TestServer;
let owner: Owner;
beforeAll(async () => {
  server = await startTestServer();
});
beforeEach(async () => {
  owner = await signUpOwner(server);
});
afterAll(() => server.stop());

const create = (name: string) =>
  owner.client.call(createToken, {
    params: { projectId: owner.project.id },
    body: { name, environmentId: owner.live.id },
  });

test('a token is told once, and only its hash is kept', async () => {
  const { token, value } = await create('Shop server');
  expect(value).toMatch(/^jf_[A-Za-z0-9_-]{43}$/);
  expect(token).toMatchObject({
    name: 'Shop server',
    environmentId: owner.live.id,
    last4: value.slice(-4),
    createdBy: 'Ann',
    lastUsedAt: null,
  });
  const listed = await owner.client.call(listTokens, { params: { projectId: owner.project.id } });
  expect(listed).toEqual({ tokens: [token] });
  const stored = await server.ctx.repositories.configuration.load(owner.project.id);
  expect(stored?.tokens.map((row) => row.hash)).toEqual([createHash('sha256').update(value).digest('hex')]);
  expect(JSON.stringify(stored)).not.toContain(value);
  const trail = await server.ctx.repositories.audit.ofSubject(owner.workspaceId, token.id);
  expect(trail).toMatchObject([{ action: 'token.create', actorId: owner.userId }]);
  expect(JSON.stringify(trail)).not.toContain(value);
});

test('a revoked token is gone from the list, and cannot be revoked again', async () => {
  const { token } = await create('Old');
  const kept = await create('New');
  const params = { projectId: owner.project.id, tokenId: token.id };
  expect(await owner.client.call(revokeToken, { params })).toEqual({ done: true });
  const { tokens } = await owner.client.call(listTokens, { params: { projectId: owner.project.id } });
  expect(tokens).toEqual([kept.token]);
  expect((await owner.client.problem(revokeToken, { params })).code).toBe('not_found');
});

test('the environment has to be one of the project', async () => {
  const other = await signUpOwner(server);
  const problem = await owner.client.problem(createToken, {
    params: { projectId: owner.project.id },
    body: { name: 'x', environmentId: other.live.id },
  });
  expect(problem).toMatchObject({ code: 'invalid_request', errors: [{ path: ['body', 'environmentId'] }] });
});

test("a token of another project is not found under one's own", async () => {
  const other = await signUpOwner(server);
  const { token } = await other.client.call(createToken, {
    params: { projectId: other.project.id },
    body: { name: 'theirs', environmentId: other.live.id },
  });
  const params = { projectId: owner.project.id, tokenId: token.id };
  expect((await owner.client.problem(revokeToken, { params })).code).toBe('not_found');
  expect((await other.client.call(listTokens, { params: { projectId: other.project.id } })).tokens).toHaveLength(1);
});
