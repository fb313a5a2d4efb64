import pg from 'pg';
import { expect, test } from 'vitest';
import { explainDatabaseError } from './explain-database-error.ts';

const attempt = { action: 'while the backup was restored', consequence: 'The database was left empty.' };

function databaseError(code: string, message = 'a value of a row', hint?: string): pg.DatabaseError {
  return Object.assign(new pg.DatabaseError(message, message.length, 'error'), { code, hint });
}

const LEFT = 'The database was left empty.';
const REACHABLE = 'Run this again once the database is reachable.';

test.each([
  ['53100', 'disk_full', `The disk of the database is full. ${LEFT} Free some space on that disk and run this again.`],
  [
    '53200',
    'out_of_memory',
    `The database ran out of memory while the backup was restored. ${LEFT} Give the database server more memory and run this again.`,
  ],
  [
    '53300',
    'connection_lost',
    `The database has no free connection. ${LEFT} Close some connections, or raise max_connections of the database server, and run this again.`,
  ],
  [
    '57P01',
    'connection_lost',
    `The database was shut down, or an administrator ended the connection, while the backup was restored. ${LEFT} ${REACHABLE}`,
  ],
  [
    '57P02',
    'connection_lost',
    `The database server crashed while the backup was restored. ${LEFT} Its log has the reason, which may be a full disk. ${REACHABLE}`,
  ],
  ['57P03', 'connection_lost', `The database is starting or shutting down. ${LEFT} ${REACHABLE}`],
  [
    '08006',
    'connection_lost',
    `The connection to the database was lost while the backup was restored. ${LEFT} ${REACHABLE}`,
  ],
  ['22P02', 'database_rejected', `The database failed while the backup was restored: error 22P02. ${LEFT}`],
  [
    '42501',
    'database_rejected',
    `The database failed while the backup was restored: a value of a row (42501). ${LEFT}`,
  ],
])('%s is explained as %s', (sqlState, code, message) => {
  expect(explainDatabaseError(databaseError(sqlState), attempt)).toMatchObject({ code, message });
});

test('a lack of locks names the setting to raise', () => {
  const hint = 'You might need to increase "max_locks_per_transaction".';
  expect(explainDatabaseError(databaseError('53200', 'out of shared memory', hint), attempt)).toMatchObject({
    code: 'out_of_memory',
    message: `The database has too little memory for the locks that this needs. ${LEFT} Raise max_locks_per_transaction of the database server and run this again.`,
  });
});

test('a socket that was closed is a lost connection, and any other error is unchanged', () => {
  const closed = Object.assign(new Error('write EPIPE'), { code: 'EPIPE' });
  expect(explainDatabaseError(closed, attempt)).toMatchObject({ code: 'connection_lost' });
  const other = new Error('other');
  expect(explainDatabaseError(other, attempt)).toBe(other);
});
