import { readFileSync } from 'node:fs';
import path from 'node:path';
import { backupDatabase } from '@jackfield/db';
import { formatBytes } from './backup/format-bytes.ts';
import { findKeyIds, formatKeys, hasEveryKey, readKeyIds } from './backup/key-ids.ts';
import { OperatorError } from './backup/operator-error.ts';
import { parseArguments } from './backup/parse-arguments.ts';
import { createProgressPrinter, formatRows } from './backup/print-progress.ts';
import { print, runProgram } from './backup/run-program.ts';
import { withSourceUrl } from './backup/with-database-url.ts';
import { type Env, REPOSITORY_ROOT, readEnv } from './env.ts';
import { readMasterKeyText } from './keyring/master-key-file.ts';

const USAGE = `Usage: npm run backup -- <file> [--force] [--include-master-key]
  --force               replace the file if it exists
  --include-master-key  include data/master.key, unencrypted; only for the embedded database`;

async function main(signal: AbortSignal): Promise<void> {
  const { file, options } = parseArguments(process.argv.slice(2), ['force', 'include-master-key'], USAGE);
  const env = readEnv();
  const isKeyIncluded = options.has('include-master-key');
  if (isKeyIncluded) rejectKeyOutsideFile(env);
  let includedIds: string[] = [];
  const readMasterKey = async (neededIds: readonly string[]) => {
    const text = await readNeededKey(keyFile(env), neededIds);
    includedIds = findKeyIds(text);
    return text;
  };
  const report = await withSourceUrl(env, (url) =>
    backupDatabase({
      url,
      file,
      force: options.has('force'),
      jackfieldVersion: readVersion(),
      readMasterKey: isKeyIncluded ? readMasterKey : undefined,
      onProgress: createProgressPrinter(),
      signal,
    }),
  );
  print(`Wrote ${file}: ${report.tables} tables, ${formatRows(report.rows)}, ${formatBytes(report.fileBytes)}.`);
  print(
    isKeyIncluded
      ? `Warning: the backup includes the ${formatKeys(includedIds)}. Anyone who has the file can read every secret.`
      : await describeMissingKey(env, report.masterKeyIds),
  );
}

/** The backup is complete by now, so a key that is missing or invalid is reported and is no failure. */
async function describeMissingKey(env: Env, neededIds: readonly string[]): Promise<string> {
  const isFileUsed = isKeyInFile(env);
  const place = isFileUsed ? keyFile(env) : 'JACKFIELD_MASTER_KEY';
  const text = isFileUsed ? await readMasterKeyText(place).catch(() => null) : env.JACKFIELD_MASTER_KEY;
  const foundIds = findKeyIds(text ?? '');
  const is = neededIds.length === 1 ? "isn't" : "aren't";
  const missing = `The ${formatKeys(neededIds)} ${is} included, and the secrets can't be read without it.`;
  if (foundIds.length === 0 || hasEveryKey(foundIds, neededIds)) {
    return `${missing} Keep a copy of ${place} in another place.`;
  }
  return `${missing} ${place} has another one, ${foundIds.join(', ')}. Find the right key and keep a copy of it in another place.`;
}

function isKeyInFile(env: Env): boolean {
  return env.DATABASE_URL === undefined && env.JACKFIELD_MASTER_KEY === undefined;
}

function keyFile(env: Env): string {
  return path.join(env.JACKFIELD_DATA, 'master.key');
}

function rejectKeyOutsideFile(env: Env): void {
  if (isKeyInFile(env)) return;
  throw new OperatorError(
    "The master key is in JACKFIELD_MASTER_KEY, not in the data folder, so it can't be included. Run this without --include-master-key, and keep a copy of the key in another place.",
  );
}

/** Another key in the file would make a backup whose secrets nobody can read. */
async function readNeededKey(file: string, neededIds: readonly string[]): Promise<string> {
  const text = await readMasterKeyText(file);
  if (text === null) throw new OperatorError(`There is no master key ${file}. Nothing was written.`);
  const foundIds = readKeyIds(text, file);
  if (!hasEveryKey(foundIds, neededIds)) {
    throw new OperatorError(
      `The secrets need the ${formatKeys(neededIds)}, and ${file} has ${foundIds.join(', ')}. Nothing was written. Put the right key there, or run this without --include-master-key. If keys are being rotated, run this again.`,
    );
  }
  return text.trim();
}

function readVersion(): string {
  const text = readFileSync(path.join(REPOSITORY_ROOT, 'package.json'), 'utf8');
  return String(JSON.parse(text).version);
}

runProgram(main);
