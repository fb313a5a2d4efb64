import { expect, test } from 'vitest';
import { IDLE_RUN, type RunState } from './run-state.ts';
import { defaultView } from './views.ts';

const end: NonNullable<RunState['end']> = {
  outcome: 'response',
  status: 200,
  ok: true,
  bodyKind: 'json',
  sizeBytes: 2,
  error: null,
  warnings: [],
  timing: { startedAt: '', dnsMs: null, connectMs: null, tlsMs: null, firstByteMs: null, downloadMs: null, totalMs: 1 },
  attempts: 1,
  request: null,
};
const done = (change: Partial<typeof end>): RunState => ({ ...IDLE_RUN, status: 'done', end: { ...end, ...change } });

test('shows the request before the first run, and a saved shape after it', () => {
  expect(defaultView(IDLE_RUN, false)).toBe('preview');
  expect(defaultView(IDLE_RUN, true)).toBe('structured');
});

test('shows a refusal as it came', () => {
  expect(defaultView(done({ status: 401, ok: false }), true)).toBe('raw');
});

test('says what to try where a refusal came without a word', () => {
  expect(defaultView(done({ status: 401, ok: false, bodyKind: 'none' }), false)).toBe('structured');
});

test('shows why there is no response where a response would stand', () => {
  const error = { kind: 'dns' as const, message: '', detail: '', hint: '' };
  expect(defaultView(done({ error, status: null, ok: false, bodyKind: 'none' }), false)).toBe('structured');
});
