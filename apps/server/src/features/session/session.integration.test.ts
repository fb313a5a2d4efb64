import { getSession, listProjects, signIn, signOut, signUp } from '@jackfield/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PASSWORD, signUpOwner } from '../../testing/scenario.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

const ann = (email: string) => ({ name: 'Ann', email, password: PASSWORD });

describe('sign-up', () => {
  test('makes a workspace and a project with Development and Live, and signs in', async () => {
    const client = server.visitor();
    const session = await client.call(signUp, { body: { ...ann('Ann@Example.com'), workspaceName: 'Acme' } });
    expect(session.user).toMatchObject({ name: 'Ann', email: 'ann@example.com' });
    expect(session.workspaces).toMatchObject([{ name: 'Acme', slug: 'acme', role: 'owner' }]);
    const { projects } = await client.call(listProjects);
    expect(projects).toHaveLength(1);
    expect(projects[0]?.environments).toMatchObject([
      { name: 'Development', runs: 'draft' },
      { name: 'Live', runs: 'published' },
    ]);
    expect(await client.call(getSession)).toEqual(session);
  });

  test('gives every project of the instance its own slug', async () => {
    const one = await signUpOwner(server);
    const two = await signUpOwner(server);
    expect(one.project.slug).not.toBe(two.project.slug);
  });

  test('names the field when the address has an account, however it is written', async () => {
    const { email } = await signUpOwner(server);
    const problem = await server.visitor().problem(signUp, { body: ann(email.toUpperCase()) });
    expect(problem).toMatchObject({ code: 'name_taken', errors: [{ path: ['body', 'email'] }] });
  });

  test('leaves nothing behind when the workspace cannot be made', async () => {
    const email = 'half@example.com';
    // The steps of sign-up, the last of which the database refuses.
    await expect(
      server.ctx.transact(async (repos) => {
        const { userId } = await repos.accounts.createPerson({ name: 'Half', email, passwordHash: 'x' });
        await repos.accounts.createWorkspace(userId, 'Half', 'half');
        await repos.projects.create('no-such-workspace', 'My project');
      }),
    ).rejects.toThrow();
    expect(await server.ctx.repositories.accounts.hasEmail(email)).toBe(false);
    expect(await server.ctx.repositories.accounts.workspaceSlugsLike('half')).toEqual(new Set());
  });

  test('is refused when malformed, naming each field', async () => {
    const problem = await server
      .visitor()
      .problemOf(signUp, {}, { name: '', email: 'nobody', password: 'short', more: 1 });
    expect(problem.code).toBe('invalid_request');
    expect(problem.errors?.map((error) => error.path.join('.')).sort()).toEqual([
      'body',
      'body.email',
      'body.name',
      'body.password',
    ]);
  });
});

describe('sign-in', () => {
  test('opens a session, and sign-out ends it on the server too', async () => {
    const { email, userId } = await signUpOwner(server);
    const client = server.visitor();
    const session = await client.call(signIn, { body: { email: email.toUpperCase(), password: PASSWORD } });
    expect(session.user?.id).toBe(userId);
    const kept = await client.fetch('/api/session');
    expect(await kept.json()).toMatchObject({ user: { id: userId } });

    const stolen = server.visitor();
    const again = await stolen.send(signIn, { body: { email, password: PASSWORD } });
    const cookie = again.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    expect(await stolen.call(signOut)).toEqual({ done: true });
    const replayed = await server.visitor().fetch('/api/session', { headers: { cookie } });
    expect(await replayed.json()).toMatchObject({ user: null });
  });

  test('answers alike for a wrong password and an unknown address', async () => {
    const { email } = await signUpOwner(server);
    const wrong = await server.visitor().problem(signIn, { body: { email, password: 'not this one' } });
    const unknown = await server.visitor().problem(signIn, { body: { email: 'who@example.com', password: 'x' } });
    expect(wrong).toEqual({ ...unknown, requestId: wrong.requestId });
    expect(wrong).toMatchObject({ code: 'wrong_credentials', status: 401 });
  });

  test('keeps its cookie from scripts and from other sites', async () => {
    const { email } = await signUpOwner(server);
    const res = await server.visitor().send(signIn, { body: { email, password: PASSWORD } });
    expect(res.headers.getSetCookie()[0]).toMatch(/^jackfield\.session_token=.*HttpOnly.*SameSite=Lax/i);
  });

  test('stops guessing at one account, and lets the others in', async () => {
    const { email } = await signUpOwner(server);
    const other = await signUpOwner(server);
    const tries = await Promise.all(
      Array.from({ length: 12 }, () => server.visitor().problem(signIn, { body: { email, password: 'a guess' } })),
    );
    expect(tries.filter((problem) => problem.code === 'wrong_credentials')).toHaveLength(10);
    expect(tries.filter((problem) => problem.code === 'too_many_requests')).toHaveLength(2);
    const right = await server.visitor().send(signIn, { body: { email, password: PASSWORD } });
    expect(await right.json()).toMatchObject({ status: 429, code: 'too_many_requests' });
    const retryAfterS = Number(right.headers.get('retry-after'));
    expect(retryAfterS).toBeGreaterThan(0);
    expect(retryAfterS).toBeLessThanOrEqual(15 * 60);
    await server.visitor().call(signIn, { body: { email: other.email, password: PASSWORD } });
  });

  test('is refused when malformed', async () => {
    expect((await server.visitor().problemOf(signIn, {}, { email: 'a@b.example' })).code).toBe('invalid_request');
  });
});

test('a session that nobody has is nobody, not an error', async () => {
  const res = await server.visitor().fetch('/api/session', { headers: { cookie: 'jackfield.session_token=x.y' } });
  expect(res.status).toBe(200);
  expect(await res.json()).toMatchObject({ user: null, workspaces: [] });
});

test('sign-out without a session is done', async () => {
  expect(await server.visitor().call(signOut)).toEqual({ done: true });
});
