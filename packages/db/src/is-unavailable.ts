import { DriverAdapterError } from '@prisma/driver-adapter-utils';
import { Prisma } from './generated/client.ts';

/** Not reachable, no answer in time, closed; no connection or transaction to be had; too many connections. */
const PRISMA_CODES = new Set(['P1001', 'P1002', 'P1008', 'P1011', 'P1017', 'P2024', 'P2028', 'P2037']);
/** Kinds that reach us without a code of Prisma's. */
const DRIVER_KINDS = new Set(['DatabaseNotReachable', 'SocketTimeout', 'ConnectionClosed', 'TooManyConnections']);
/**
 * Connections (08), no disk or memory (53), the system below (58), being stopped or started (57P01 to 57P03), a
 * statement that took too long (57014), a server that only reads (25006).
 */
const SQLSTATES = /^(?:08|53|58)...$|^57P0[1-3]$|^57014$|^25006$/;
const NO_DISK = /^53100$/;
const CAUSES_MAX = 5;

/** Whether an error of a query or transaction says that the database cannot work at present, so that it may help to try again. */
export function isUnavailable(error: unknown): boolean {
  return hasCause(error, saysUnavailable);
}

/** Whether it cannot work because its disk is full. */
export function isStorageFull(error: unknown): boolean {
  return hasCause(error, (each) => isDriverCause(driverCauseOf(each), NO_DISK));
}

function hasCause(error: unknown, says: (error: Error) => boolean): boolean {
  let current = error;
  for (let depth = 0; depth < CAUSES_MAX && current instanceof Error; depth += 1) {
    if (says(current)) return true;
    current = current.cause;
  }
  return false;
}

function saysUnavailable(error: Error): boolean {
  if (error instanceof Prisma.PrismaClientInitializationError) return true;
  if (error instanceof Prisma.PrismaClientKnownRequestError && PRISMA_CODES.has(error.code)) return true;
  const cause = driverCauseOf(error);
  return isDriverCause(cause, SQLSTATES) || DRIVER_KINDS.has(kindOf(cause));
}

/** What the driver says of itself, below an error of Prisma's or on its own. */
function driverCauseOf(error: Error): unknown {
  if (error instanceof DriverAdapterError) return error.cause;
  const driver: unknown = error instanceof Prisma.PrismaClientKnownRequestError && error.meta?.driverAdapterError;
  return driver instanceof Error ? driver.cause : undefined;
}

function isDriverCause(cause: unknown, codes: RegExp): boolean {
  return (
    typeof cause === 'object' && cause !== null && 'originalCode' in cause && codes.test(String(cause.originalCode))
  );
}

function kindOf(cause: unknown): string {
  return typeof cause === 'object' && cause !== null && 'kind' in cause ? String(cause.kind) : '';
}
