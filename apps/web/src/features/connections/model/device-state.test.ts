import type { DeviceConnectingEvent } from '@jackfield/contracts';
import { describe, expect, it } from 'vitest';
import { type DeviceAction, deviceReducer, IDLE_DEVICE, timeLeft } from './device-state.ts';

const NOW = Date.UTC(2026, 0, 1);
const CODE: DeviceConnectingEvent = {
  type: 'code',
  userCode: 'WDJB-MJHT',
  verificationUri: 'https://example.com/device',
  verificationUriComplete: null,
  expiresAt: new Date(NOW + 600_000).toISOString(),
};
const END: DeviceConnectingEvent = { type: 'end', isConnected: true, message: 'Connected.', hint: '' };

const after = (...actions: DeviceAction[]) => actions.reduce(deviceReducer, IDLE_DEVICE);

describe('connecting by a code', () => {
  it('shows the code and what troubles the waiting, until the trouble has passed', () => {
    const trouble = 'The token URL answered with 503.';
    expect(after({ type: 'started' }, CODE, { type: 'waiting', trouble })).toEqual({
      status: 'waiting',
      code: CODE,
      trouble,
    });
    expect(after({ type: 'started' }, CODE, { type: 'waiting', trouble }, { type: 'waiting', trouble: null })).toEqual({
      status: 'waiting',
      code: CODE,
      trouble: null,
    });
  });

  it('shows no code any more once it has ended, was cancelled or broke off', () => {
    expect(after({ type: 'started' }, CODE, END)).toEqual({ status: 'ended', end: END });
    expect(after({ type: 'started' }, CODE, { type: 'cancelled' })).toEqual(IDLE_DEVICE);
    expect(after({ type: 'started' }, CODE, { type: 'broken', error: 1 })).toEqual({ status: 'broken', error: 1 });
  });
});

it.each([
  [600_000, '10:00'],
  [544_001, '9:05'],
  [500, '0:01'],
  [-5_000, '0:00'],
])('says what is left of %d ms', (ms, words) => {
  expect(timeLeft(new Date(NOW + ms).toISOString(), NOW)).toBe(words);
});
