import { expect, test } from 'vitest';
import { createLogger, runWithRequestId } from './logger.ts';
import { redact } from './redact.ts';

function collect() {
  const lines: string[] = [];
  return { logger: createLogger({ JACKFIELD_LOG_LEVEL: 'info' }, { write: (line) => lines.push(line) }), lines };
}

test('writes no credential, however deep it lies and however its field is written', () => {
  const { logger, lines } = collect();
  const secret = 'sk_live_123456789';
  logger.info({
    req: { headers: { Authorization: `Bearer ${secret}`, cookie: secret, 'Set-Cookie': [secret] } },
    body: { password: secret, setupToken: secret, document: { inputs: [{ testValue: secret }] }, value: secret },
    deep: { a: { b: { access_token: secret, 'client-secret': secret } } },
  });
  expect(lines.join('')).not.toContain(secret);
  expect(lines.join('')).toContain('[redacted]');
});

test('writes no credential that an error carries along', () => {
  const { logger, lines } = collect();
  logger.error({ err: Object.assign(new Error('it failed'), { context: { token: 'jf_abcdef' } }) }, 'request failed');
  expect(lines.join('')).not.toContain('jf_abcdef');
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 'error', err: { message: 'it failed' } });
});

test('keeps what is needed to find a fault', () => {
  expect(redact({ projectId: 'p', method: 'GET', path: '/api', list: [1, 'a', null] })).toEqual({
    projectId: 'p',
    method: 'GET',
    path: '/api',
    list: [1, 'a', null],
  });
});

test('writes the id of the request on each line made within it, also after waiting', async () => {
  const { logger, lines } = collect();
  await Promise.all(
    ['one', 'two'].map((id) =>
      runWithRequestId(id, async () => {
        await Promise.resolve();
        logger.info({ expected: id }, 'within');
      }),
    ),
  );
  logger.info('without');
  const written = lines.map((line) => JSON.parse(line));
  expect(written.slice(0, 2).every((line) => line.requestId === line.expected)).toBe(true);
  expect(written[2]).not.toHaveProperty('requestId');
});

test('is not broken by circles or very deep values', () => {
  const circle: Record<string, unknown> = {};
  circle.self = circle;
  expect(() => collect().logger.info({ circle })).not.toThrow();
});
