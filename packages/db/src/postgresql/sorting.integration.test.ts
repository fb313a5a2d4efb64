import { randomBytes } from 'node:crypto';
import { createScratchDatabase } from '@jackfield/testing';
import pg from 'pg';
import { expect, test } from 'vitest';
import { openDatabase } from '../index.ts';

/** A server that Jackfield did not start, with a locale of its own. */
const OTHER_SERVER = 'postgresql://postgres@127.0.0.1:5432/postgres';

async function ask(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  try {
    await client.connect();
    await client.query(sql);
  } finally {
    await client.end();
  }
}

const hasOther = await ask(OTHER_SERVER, 'SELECT 1').then(
  () => true,
  () => false,
);
if (!hasOther) console.log('No PostgreSQL on this machine: sorting is tested on the embedded one only');

async function sortedNames(url: string): Promise<string[]> {
  const { prisma, close } = await openDatabase({ url });
  await prisma.organization.create({ data: { id: 'w', name: 'W', slug: 'w', createdAt: new Date() } });
  await prisma.project.create({ data: { id: 'p', workspaceId: 'w', name: 'P', slug: 'p' } });
  const environment = { id: 'e', projectId: 'p', name: 'Live', slug: 'live', position: 1, runs: 'published' };
  await prisma.environment.create({ data: environment });
  const names = ['Zone', 'page_10', 'äpfel', 'zone_a', 'page_9', 'Apple', 'banana', 'aPple2'];
  const rows = names.map((name) => ({ id: name, projectId: 'p', environmentId: 'e', name, value: '' }));
  await prisma.variable.createMany({ data: rows });
  const found = await prisma.variable.findMany({ orderBy: { name: 'asc' } });
  await close();
  return found.map(({ name }) => name);
}

const IN_READING_ORDER = ['äpfel', 'Apple', 'aPple2', 'banana', 'page_9', 'page_10', 'Zone', 'zone_a'];

test('names are in reading order on the embedded server', async () => {
  const scratch = await createScratchDatabase();
  expect(await sortedNames(scratch.url)).toEqual(IN_READING_ORDER);
  await scratch.drop();
});

test.runIf(hasOther)('names are in the same order on another server, whatever its locale is', async () => {
  const name = `jackfield_test_${randomBytes(6).toString('hex')}`;
  await ask(OTHER_SERVER, `CREATE DATABASE ${name} TEMPLATE template0 LOCALE 'C'`);
  const url = OTHER_SERVER.replace(/postgres$/, name);
  try {
    expect(await sortedNames(url)).toEqual(IN_READING_ORDER);
  } finally {
    await ask(OTHER_SERVER, `DROP DATABASE ${name} WITH (FORCE)`);
  }
});
