// Makes a migration from a changed prisma/schema.prisma: npm run db:migration -- <name>
import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { tsImport } from 'tsx/esm/api';
import { root } from './lib/root.mjs';

const name = process.argv[2];
if (!name || !/^[a-z][a-z0-9_]*$/.test(name)) {
  console.error('Give the migration a name of small letters, digits and _: npm run db:migration -- add_call_notes');
  process.exit(1);
}

const { createMigration } = await tsImport('../packages/db/src/migrations/create-migration.ts', import.meta.url);
const folder = join(root, 'prisma', 'migrations');
const schema = await readFile(join(root, 'prisma', 'schema.prisma'), 'utf8');
const made = await createMigration(folder, schema, name);
console.log(
  made
    ? `Made ${relative(root, join(folder, made, 'migration.sql'))}. Read it before you commit it.`
    : 'The migrations already make what prisma/schema.prisma says; nothing was written.',
);
// The engine leaves a timer of ten seconds behind.
process.exit(0);
