import type { DeviceGrant, TokenStep } from '@jackfield/connector';
import { Cancellation, type Egress } from '@jackfield/egress';
import { answerAtDevice, OIDC_CLIENTS, type OidcServer, startOidcServer } from '@jackfield/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { egressTo } from '../testing/run-with-steps.ts';
import { connectByDevice, type ShownCode } from './device-flow.ts';

let oidc: OidcServer;
let egress: Egress;

beforeAll(async () => {
  oidc = await startOidcServer();
  egress = egressTo(oidc.allowEntry);
});
beforeEach(() => {
  // Waiting moves the clock, that of the provider too, and takes no time.
  vi.useFakeTimers({ toFake: ['Date'] });
  oidc.tokenRequests.length = 0;
  oidc.setDeviceCodeSeconds(600);
});
afterEach(() => {
  vi.useRealTimers();
});
afterAll(async () => {
  await egress.close();
  await oidc.close();
});

function deviceStep(): TokenStep & { grant: DeviceGrant } {
  return {
    kind: 'token',
    grant: {
      type: 'device',
      deviceUrl: `${oidc.origin}/device/auth`,
      deviceParameters: [['scope', 'openid offline_access']],
      tokenUrl: `${oidc.origin}/token`,
      client: { id: OIDC_CLIENTS.device.id, authentication: { type: 'none' } },
      parameters: [],
      revokeUrl: '',
    },
    answer: {
      token: { in: 'body', path: ['access_token'] },
      expiry: { in: 'body', path: ['expires_in'] },
      format: 'auto',
    },
    attachment: { in: 'header', name: 'Authorization', prefix: 'Bearer ' },
    refusals: [401],
    bodyRefusals: [],
    origins: [oidc.origin],
    secrets: [],
  };
}

/** What somebody does before each time that the token URL is asked. */
type Person = (code: ShownCode, round: number) => Promise<unknown> | unknown;

async function connect(person: Person, signal = new Cancellation()) {
  const waits: number[] = [];
  const troubles: (string | null)[] = [];
  let shown: ShownCode | null = null;
  const granted = connectByDevice(
    deviceStep(),
    { egress, signal },
    {
      onCode: async (code) => {
        shown = code;
      },
      onWaiting: async (trouble) => {
        troubles.push(trouble);
      },
      wait: async (ms) => {
        waits.push(ms / 1_000);
        vi.setSystemTime(Date.now() + ms);
        if (shown !== null) await person(shown, waits.length);
        if (signal.aborted) throw signal.reason;
      },
    },
  );
  const result = await granted.then(
    (value) => ({ value, error: null }),
    (error: unknown) => ({ value: null, error }),
  );
  return { ...result, waits, troubles };
}

describe('a device code', () => {
  it('is asked about until it is entered, more slowly once the provider asks for that', async () => {
    const { value, waits, troubles } = await connect(async ({ verificationUriComplete }, round) => {
      if (round === 2) oidc.failTokenRequests(1, 400, '{"error":"slow_down"}');
      if (round === 4) await answerAtDevice(verificationUriComplete ?? '');
    });
    expect(value?.tokens).toMatchObject({ accessToken: expect.any(String), refreshToken: expect.any(String) });
    expect(waits).toEqual([5, 5, 10, 10]);
    expect(troubles).toEqual([null, null, null]);
    const forms = oidc.tokenRequests.map(({ form }) => Object.fromEntries(form));
    expect(forms).toMatchObject(
      Array.from({ length: 4 }, () => ({
        grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
        client_id: OIDC_CLIENTS.device.id,
        device_code: expect.any(String),
      })),
    );
  });

  it('is asked about less and less often while the provider is out of order, and as before when it is back', async () => {
    const { value, waits, troubles } = await connect(async ({ verificationUriComplete }, round) => {
      if (round === 1) oidc.failTokenRequests(3, 503);
      if (round === 5) await answerAtDevice(verificationUriComplete ?? '');
    });
    expect(value).not.toBeNull();
    expect(waits).toEqual([5, 10, 20, 40, 5]);
    expect(troubles).toEqual([...Array.from({ length: 3 }, () => 'The token URL answered with 503.'), null]);
  });

  it('that is turned down ends in words', async () => {
    const { error, waits } = await connect(({ verificationUriComplete }) =>
      answerAtDevice(verificationUriComplete ?? '', { allows: false }),
    );
    expect(error).toMatchObject({
      kind: 'auth',
      words: expect.stringContaining('access_denied'),
      hint: expect.stringContaining('connect again'),
    });
    expect(waits).toEqual([5]);
  });

  it('that nobody enters ends with its time, by our clock or that of the provider', async () => {
    oidc.setDeviceCodeSeconds(12);
    const ours = await connect(() => {});
    expect(ours.waits).toEqual([5, 5, 2]);
    const theirs = await connect(() => oidc.failTokenRequests(1, 400, '{"error":"expired_token"}'));
    for (const { error } of [ours, theirs]) {
      expect(error).toMatchObject({ kind: 'auth', words: expect.stringContaining('not entered in time') });
    }
  });

  it('is asked about no more once it is cancelled', async () => {
    const signal = new Cancellation();
    const { value, error } = await connect((_code, round) => {
      if (round === 2) signal.abort(new Error('gone'));
    }, signal);
    expect(value).toBeNull();
    expect(error).toEqual(new Error('gone'));
    expect(oidc.tokenRequests).toHaveLength(1);
  });
});
