import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { backupDatabase } from '@jackfield/db';
import { formatBytes } from './backup/format-bytes.ts';
import { OperatorError } from './backup/operator-error.ts';
import { parseArguments } from './backup/parse-arguments.ts';
import { createProgressPrinter, formatRows } from './backup/print-progress.ts';
import { print, runProgram } from './backup/run-program.ts';
import { withSourceUrl } from './backup/with-database-url.ts';
import { type Env, REPOSITORY_ROOT, readEnv } from './env.ts';
import { readMasterKeyFile } from './keyring/master-key-file.ts';

const USAGE = `Usage: npm run backup -- <file> [--force] [--include-master-key]
  --force               replace the file if it exists
  --include-master-key  include data/master.key, unencrypted; only for the embedded database`;

async function main(signal: AbortSignal): Promise<void> {
  const { file, options } = parseArguments(process.argv.slice(2), ['force', 'include-master-key'], USAGE);
  const env = readEnv();
  const masterKey = options.has('include-master-key') ? await readMasterKey(env) : undefined;
  const report = await withSourceUrl(env, (url) =>
    backupDatabase({
      url,
      file,
      force: options.has('force'),
      jackfieldVersion: readVersion(),
      masterKey,
      onProgress: createProgressPrinter(),
      signal,
    }),
  );
  print(`Wrote ${file}: ${report.tables} tables, ${formatRows(report.rows)}, ${formatBytes(report.fileBytes)}.`);
  const keys = report.masterKeyIds.join(', ');
  if (masterKey !== undefined) {
    print(`Warning: the backup includes the master key ${keys}. Anyone who has the file can read every secret.`);
  } else {
    const place = env.DATABASE_URL === undefined && env.JACKFIELD_MASTER_KEY === undefined;
    print(
      `The master key ${keys} isn't included, and the secrets can't be read without it. Keep a copy of ${place ? keyFile(env) : 'JACKFIELD_MASTER_KEY'} in another place.`,
    );
  }
}

function keyFile(env: Env): string {
  return path.join(env.JACKFIELD_DATA, 'master.key');
}

async function readMasterKey(env: Env): Promise<string> {
  if (env.DATABASE_URL !== undefined || env.JACKFIELD_MASTER_KEY !== undefined) {
    throw new OperatorError(
      "The master key is in JACKFIELD_MASTER_KEY, not in the data folder, so it can't be included. Run this without --include-master-key, and keep a copy of the key in another place.",
    );
  }
  const file = keyFile(env);
  // Reading it as keys first reports a damaged file now rather than at the restore.
  if ((await readMasterKeyFile(file)) === null) throw new OperatorError(`There is no master key ${file}.`);
  return (await readFile(file, 'utf8')).trim();
}

function readVersion(): string {
  const text = readFileSync(path.join(REPOSITORY_ROOT, 'package.json'), 'utf8');
  return String(JSON.parse(text).version);
}

runProgram(main);
