import { changePassword, getSession, listMembers, renameAccount, renameWorkspace, signIn } from '@jackfield/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addMember, PASSWORD, signUpOwner } from '../../testing/scenario.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

test('a new password needs the present one, ends the other sessions and keeps this one', async () => {
  const { client, email } = await signUpOwner(server);
  const elsewhere = server.visitor();
  await elsewhere.call(signIn, { body: { email, password: PASSWORD } });
  const newPassword = 'another correct horse';
  const wrong = await client.problem(changePassword, { body: { currentPassword: 'wrong', newPassword } });
  expect(wrong).toMatchObject({ code: 'wrong_credentials' });
  const short = await client.problem(changePassword, { body: { currentPassword: PASSWORD, newPassword: 'short' } });
  expect(short).toMatchObject({ code: 'invalid_request', errors: [{ path: ['body', 'newPassword'] }] });
  await client.call(changePassword, { body: { currentPassword: PASSWORD, newPassword } });
  expect((await client.call(getSession)).user?.email).toBe(email);
  expect((await elsewhere.call(getSession)).user).toBeNull();
  expect(await server.visitor().problem(signIn, { body: { email, password: PASSWORD } })).toMatchObject({
    code: 'wrong_credentials',
  });
  await server.visitor().call(signIn, { body: { email, password: newPassword } });
});

test('the present password cannot be guessed at without end', async () => {
  const { client } = await signUpOwner(server);
  const codes = [];
  for (let tries = 0; tries < 12; tries += 1) {
    const body = { currentPassword: `guess ${tries}`, newPassword: 'another correct horse' };
    codes.push((await client.problem(changePassword, { body })).code);
  }
  expect(new Set(codes.slice(0, 10))).toEqual(new Set(['wrong_credentials']));
  expect(codes.at(-1)).toBe('too_many_requests');
});

test('names of people and workspaces are changed by those who may, and members see each other', async () => {
  const owner = await signUpOwner(server);
  const viewer = await addMember(server, owner, 'viewer');
  await owner.client.call(renameAccount, { body: { name: 'Grace' } });
  const params = { projectId: owner.project.id };
  await owner.client.call(renameWorkspace, { params, body: { name: 'Navy' } });
  const session = await owner.client.call(getSession);
  expect(session).toMatchObject({ user: { name: 'Grace' }, workspaces: [{ name: 'Navy' }] });
  expect(await viewer.client.problem(renameWorkspace, { params, body: { name: 'Mine' } })).toMatchObject({
    code: 'not_allowed',
  });
  const { members } = await viewer.client.call(listMembers, { params });
  expect(members.map(({ name, role }) => [name, role])).toEqual([
    ['Grace', 'owner'],
    ['Ann', 'viewer'],
  ]);
});
