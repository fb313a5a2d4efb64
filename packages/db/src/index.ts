export { type BackupOptions, backupDatabase } from './backup/backup-database.ts';
export { BackupError, type BackupErrorCode } from './backup/backup-error.ts';
export type { BackupProgress, BackupReport } from './backup/progress.ts';
export { type RestoreOptions, type RestoreReport, restoreDatabase } from './backup/restore-database.ts';
export { type VerifiedBackup, verifyBackup } from './backup/verify-backup.ts';
export { DatabaseError, type DatabaseErrorCode } from './database-error.ts';
export { findRunningServer } from './embedded/find-running-server.ts';
export {
  type EmbeddedServer,
  type EmbeddedServerOptions,
  startEmbeddedServer,
} from './embedded/start-embedded-server.ts';
export type { Execute } from './execute.ts';
export { Prisma, type PrismaClient } from './generated/client.ts';
export { isStorageFull, isUnavailable } from './is-unavailable.ts';
export { type Database, type OpenDatabaseOptions, openDatabase } from './open-database.ts';
export { announceChange } from './postgresql/announce-change.ts';
export { CONNECTIONS_PER_PROCESS } from './postgresql/connection-budget.ts';
export type { ChangeListener, ChangeListening } from './postgresql/listen-to-changes.ts';
export type { Transaction } from './transaction.ts';
