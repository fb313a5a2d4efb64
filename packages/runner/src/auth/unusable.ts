import { RunFailure } from '../run-failure.ts';

/** A field of the authentication that cannot be used, found only when it was tried; nothing is sent. */
export function unusable(field: string, message: string, hint: string): RunFailure {
  return new RunFailure({ kind: 'config', phase: 'prepare', message, detail: `auth.${field}: ${message}`, hint });
}
