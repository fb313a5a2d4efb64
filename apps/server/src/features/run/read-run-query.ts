import { runQuerySchema } from '@jackfield/contracts';
import type { z } from 'zod';
import { invalidRequest } from '../../app-error.ts';

export type RunQuery = z.infer<typeof runQuerySchema>;

/** A caller asks in one or two ways, over and over. */
const KNOWN_MAX = 200;
const known = new Map<string, Readonly<RunQuery>>([['', {}]]);

/** Throws the problem when a name is unknown, given twice, or has a value that is not one of its own. */
export function readRunQuery(query: string): Readonly<RunQuery> {
  let read = known.get(query);
  if (read === undefined) {
    read = parse(query);
    // One that names an end user is another for each of them.
    if (read.user === undefined && known.size < KNOWN_MAX) known.set(query, read);
  }
  return read;
}

function parse(query: string): RunQuery {
  const pairs = [...new URLSearchParams(query)];
  const names = new Set<string>();
  for (const [name] of pairs) {
    if (names.has(name)) throw invalidRequest([{ path: ['query', name], message: `${name} is given twice.` }]);
    names.add(name);
  }
  const parsed = runQuerySchema.safeParse(Object.fromEntries(pairs));
  if (parsed.success) return refuseContradiction(parsed.data);
  throw invalidRequest(
    parsed.error.issues.map((issue) => ({ path: ['query', ...issue.path.map(String)], message: issue.message })),
    'The address has an option that is not known here, or a value that it cannot have. Known are answer, include, headers, as, onError, dryRun and user.',
  );
}

function refuseContradiction(query: RunQuery): RunQuery {
  if (query.answer !== 'body' || query.onError !== 'continue') return query;
  const message = 'With answer=body the status is that of the API, so a run cannot go on as if it were well.';
  throw invalidRequest([{ path: ['query', 'onError'], message, fix: 'Leave onError out, or answer=body.' }]);
}
