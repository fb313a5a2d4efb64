import { randomBytes } from 'node:crypto';
import { PrismaPg } from '@prisma/adapter-pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDatabase } from '../index.ts';

const server = process.env.TEST_DATABASE_URL ?? 'postgresql://postgres@127.0.0.1:5432/postgres';

async function execute(sql: string): Promise<void> {
  const connection = await new PrismaPg({ connectionString: server, connectionTimeoutMillis: 3000 }).connect();
  try {
    await connection.executeScript(sql);
  } finally {
    await connection.dispose();
  }
}

const answers = await execute('SELECT 1').then(
  () => true,
  () => false,
);
console.log(answers ? 'PostgreSQL answers: its tests run' : 'No PostgreSQL answers: only the embedded one is tested');

describe.runIf(answers)('a PostgreSQL server', () => {
  const name = `jackfield_test_${randomBytes(6).toString('hex')}`;
  const address = new URL(server);
  address.pathname = `/${name}`;
  const url = address.href;

  beforeAll(() => execute(`CREATE DATABASE ${name}`));
  afterAll(() => execute(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));

  test('gets the migrations once, also when two processes start at the same time', async () => {
    const databases = await Promise.all([openDatabase({ url }), openDatabase({ url })]);
    const [first, second] = databases;
    expect(first.engine).toBe('postgresql');
    await first.prisma.instance.create({ data: { sealedCanary: 'sealed' } });
    expect(await second.prisma.instance.count()).toBe(1);
    await Promise.all(databases.map((database) => database.close()));

    const lines: string[] = [];
    const again = await openDatabase({ url, onProgress: (line) => lines.push(line) });
    expect(await again.prisma.instance.count()).toBe(1);
    await again.close();
    expect(lines).toEqual([]);
  });

  test('without the database is told apart from one that does not answer', async () => {
    const missing = new URL(url);
    missing.pathname = '/no_such_database';
    await expect(openDatabase({ url: missing.href })).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringContaining('no_such_database'),
    });
  });
});
