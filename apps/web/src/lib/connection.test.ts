import { beforeEach, expect, test } from 'vitest';
import { getConnection, onBack, reportConnection } from './connection.ts';

beforeEach(() => reportConnection('signed-in'));

test('the server is away until something is answered, and that is told once', () => {
  let backs = 0;
  const stop = onBack(() => {
    backs += 1;
  });
  reportConnection('away');
  reportConnection('away');
  expect(getConnection()).toBe('away');
  reportConnection('answer');
  reportConnection('answer');
  stop();
  expect([getConnection(), backs]).toEqual(['here', 1]);
});

test('an ended session is over only when someone signs in, whatever else is answered or not', () => {
  reportConnection('away');
  reportConnection('signed-out');
  reportConnection('answer');
  reportConnection('away');
  expect(getConnection()).toBe('signed-out');
  reportConnection('signed-in');
  expect(getConnection()).toBe('here');
});
