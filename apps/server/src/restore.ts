import path from 'node:path';
import { type RestoreReport, restoreDatabase, verifyBackup } from '@jackfield/db';
import { findKeyIds, formatKeys, hasEveryKey } from './backup/key-ids.ts';
import { parseArguments } from './backup/parse-arguments.ts';
import { createProgressPrinter, formatRows } from './backup/print-progress.ts';
import { print, runProgram } from './backup/run-program.ts';
import { withTargetUrl } from './backup/with-database-url.ts';
import { type Env, readEnv } from './env.ts';
import { readMasterKeyFile, writeMasterKeyFile } from './keyring/master-key-file.ts';
import { parseMasterKeys } from './keyring/master-keys.ts';

const USAGE = 'Usage: npm run restore -- <file>';

async function main(signal: AbortSignal): Promise<void> {
  const { file } = parseArguments(process.argv.slice(2), [], USAGE);
  const env = readEnv();
  // An invalid key is reported before anything is restored.
  readSetting(env);
  const onProgress = createProgressPrinter();
  // Before an embedded database is created for it.
  const verified = await verifyBackup(file, { onProgress, signal });
  const report = await withTargetUrl(env, (url) => restoreDatabase({ url, file, verified, onProgress, signal }));
  print(
    `Restored ${report.tables} tables and ${formatRows(report.rows)}: the state of ${report.createdAt.slice(0, 16).replace('T', ' ')} UTC.`,
  );
  print(await describeMasterKey(env, report));
}

/** Says which master key the next start needs and whether it is there. */
async function describeMasterKey(env: Env, { masterKeyIds, masterKey }: RestoreReport): Promise<string> {
  const needed = formatKeys(masterKeyIds);
  const file = path.join(env.JACKFIELD_DATA, 'master.key');
  const isFileUsed = env.DATABASE_URL === undefined && env.JACKFIELD_MASTER_KEY === undefined;
  const found = isFileUsed ? await readMasterKeyFile(file) : readSetting(env);
  const ids = (found ?? []).map(({ id }) => id);
  if (hasEveryKey(ids, masterKeyIds)) {
    return `The ${needed} ${masterKeyIds.length === 1 ? 'is' : 'are'} in place. Start Jackfield.`;
  }
  const includedIds = findKeyIds(masterKey ?? '');
  const isIncluded = hasEveryKey(includedIds, masterKeyIds);
  if (masterKey !== undefined && isIncluded && (await readMasterKeyFile(file)) === null) {
    await writeMasterKeyFile(file, masterKey);
    const written = `The ${needed} came with the backup and ${masterKeyIds.length === 1 ? 'was' : 'were'} written to ${file}.`;
    return isFileUsed
      ? `${written} Start Jackfield.`
      : `${written} Set JACKFIELD_MASTER_KEY to its content before you start Jackfield, then delete the file.`;
  }
  const others = [
    ...(ids.length > 0 ? [`the one here is ${ids.join(', ')}`] : []),
    ...(includedIds.length > 0 && !isIncluded ? [`the one in the backup is ${includedIds.join(', ')}`] : []),
  ];
  const place = isFileUsed ? `Put the right one into ${file}` : 'Set JACKFIELD_MASTER_KEY to the right one';
  return `${[`The secrets need the ${needed}`, ...others].join(', and ')}. ${place} before you start Jackfield.`;
}

function readSetting({ JACKFIELD_MASTER_KEY: text }: Env) {
  return text === undefined ? null : parseMasterKeys(text, 'JACKFIELD_MASTER_KEY');
}

runProgram(main);
