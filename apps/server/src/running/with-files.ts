import type { FileValue } from '@jackfield/connector';
import { invalidRequest } from '../app-error.ts';

/** The values of a run together with the files that came beside them; each is passed once. */
export function withFiles(
  values: Readonly<Record<string, unknown>>,
  files: ReadonlyMap<string, FileValue>,
): Readonly<Record<string, unknown>> {
  if (files.size === 0) return values;
  const twice = [...files.keys()].filter((name) => Object.hasOwn(values, name));
  if (twice.length > 0) {
    throw invalidRequest(
      twice.map((name) => ({
        path: ['inputs', name],
        message: `Input "${name}" is passed twice: as a value and as a file.`,
        fix: 'Pass it once.',
      })),
    );
  }
  // An input may be called `__proto__`; fromEntries makes that a member like others.
  return Object.fromEntries([...Object.entries(values), ...files]);
}
