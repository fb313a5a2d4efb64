/** Why a database could not be opened. */
export type DatabaseErrorCode =
  | 'no_database_chosen'
  | 'no_server_program'
  | 'folder_in_use'
  | 'folder_not_usable'
  | 'foreign_version'
  | 'damaged'
  | 'unreachable'
  | 'refused'
  | 'migrations_missing'
  | 'migration_failed'
  | 'migration_changed'
  | 'written_by_newer';

/**
 * A database that cannot be opened. The message is one or two plain sentences for the operator: what happened, where,
 * and one thing to try. It never holds a password.
 */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError';
  readonly code: DatabaseErrorCode;

  constructor(code: DatabaseErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
