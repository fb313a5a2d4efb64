import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root } from './root.mjs';
import { bin, runNode } from './run.mjs';
import { step } from './steps.mjs';
import { requireWritable } from './writable.mjs';

const schema = join(root, 'prisma', 'schema.prisma');
const generated = join(root, 'packages', 'db', 'src', 'generated');
const stamp = join(generated, '.made-from');

/** Makes the Prisma client when the schema or Prisma's version changed. */
export async function generateClient() {
  const key = digest();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === key) return;
  requireWritable();
  await step('Generating the database client', () =>
    runNode(bin('prisma', 'packages/db'), ['generate', '--schema', schema], {
      // Generating needs no schema engine, yet the command downloads one unless it is given any program at all.
      env: { PRISMA_SCHEMA_ENGINE_BINARY: process.execPath },
    }),
  );
  writeFileSync(stamp, key);
}

function digest() {
  const { version } = createRequire(join(root, 'packages', 'db', 'package.json'))('prisma/package.json');
  return createHash('sha256').update(version).update(readFileSync(schema)).digest('hex');
}
