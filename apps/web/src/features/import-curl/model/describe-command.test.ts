import { expect, test } from 'vitest';
import { describeCommand } from './describe-command.ts';

test('a command is described by what it sends', () => {
  expect(describeCommand("curl https://a.example/x -H 'A: 1' -H 'B: 2' -d x=1")).toEqual({
    kind: 'right',
    method: 'POST',
    url: 'https://a.example/x',
    parts: '2 headers, a body',
  });
  expect(describeCommand('curl https://a.example')).toMatchObject({ method: 'GET', parts: '' });
});

test('nothing is not wrong yet, and what is wrong says why', () => {
  expect(describeCommand(' \n')).toEqual({ kind: 'empty' });
  expect(describeCommand('wget x')).toMatchObject({ kind: 'wrong', message: expect.stringContaining('curl') });
});
