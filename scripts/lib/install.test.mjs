import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isInstalled } from './install.mjs';
import { root } from './root.mjs';

describe('packages are installed again when', () => {
  const wanted = {
    '': {},
    'node_modules/a': { version: '1.0.0' },
    'node_modules/b': { version: '2.0.0', optional: true },
  };
  let folder = '';

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'jackfield-install-'));
    mkdirSync(join(folder, 'node_modules'));
    write('package-lock.json', wanted);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function write(file, packages) {
    writeFileSync(join(folder, file), JSON.stringify({ packages }));
  }

  test.each([
    ['nothing was installed, or it was cut off', undefined, false],
    ['one is missing', {}, false],
    ['one has another version', { 'node_modules/a': { version: '1.0.1' } }, false],
  ])('%s', (_name, present, expected) => {
    if (present) write('node_modules/.package-lock.json', present);
    expect(isInstalled(folder)).toBe(expected);
  });

  test('but not because a package of another platform is missing', () => {
    write('node_modules/.package-lock.json', { 'node_modules/a': { version: '1.0.0' } });
    expect(isInstalled(folder)).toBe(true);
  });
});

describe('the lock file', () => {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));

  // npm leaves out what its registry did not have at the time, and a clean install then fails everywhere.
  test('names every optional package, so that a clean install works on every platform', () => {
    const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).filter((name) => !find(path, name)),
    );
    expect(missing).toEqual([]);
  });

  test('names no address to download from', () => {
    const addresses = Object.values(packages).map(({ resolved, link }) => (link ? undefined : resolved));
    expect(addresses.filter(Boolean)).toEqual([]);
  });

  function find(path, name) {
    for (let base = path; ; base = base.slice(0, Math.max(0, base.lastIndexOf('/node_modules/')))) {
      if (packages[base === '' ? `node_modules/${name}` : `${base}/node_modules/${name}`]) return true;
      if (base === '') return false;
    }
  }
});
