import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isInstalled } from './install.mjs';
import { findAddresses, findWithoutIntegrity, lockFolders, packageName, readLock } from './lock-files.mjs';
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

describe.each(lockFolders)('the lock file of %s', (folder) => {
  const { packages } = readLock(folder);

  // npm leaves out what its registry did not have at the time, and a clean install then fails everywhere.
  test('names every optional package, so that a clean install works on every platform', () => {
    const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).filter((name) => !find(path, name)),
    );
    expect(missing).toEqual([]);
  });

  test('names no address to download from', () => {
    expect(findAddresses(packages)).toEqual([]);
  });

  test('has a checksum for every package; "npm run lock:complete" adds those that are missing', () => {
    expect(findWithoutIntegrity(packages)).toEqual([]);
  });

  test('holds no package whose install script package.json neither allows nor denies', () => {
    const { allowScripts = {} } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
    const names = Object.entries(packages)
      .filter(([, { hasInstallScript }]) => hasInstallScript)
      .map(([path, entry]) => entry.name ?? packageName(path));
    expect(names.filter((name) => !(name in allowScripts))).toEqual([]);
  });

  function find(path, name) {
    for (let base = path; ; base = base.slice(0, Math.max(0, base.lastIndexOf('/node_modules/')))) {
      if (packages[base === '' ? `node_modules/${name}` : `${base}/node_modules/${name}`]) return true;
      if (base === '') return false;
    }
  }
});

test('a registry package without a checksum is found, wherever it is installed and whatever it is called', () => {
  expect(
    findWithoutIntegrity({
      '': {},
      'packages/db': { version: '0.1.0' },
      'node_modules/@jackfield/db': { resolved: 'packages/db', link: true },
      'node_modules/a': { version: '1.0.0', integrity: 'sha512-…' },
      'node_modules/a/node_modules/@b/c': { version: '2.0.0' },
      'node_modules/alias': { name: 'real', version: '3.0.0' },
      'node_modules/a/node_modules/bundled': { version: '1.0.0', inBundle: true },
    }),
  ).toEqual([
    { path: 'node_modules/a/node_modules/@b/c', name: '@b/c', version: '2.0.0' },
    { path: 'node_modules/alias', name: 'real', version: '3.0.0' },
  ]);
});
