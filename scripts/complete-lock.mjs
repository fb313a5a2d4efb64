// npm run lock:complete: adds the checksums that npm left out of the lock files, as the registry names them.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findWithoutIntegrity, lockFolders, readLock } from './lib/lock-files.mjs';
import { root } from './lib/root.mjs';
import { npmCli, runNode } from './lib/run.mjs';

for (const folder of lockFolders) {
  const lock = readLock(folder);
  const missing = findWithoutIntegrity(lock.packages);
  for (const { path, name, version } of missing) {
    lock.packages[path] = withIntegrity(lock.packages[path], await fetchIntegrity(`${name}@${version}`));
  }
  const file = join(folder, 'package-lock.json');
  if (missing.length > 0) writeFileSync(join(root, file), `${JSON.stringify(lock, null, 2)}\n`);
  console.log(`${file}: ${missing.length} checksums added`);
}

async function fetchIntegrity(spec) {
  const { code, output } = await runNode(npmCli(), ['view', spec, 'dist.integrity', '--loglevel=error']);
  const integrity = output.trim();
  if (code === 0 && /^sha512-[A-Za-z0-9+/]+=*$/.test(integrity)) return integrity;
  console.error(`The registry has no checksum of ${spec}:\n${integrity}`);
  process.exit(1);
}

/** In the place where npm writes it: after the version. */
function withIntegrity({ name, version, ...rest }, integrity) {
  return { ...(name === undefined ? {} : { name }), version, integrity, ...rest };
}
