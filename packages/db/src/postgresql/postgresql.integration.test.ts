import { answersPostgreSql, createScratchDatabase, type ScratchDatabase } from '@jackfield/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDatabase } from '../index.ts';

const answers = await answersPostgreSql();
console.log(answers ? 'PostgreSQL answers: its tests run' : 'No PostgreSQL answers: only the embedded one is tested');

describe.runIf(answers)('a PostgreSQL server', () => {
  let scratch: ScratchDatabase;
  let url: string;
  beforeAll(async () => {
    scratch = await createScratchDatabase();
    url = scratch.url;
  });
  afterAll(() => scratch.drop());

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
