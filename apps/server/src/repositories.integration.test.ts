import { createToken, listTokens } from '@jackfield/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createLogger } from './logger.ts';
import { signUpOwner } from './testing/scenario.ts';
import { startTestServer, type TestServer } from './testing/start-test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

test('work that lost a unique name to somebody else runs once more, and sees theirs', async () => {
  const { transact, repositories } = server.ctx;
  const { userId } = await transact((repos) =>
    repos.accounts.createPerson({ name: 'Ann', email: 'ann@example.com', passwordHash: 'x' }),
  );
  await transact((repos) => repos.accounts.createWorkspace(userId, 'Acme', 'acme'));
  const slugs: string[] = [];
  await transact(async (repos) => {
    // At first as if it had looked before the other one was there.
    const taken = slugs.length === 0 ? new Set<string>() : await repos.accounts.workspaceSlugsLike('acme');
    const slug = taken.has('acme') ? 'acme-2' : 'acme';
    slugs.push(slug);
    await repos.accounts.createWorkspace(userId, 'Acme', slug);
  });
  expect(slugs).toEqual(['acme', 'acme-2']);
  expect(await repositories.accounts.workspaceSlugsLike('acme')).toEqual(new Set(['acme', 'acme-2']));
});

test('work that fails leaves nothing behind, and its failure is what is told', async () => {
  const { transact, repositories } = server.ctx;
  const failing = transact(async (repos) => {
    await repos.accounts.createPerson({ name: 'Bob', email: 'bob@example.com', passwordHash: 'x' });
    throw new Error('in the middle');
  });
  await expect(failing).rejects.toThrow('in the middle');
  expect(await repositories.accounts.hasEmail('bob@example.com')).toBe(false);
});

test('a fault of the database is logged with its reason, and without the values of the query', async () => {
  const fault = await server.ctx
    .transact((repos) =>
      // On purpose of the wrong type.
      repos.accounts.createPerson({ name: 1 as unknown as string, email: 'a@b.example', passwordHash: 'hunter22' }),
    )
    .catch((error: unknown) => error);
  let line = '';
  const logger = createLogger({ JACKFIELD_LOG_LEVEL: 'error' }, { write: (text) => (line = text) });
  const wrapped = [new Error('outer', { cause: new Error('inner', { cause: fault }) }), new AggregateError([fault])];
  for (const err of [fault, ...wrapped]) {
    logger.error({ err }, 'request failed');
    expect(line).toContain('Argument `name`: Invalid value provided.');
    expect(line).toContain('accounts.repository.ts');
    expect(line).not.toContain('hunter22');
  }
});

test('when a token was last used stays the latest, in whatever order processes write it', async () => {
  const { client, project, development } = await signUpOwner(server);
  const params = { projectId: project.id };
  const { token } = await client.call(createToken, { params, body: { name: 'a', environmentId: development.id } });
  const [early, late] = [new Date('2026-01-01T10:00:00.000Z'), new Date('2026-01-01T10:00:05.000Z')];
  for (const at of [late, early]) await server.ctx.repositories.configuration.markTokensUsed(new Map([[token.id, at]]));
  const { tokens } = await client.call(listTokens, { params });
  expect(tokens.map(({ lastUsedAt }) => lastUsedAt)).toEqual([late.toISOString()]);
});
