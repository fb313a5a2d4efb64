import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from './root.mjs';

const read = (file) => readFileSync(join(root, file), 'utf8');

test('CI uses the npm that package.json names', () => {
  const { packageManager } = JSON.parse(read('package.json'));
  expect(read('.github/workflows/ci.yml')).toContain(`NPM_VERSION: ${packageManager.replace('npm@', '')}\n`);
});
