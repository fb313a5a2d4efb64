export { DatabaseError, type DatabaseErrorCode } from './database-error.ts';
export { Prisma, type PrismaClient } from './generated/client.ts';
export { type Database, type OpenDatabaseOptions, openDatabase } from './open-database.ts';
export type { Transaction } from './transaction.ts';
