export { DatabaseError, type DatabaseErrorCode } from './database-error.ts';
export type { Execute } from './execute.ts';
export { Prisma, type PrismaClient } from './generated/client.ts';
export { isStorageFull, isUnavailable } from './is-unavailable.ts';
export { type Database, type OpenDatabaseOptions, openDatabase } from './open-database.ts';
export { announceChange } from './postgresql/announce-change.ts';
export type { ChangeListener, ChangeListening } from './postgresql/listen-to-changes.ts';
export type { Transaction } from './transaction.ts';
