import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { describeUnwritable, findUnwritable } from './writable.mjs';

test('the message names the folder, the reason and the fix', () => {
  expect(describeUnwritable({ folder: '/srv/jackfield', code: 'EROFS' })).toBe(
    'Jackfield can\'t install or build in /srv/jackfield: it is mounted read-only. Run "npm ci" and "npm run build" with an account that may write there, then start again; a built checkout may be read-only.',
  );
  expect(describeUnwritable({ folder: '/srv/jackfield', code: 'EACCES' })).toContain(
    'this account may not write to it (EACCES)',
  );
});

test('folders that are writable or do not exist yet are no obstacle', () => {
  expect(findUnwritable([tmpdir(), join(tmpdir(), 'jackfield-does-not-exist')])).toBeUndefined();
});

// Permissions do not bind root, and not in this form Windows.
test.skipIf(process.platform === 'win32' || process.getuid?.() === 0)('a folder without permission is found', () => {
  const folder = mkdtempSync(join(tmpdir(), 'jackfield-writable-'));
  chmodSync(folder, 0o500);
  expect(findUnwritable([tmpdir(), folder])).toEqual({ folder, code: 'EACCES' });
  rmSync(folder, { recursive: true });
});
