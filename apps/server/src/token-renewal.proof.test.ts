import { envelopeSchema } from '@jackfield/connector';
import { confirmSecretOrigin, setSecret } from '@jackfield/contracts';
import { OIDC_CLIENTS, OIDC_USER, type OidcServer, reportProof, rounds, startOidcServer } from '@jackfield/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { initializeAndSave, type MadeCall, makeCall, makeToken, runCall, runPath } from './testing/make-call.ts';
import type { Owner } from './testing/scenario.ts';
import { type BuiltServer, buildServer, endProcesses } from './testing/start-process.ts';
import { startTwoProcesses, type TwoProcesses } from './testing/two-processes.ts';

const ROUNDS = rounds({ short: 3, whole: 100 });
const RUNS = 50;
const LONG_SECONDS = 3_600;

describe('two processes with one connection, at a provider that revokes what is used twice', () => {
  let built: BuiltServer;
  let oidc: OidcServer;
  let two: TwoProcesses;
  let owner: Owner;
  let made: MadeCall;
  let token: string;

  beforeAll(async () => {
    [built, oidc] = await Promise.all([buildServer(), startOidcServer()]);
    two = await startTwoProcesses(built, { JACKFIELD_EGRESS_ALLOW: oidc.allowEntry });
    ({ owner } = two.peers[0]);
    made = await makeProtected(owner, oidc);
    token = await makeToken(owner);
  });
  afterAll(async () => {
    await endProcesses();
    await two?.scratch.drop();
    await oidc?.close();
    await built?.remove();
  });

  const run = async (url: string): Promise<number | null> => {
    const res = await runCall({ url }, runPath(owner, made), token);
    return envelopeSchema.parse(await res.json()).status;
  };

  /** All at once, half of them in each process. */
  const runAll = () =>
    Promise.all(Array.from({ length: RUNS }, (_, index) => run(two.peers[index % 2 === 0 ? 0 : 1].url)));

  const grantsSince = (from: number) => oidc.tokenRequests.slice(from).map(({ form }) => form.get('grant_type'));

  test('refresh a token that has ended, or is refused, exactly once for all runs of both, and all succeed', async () => {
    let succeeded = 0;
    let refreshed = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      // A token that lives for a second, for the first half of the round.
      oidc.setAccessTokenSeconds(1);
      oidc.revokeAccessTokens();
      // On a busy machine it ends before it arrives.
      await run(two.peers[round % 2 === 0 ? 0 : 1].url);
      const endsAt = Date.now() + 1_000;
      oidc.setAccessTokenSeconds(LONG_SECONDS);
      await expect.poll(() => Date.now() > endsAt, { timeout: 5_000 }).toBe(true);
      for (const isRefused of [false, true]) {
        if (isRefused) oidc.revokeAccessTokens();
        const before = oidc.tokenRequests.length;
        const statuses = await runAll();
        succeeded += statuses.filter((status) => status === 200).length;
        const grants = grantsSince(before);
        refreshed += grants.length;
        expect(grants, `round ${round}`).toEqual(['refresh_token']);
        expect(new Set(statuses), `round ${round}`).toEqual(new Set([200]));
      }
    }
    // One grant at the beginning, none since: it was never revoked.
    expect(grantsSince(0).filter((grant) => grant === 'password')).toHaveLength(1);
    const wanted = ROUNDS * 2;
    reportProof({
      about: 'Tokens',
      claim: `${RUNS} runs at once in 2 processes on one token that has ended or is refused, with rotation: refreshes and successes`,
      figure: `${refreshed} refreshes in ${wanted} turns; ${succeeded} of ${wanted * RUNS} runs succeeded; the grant lives`,
      goal: 'one a turn, all',
      isMet: refreshed === wanted && succeeded === wanted * RUNS,
    });
  });

  test('lose nothing while the token URL is out of order, and say what it answers', async () => {
    oidc.revokeAccessTokens();
    oidc.failTokenRequests(RUNS, 503);
    const statuses = await runAll();
    expect(new Set(statuses)).toEqual(new Set([null]));
    oidc.failTokenRequests(0, 503);
    const before = oidc.tokenRequests.length;
    expect(await run(two.peers[1].url)).toBe(200);
    expect(grantsSince(before)).toEqual(['refresh_token']);
  });

  test('go on after one was killed between the answer of the provider and keeping it', async () => {
    // It knows the token that stands, and finds it refused.
    expect(await run(two.peers[0].url)).toBe(200);
    oidc.revokeAccessTokens();
    const release = oidc.holdAnswers();
    const before = oidc.tokenRequests.length;
    const lost = run(two.peers[0].url).catch(() => 'lost');
    await expect.poll(() => grantsSince(before), { timeout: 10_000 }).toEqual(['refresh_token']);
    await two.peers[0].process.end('SIGKILL');
    release();
    expect(await lost).toBe('lost');
    // The refresh token is used up; what was asked for at first is asked for again, once the lease has ended.
    expect(await run(two.peers[1].url)).toBe(200);
    expect(grantsSince(before)).toEqual(['refresh_token', 'refresh_token', 'password']);
  });
});

/** A call with a token by username and password, and a refresh token. */
async function makeProtected(owner: Owner, oidc: OidcServer): Promise<MadeCall> {
  const { client, project, development } = owner;
  const own = {
    tokenUrl: `${oidc.origin}/token`,
    clientId: OIDC_CLIENTS.basic.id,
    username: OIDC_USER.name,
    scope: 'openid',
  };
  const auth = { kind: 'oauth2-password' as const, shared: {}, byEnvironment: { [development.id]: own } };
  const made = await makeCall(owner, oidc.origin, { api: { auth }, call: { url: '/api/me', tries: 1 } });
  const secrets = { password: OIDC_USER.password, clientSecret: OIDC_CLIENTS.basic.secret };
  const params = { projectId: project.id };
  for (const [field, value] of Object.entries(secrets)) {
    const { id: secretId } = await client.call(setSecret, {
      params,
      body: { owner: { type: 'api', id: made.api.id }, slot: `auth.${field}`, environmentId: development.id, value },
    });
    await client.call(confirmSecretOrigin, { params: { ...params, secretId }, body: { origin: oidc.origin } });
  }
  return { ...made, call: await initializeAndSave(owner, made.call) };
}
