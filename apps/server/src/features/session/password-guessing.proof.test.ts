import { reportProof, rounds } from '@jackfield/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PASSWORD, signUpOwner } from '../../testing/scenario.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

interface Attempt {
  email: string;
  password: string;
  /** As a proxy on this machine tells it: what the client claims first, then the address that it has. */
  forwardedFor: string;
}

const anAddress = (index: number) => `198.51.${100 + (index >> 8)}.${index & 255}`;

async function trySignIn({ email, password, forwardedFor }: Attempt): Promise<number> {
  const res = await server.visitor().fetch('/api/sign-in', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-forwarded-for': forwardedFor },
    body: JSON.stringify({ email, password }),
  });
  return res.status;
}

/** How many of the guesses, all at once, were held against a password; the others were refused before. */
async function countVerified(count: number, guess: (index: number) => Omit<Attempt, 'password'>): Promise<number> {
  const tries = Array.from({ length: count }, (_, index) => trySignIn({ ...guess(index), password: `guess ${index}` }));
  const statuses = await Promise.all(tries);
  expect(statuses.filter((status) => status !== 401 && status !== 429)).toEqual([]);
  return statuses.filter((status) => status === 401).length;
}

function report(claim: string, verified: number, count: number, limit: number): void {
  reportProof({
    about: 'Roles',
    claim,
    figure: `${verified} of ${count} were held against a password, the others answered 429`,
    goal: `at most ${limit} in a quarter of an hour`,
    isMet: verified <= limit,
  });
}

test('one address guesses ten times at one account, however it writes the account and whatever it claims to be', async () => {
  const { email } = await signUpOwner(server);
  const count = rounds({ short: 40, whole: 1_000 });
  const verified = await countVerified(count, (index) => ({
    email: mixedCase(email, index),
    forwardedFor: `${anAddress(index)}, 203.0.113.7`,
  }));
  report('Wrong passwords for one account from one address that claims to be others', verified, count, 10);
  expect(verified).toBe(10);
});

test('one address guesses sixty times at all accounts together', async (test) => {
  const count = rounds({ short: 0, whole: 1_000 });
  if (count === 0) test.skip('sixty passwords are hashed: only in npm run proof');
  const verified = await countVerified(count, (index) => ({
    email: `p${index}@example.com`,
    forwardedFor: '203.0.113.8',
  }));
  report('Wrong passwords for as many accounts from one address', verified, count, 60);
  expect(verified).toBe(60);
});

test('all addresses together guess two hundred times at one account', async (test) => {
  const count = rounds({ short: 0, whole: 1_000 });
  if (count === 0) test.skip('two hundred passwords are hashed: only in npm run proof');
  const { email } = await signUpOwner(server);
  const verified = await countVerified(count, (index) => ({ email, forwardedFor: anAddress(index) }));
  report('Wrong passwords for one account from as many addresses', verified, count, 200);
  expect(verified).toBe(200);
});

test('a right password gives back what the wrong ones before it took', async () => {
  const { email } = await signUpOwner(server);
  const forwardedFor = '203.0.113.9';
  for (let round = 0; round < 2; round += 1) {
    expect(await countVerified(6, () => ({ email, forwardedFor }))).toBe(6);
    expect(await trySignIn({ email, password: PASSWORD, forwardedFor })).toBe(200);
  }
});

function mixedCase(text: string, index: number): string {
  return [...text].map((letter, at) => ((index >> (at % 8)) & 1 ? letter.toUpperCase() : letter)).join('');
}
