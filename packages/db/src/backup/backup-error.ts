/** Why a backup or a restore did not happen. */
export type BackupErrorCode =
  | 'file_exists'
  | 'file_unusable'
  | 'disk_full'
  | 'out_of_memory'
  | 'not_a_backup'
  | 'damaged'
  | 'newer_format'
  | 'written_by_newer'
  | 'migration_changed'
  | 'not_a_jackfield_database'
  | 'unsupported_objects'
  | 'database_not_empty'
  | 'database_changed'
  | 'database_rejected'
  | 'connection_lost'
  | 'commit_unknown'
  | 'aborted';

/**
 * A backup or restore that failed. The message is for the operator: what happened, what it means for the file or the
 * database, and what to do. It holds no password, no key and no value of a row.
 */
export class BackupError extends Error {
  override readonly name = 'BackupError';
  readonly code: BackupErrorCode;

  constructor(code: BackupErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
