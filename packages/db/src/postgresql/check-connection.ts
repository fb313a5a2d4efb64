import type { SqlMigrationAwareDriverAdapterFactory } from '@prisma/driver-adapter-utils';
import { DatabaseError } from '../database-error.ts';

/**
 * Makes one query, so that a wrong address or password is said at start in plain words, without the password.
 *
 * @throws DatabaseError `unreachable` or `refused`
 */
export async function checkConnection(adapter: SqlMigrationAwareDriverAdapterFactory, url: string): Promise<void> {
  const connection = await adapter.connect();
  try {
    await connection.queryRaw({ sql: 'SELECT 1', args: [], argTypes: [] });
  } catch (error) {
    throw explain(error, url);
  } finally {
    await connection.dispose();
  }
}

/** Host, port and database of an address; never its user or password. */
export function describeAddress(url: string): string {
  try {
    const { host, pathname } = new URL(url);
    // The folder of a local socket is written as the host.
    return `${host === '' ? 'the local socket' : decodeURIComponent(host)}${pathname}`;
  } catch {
    return 'the address in DATABASE_URL';
  }
}

function explain(cause: unknown, url: string): DatabaseError {
  const where = describeAddress(url);
  const kind = mappedKind(cause);
  switch (kind) {
    case 'AuthenticationFailed':
    case 'DatabaseAccessDenied':
      return new DatabaseError(
        'refused',
        `The database at ${where} refused the user or password. Check both in DATABASE_URL.`,
      );
    case 'DatabaseDoesNotExist':
      return new DatabaseError(
        'refused',
        `The database server answers, but there is no database ${where}. Create it, or correct DATABASE_URL.`,
      );
    case 'TooManyConnections':
      return new DatabaseError(
        'refused',
        `The database at ${where} has no connection left. Raise its max_connections.`,
      );
    case 'TlsConnectionError':
      return new DatabaseError(
        'refused',
        `The TLS connection to the database at ${where} failed. Check sslmode in DATABASE_URL and the server's certificate.`,
      );
    default:
      // The cause itself is left out: driver errors may carry the whole address.
      return new DatabaseError(
        'unreachable',
        `The database at ${where} cannot be reached. Check that it runs and that DATABASE_URL names the right host and port.`,
      );
  }
}

function mappedKind(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const { cause } = error;
  return typeof cause === 'object' && cause !== null && 'kind' in cause ? String(cause.kind) : undefined;
}
