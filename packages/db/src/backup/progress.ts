/** How far a backup or restore is. */
export interface BackupProgress {
  /** `check` reads the whole file before anything is written; `finish` builds what is needed after the rows. */
  step: 'copy' | 'check' | 'restore' | 'finish';
  /** `schema.table`; null where no table is at work. */
  table: string | null;
  /** Of this table until now. */
  rows: number;
  /** Of all tables until now, as text before compression. */
  bytes: number;
  /** Of the whole step, 0 to 1; for a backup an estimate by the tables' sizes. */
  share: number;
}

export type OnProgress = (progress: BackupProgress) => void;

/** What a backup holds, or what was restored. */
export interface BackupReport {
  tables: number;
  rows: number;
  /** Of the rows as text, before compression. */
  bytes: number;
  /** Of the file. */
  fileBytes: number;
  /** The master keys that the secrets need, by their ids. */
  masterKeyIds: string[];
}
