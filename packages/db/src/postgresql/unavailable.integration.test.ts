import { createScratchDatabase, type ScratchDatabase } from '@jackfield/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Database, isUnavailable, openDatabase, type Transaction } from '../index.ts';

describe('an error of a PostgreSQL server', () => {
  let scratch: ScratchDatabase;
  let database: Database;
  beforeAll(async () => {
    scratch = await createScratchDatabase();
    database = await openDatabase({ url: scratch.url });
  });
  afterAll(async () => {
    await database?.close();
    await scratch?.drop();
  });

  const addInstance = (tx: Transaction) => tx.instance.create({ data: { sealedCanary: 'sealed' } });

  test.each<[string, (tx: Transaction) => Promise<unknown>]>([
    [
      'the server ended the connection',
      async (tx) => {
        await tx.$executeRaw`SELECT pg_terminate_backend(pg_backend_pid())`;
        await addInstance(tx);
      },
    ],
    [
      'a statement took too long',
      async (tx) => {
        await tx.$executeRaw`SET LOCAL statement_timeout = 50`;
        await tx.$executeRaw`SELECT pg_sleep(30)`;
      },
    ],
    [
      'the server only reads',
      async (tx) => {
        await tx.$executeRaw`SET TRANSACTION READ ONLY`;
        await addInstance(tx);
      },
    ],
  ])('says that it may help to try again when %s, and the next transaction is made', async (_when, fail) => {
    const error = await database.prisma.$transaction(fail).catch((caught: unknown) => caught);
    expect(isUnavailable(error)).toBe(true);
    expect(await database.prisma.instance.count()).toBe(0);
    await database.prisma.$transaction(async (tx) => addInstance(tx));
    await database.prisma.instance.deleteMany();
  });

  test.each<[string, (tx: Transaction) => Promise<unknown>]>([
    [
      'something is there already',
      async (tx) => {
        await addInstance(tx);
        await addInstance(tx);
      },
    ],
    ['the statement is wrong', (tx) => tx.$queryRaw`SELECT nothing_of_that_name`],
  ])('does not when %s', async (_when, fail) => {
    const error = await database.prisma.$transaction(fail).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(Error);
    expect(isUnavailable(error)).toBe(false);
  });

  test('is never that a transaction asked for several things at once: each has its turn', async () => {
    const warnings: string[] = [];
    const listen = (warning: Error): void => void warnings.push(warning.message);
    process.on('warning', listen);
    const organization = { id: 'o', name: 'O', slug: 'o', createdAt: new Date() };
    await database.prisma.organization.create({ data: organization });
    await database.prisma.project.create({ data: { id: 'p', workspaceId: 'o', name: 'P', slug: 'p' } });
    // Prisma reads each of these relations with a query of its own, all at once.
    const include = { environments: true, apis: true, variables: true, secrets: true, tokens: true };
    const found = await database.prisma.$transaction((tx) => tx.project.findMany({ include }));
    await new Promise(setImmediate);
    process.off('warning', listen);
    expect(found).toMatchObject([{ id: 'p', environments: [], tokens: [] }]);
    expect(warnings).toEqual([]);
  });

  test('gives a lock back whose holder says nothing any more', async () => {
    const rows = await database.prisma.$queryRaw<{ idle: string; statement: string }[]>`
      SELECT current_setting('idle_in_transaction_session_timeout') AS idle,
             current_setting('statement_timeout') AS statement`;
    expect(rows).toEqual([{ idle: '20s', statement: '15s' }]);
  });
});
