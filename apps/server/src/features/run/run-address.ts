import { RUN_PATH_PREFIX } from '@jackfield/contracts';

export interface RunAddress {
  project: string;
  api: string;
  call: string;
  /** After the `?`; '' without one. */
  query: string;
}

export const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

export function isRunPath(url: string): boolean {
  return url.startsWith(RUN_PATH_PREFIX);
}

/** `/run/v1/{project}/{api}/{call}` by splitting; null for anything else. Slugs need no decoding. */
export function parseRunAddress(url: string): RunAddress | null {
  const queryAt = url.indexOf('?');
  const path = queryAt < 0 ? url : url.slice(0, queryAt);
  const parts = path.slice(RUN_PATH_PREFIX.length).split('/');
  const [project, api, call] = parts;
  if (parts.length !== 3 || project === undefined || api === undefined || call === undefined) return null;
  if (!SLUG.test(project) || !SLUG.test(api) || !SLUG.test(call)) return null;
  return { project, api, call, query: queryAt < 0 ? '' : url.slice(queryAt + 1) };
}
