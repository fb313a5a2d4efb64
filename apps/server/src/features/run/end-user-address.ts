import { END_USER_PATH, RUN_PATH_PREFIX } from '@jackfield/contracts';
import { SLUG } from './run-address.ts';

export interface EndUserAddress {
  project: string;
  api: string;
  /** What of the end user is meant: a link for them, or their connection. */
  thing: 'link' | 'connection';
  /** After the `?`; '' without one. */
  query: string;
}

const PARTS = /^([^/]*)\/([^/]*)\/([^/]*)\/([^/]*)$/;

/** `/run/v1/{project}/{api}/end-user/{link|connection}`: one part more than a run has. */
export function parseEndUserAddress(url: string): EndUserAddress | null {
  if (!url.startsWith(RUN_PATH_PREFIX)) return null;
  const queryAt = url.indexOf('?');
  const path = queryAt < 0 ? url : url.slice(0, queryAt);
  const [, project = '', api = '', fixed, thing] = PARTS.exec(path.slice(RUN_PATH_PREFIX.length)) ?? [];
  if (fixed !== END_USER_PATH || (thing !== 'link' && thing !== 'connection')) return null;
  if (!SLUG.test(project) || !SLUG.test(api)) return null;
  return { project, api, thing, query: queryAt < 0 ? '' : url.slice(queryAt + 1) };
}

export function isEndUserPath(url: string): boolean {
  return parseEndUserAddress(url) !== null;
}
