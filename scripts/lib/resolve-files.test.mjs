import path from 'node:path';
import { expect, test } from 'vitest';
import { resolveFiles } from './resolve-files.mjs';

test('file names are those of the folder in which npm was called; options stay as they are', () => {
  const folder = path.resolve('/backups');
  expect(resolveFiles(['today.backup', '--force', path.resolve('/elsewhere/x')], folder)).toEqual([
    path.join(folder, 'today.backup'),
    '--force',
    path.resolve('/elsewhere/x'),
  ]);
});
