import { createMasker, type DeviceGrant, type Masker, type TokenStep } from '@jackfield/connector';
import type { CancelSignal } from '@jackfield/egress';
import * as oauth from 'oauth4webapi';
import { startRunClock, waitOrAbort } from '../../run-clock.ts';
import { RunFailure } from '../../run-failure.ts';
import { authenticateClient, clientOf, sendByLibrary } from './authenticate-client.ts';
import { type DeviceCode, readDeviceAnswer } from './read-device-answer.ts';
import { readTokenAnswer } from './read-token-answer.ts';
import { toParameters } from './request-token.ts';
import type { TokenSender } from './send-token-request.ts';
import { DEVICE_PLACE, maskFailure, notEntered, TokenFailure } from './token-failure.ts';
import { settingsOf } from './token-settings.ts';
import type { GrantedTokens } from './token-types.ts';

const REQUEST_MS = 45_000;
/** What `slow_down` asks for (RFC 8628 §3.5). */
const SLOWER_BY_MS = 5_000;
const TROUBLE_MS_MAX = 60_000;

type DeviceStep = TokenStep & { grant: DeviceGrant };

/** What a person needs to allow it. */
export type ShownCode = Pick<DeviceCode, 'userCode' | 'verificationUri' | 'verificationUriComplete' | 'expiresAt'>;

export interface DeviceWatch {
  onCode: (code: ShownCode) => Promise<void>;
  /** Not entered yet; in words where the provider could not be asked this time. */
  onWaiting: (trouble: string | null) => Promise<void>;
  wait?: (ms: number, signal: CancelSignal) => Promise<void>;
}

export interface GrantedByDevice {
  tokens: GrantedTokens;
  warnings: readonly string[];
}

/**
 * Asks for a code, has it shown, and asks for the tokens until somebody has entered it, has turned it down, or its time
 * is over (RFC 8628). The device code stays in here. Stopped by the sender's signal.
 *
 * @throws RunFailure without anything secret in its words.
 */
export async function connectByDevice(
  step: DeviceStep,
  sender: TokenSender,
  watch: DeviceWatch,
): Promise<GrantedByDevice> {
  let masker = createMasker(step.secrets, { includesShort: true });
  try {
    const code = await requestCode(step.grant, sender);
    const secrets = [...step.secrets, { label: 'auth.device_code', values: [code.deviceCode] }];
    masker = createMasker(secrets, { includesShort: true });
    await watch.onCode(shownCode(code, createMasker(secrets)));
    return await poll(step, code, sender, watch, masker);
  } catch (error) {
    throw error instanceof RunFailure ? maskFailure(error, masker) : error;
  }
}

function shownCode({ userCode, verificationUri, verificationUriComplete, expiresAt }: DeviceCode, masker: Masker) {
  return {
    userCode: masker.maskText(userCode),
    verificationUri: masker.maskText(verificationUri),
    verificationUriComplete: verificationUriComplete && masker.maskText(verificationUriComplete),
    expiresAt,
  };
}

async function requestCode(grant: DeviceGrant, sender: TokenSender): Promise<DeviceCode> {
  const { client, deviceUrl, deviceParameters } = grant;
  const server = { issuer: new URL(deviceUrl).origin, device_authorization_endpoint: deviceUrl };
  const parameters = toParameters(deviceParameters);
  const answer = await withinTime({ ...sender, asks: DEVICE_PLACE }, (timed) =>
    sendByLibrary(timed, (options) =>
      oauth.deviceAuthorizationRequest(server, clientOf(client), authenticateClient(client), parameters, options),
    ),
  );
  return readDeviceAnswer(answer, Date.now());
}

async function poll(
  step: DeviceStep,
  code: DeviceCode,
  sender: TokenSender,
  { onWaiting, wait = waitOrAbort }: DeviceWatch,
  masker: Masker,
): Promise<GrantedByDevice> {
  let { intervalMs } = code;
  let troubleCount = 0;
  for (;;) {
    const delayMs = Math.min(intervalMs * 2 ** troubleCount, Math.max(intervalMs, TROUBLE_MS_MAX));
    await wait(Math.max(0, Math.min(delayMs, code.expiresAt - Date.now())), sender.signal);
    if (Date.now() >= code.expiresAt) throw notEntered();
    try {
      return await exchange(step, code.deviceCode, sender);
    } catch (error) {
      if (!(error instanceof TokenFailure)) throw error;
      if (error.code === 'expired_token') throw notEntered();
      const isPending = error.code === 'authorization_pending' || error.code === 'slow_down';
      if (!isPending && !error.isPassing) throw error;
      if (error.code === 'slow_down') intervalMs += SLOWER_BY_MS;
      troubleCount = isPending ? 0 : troubleCount + 1;
      await onWaiting(isPending ? null : masker.maskText(error.words ?? error.message));
    }
  }
}

async function exchange(step: DeviceStep, deviceCode: string, sender: TokenSender): Promise<GrantedByDevice> {
  const { client, tokenUrl, parameters } = step.grant;
  const server = { issuer: new URL(tokenUrl).origin, token_endpoint: tokenUrl };
  const answer = await withinTime(sender, (timed) =>
    sendByLibrary(timed, (options) =>
      oauth.deviceCodeGrantRequest(server, clientOf(client), authenticateClient(client), deviceCode, {
        ...options,
        additionalParameters: toParameters(parameters),
      }),
    ),
  );
  const now = Date.now();
  const { warnings, ...read } = readTokenAnswer(answer, step.answer, now);
  return { tokens: { ...read, issuedAt: now, settings: settingsOf(step) }, warnings };
}

/** A provider that does not come to an end is one that could not be reached. */
async function withinTime<Answer>(sender: TokenSender, ask: (timed: TokenSender) => Promise<Answer>): Promise<Answer> {
  const clock = startRunClock(REQUEST_MS, sender.signal);
  try {
    return await ask({ ...sender, signal: clock.signal });
  } finally {
    clock.stop();
  }
}
