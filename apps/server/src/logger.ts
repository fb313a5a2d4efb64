import { AsyncLocalStorage } from 'node:async_hooks';
import pino, { type Logger } from 'pino';
import pretty from 'pino-pretty';
import type { Env } from './env.ts';
import { redact } from './redact.ts';
import { restBetweenUses } from './rest-between-uses.ts';

export type { Logger };

const requests = restBetweenUses(new AsyncLocalStorage<{ requestId: string }>());

/** Everything logged inside `work`, however deep, and until its promise settles, carries the request's id. */
export function runWithRequestId<Result>(requestId: string, work: () => Result): Result {
  return requests.run({ requestId }, work);
}

/** The one logger: JSON lines for a machine, readable lines for a terminal; always on stderr. */
export function createLogger(env: Pick<Env, 'JACKFIELD_LOG_LEVEL'>, destination?: pino.DestinationStream): Logger {
  const options: pino.LoggerOptions = {
    level: env.JACKFIELD_LOG_LEVEL,
    base: undefined,
    timestamp: pino.stdTimeFunctions.isoTime,
    mixin: () => requests.getStore() ?? {},
    formatters: { level: (label) => ({ level: label }), log: (line) => redact(line) as Record<string, unknown> },
    serializers: { err: (err: Error) => redact(withoutQuotedValues(pino.stdSerializers.errWithCause(err))) },
  };
  if (destination) return pino(options, destination);
  if (process.stderr.isTTY) {
    return pino(options, pretty({ destination: 2, sync: true, colorize: true, translateTime: 'SYS:HH:MM:ss' }));
  }
  return pino(options, pino.destination({ dest: 2, sync: true }));
}

/**
 * Prisma tells a query that is not valid by quoting it with its values; only the last line, the reason, is kept, also
 * where that fault is the cause of another.
 */
function withoutQuotedValues(err: unknown): unknown {
  if (!isSerializedError(err)) return err;
  const { cause, aggregateErrors } = err;
  const clean = {
    ...err,
    ...(cause === undefined ? {} : { cause: withoutQuotedValues(cause) }),
    ...(Array.isArray(aggregateErrors) ? { aggregateErrors: aggregateErrors.map(withoutQuotedValues) } : {}),
  };
  if (err.type !== 'PrismaClientValidationError') return clean;
  const message = err.message.trimEnd().split('\n').at(-1) ?? '';
  const frames = err.stack.split('\n').filter((line) => /^ {4}at /.test(line));
  return { type: err.type, message, stack: [`${err.type}: ${message}`, ...frames].join('\n') };
}

function isSerializedError(value: unknown): value is pino.SerializedError {
  return typeof value === 'object' && value !== null && 'type' in value && 'message' in value && 'stack' in value;
}
