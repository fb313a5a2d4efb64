import type { AuthApplication } from '../auth/auth-kind.ts';
import { parseUrl } from '../platform.ts';
import { isAbsoluteUrl, type UrlTemplate, wholeUrlVariable } from '../template/url-template.ts';
import { buildAuthority } from './build-authority.ts';
import type { BuildContext, Site } from './build-context.ts';
import { buildPath } from './build-path.ts';
import { buildQuery } from './build-query.ts';
import { isDrawn, type Piece, textOf } from './piece.ts';

export interface BuiltUrl {
  url: string;
  origin: string;
  /** All that the URL was made of, for the secrets in it. */
  pieces: Piece[];
}

export interface LocatedUrl {
  template: UrlTemplate;
  site: Site;
}

/** The base URL (unless an absolute URL replaces it) and the call's own, parsed. */
export function locateUrls(ctx: BuildContext): { base: LocatedUrl | null; own: LocatedUrl } {
  const { api, call, environmentId } = ctx.args;
  const ownSite: Site = { path: ['call', 'url'], source: call.url };
  const own = { template: ctx.plan.url(call.url, { isBase: false }), site: ownSite };
  ctx.reportProblems(ownSite, own.template.problems);
  if (own.template.hasFragment) {
    ctx.warn(ownSite, 'What follows # is never sent to a server.', 'Remove it, or write %23 for a # as text.');
  }
  if (isAbsoluteUrl(call.url)) return { base: null, own };
  const source = (Object.hasOwn(api.baseUrls, environmentId) ? api.baseUrls[environmentId] : undefined) ?? '';
  const site: Site = { path: ['api', 'baseUrls', environmentId], source };
  const wholeUrl = wholeUrlText(ctx, source);
  const template = ctx.plan.url(source, { isBase: true, ...(wholeUrl === null ? {} : { wholeUrl }) });
  ctx.reportProblems(site, template.problems);
  return { base: { template, site }, own };
}

/** The text of the variable that brings the base URL's scheme and host; null where none does, or it has no value. */
function wholeUrlText(ctx: BuildContext, source: string): string | null {
  const whole = wholeUrlVariable(source);
  const named = whole && ctx.args.values.get(whole.name);
  return named?.kind === 'variable' ? named.value.trim() : null;
}

/** The finished URL, checked against its template: same origin, same segments, same parameters. Null: see the issues. */
export function buildUrl(ctx: BuildContext, auth: AuthApplication): BuiltUrl | null {
  const { base, own } = ctx.once('urls', () => locateUrls(ctx));
  const issuesBefore = ctx.issues.length;
  const authority = ctx.once('authority', () => buildAuthority(ctx, base ?? own));
  const path = ctx.once('path', () => buildPath(ctx, base, own));
  const query = ctx.once('query', () => buildQuery(ctx, base, own, auth));
  if (authority === null || ctx.issues.length > issuesBefore) return null;
  const pieces: Piece[] = [];
  let text = authority.text;
  for (const segment of path) {
    text += `/${textOf(segment)}`;
    pieces.push(...segment);
  }
  if (path.length === 0) text += '/';
  for (const [index, pair] of query.entries()) {
    text += `${index === 0 ? '?' : '&'}${textOf(pair)}`;
    pieces.push(...pair);
  }
  const origin = authority.origin;
  if (origin === null || isDrawn(pieces)) return { url: text, origin: origin ?? '', pieces };
  const parsed = parseUrl(text);
  const isAsIntended =
    parsed !== null &&
    parsed.origin === origin &&
    parsed.username === '' &&
    parsed.password === '' &&
    parsed.hash === '' &&
    parsed.pathname.split('/').length === Math.max(path.length, 1) + 1 &&
    (parsed.search === '' ? 0 : parsed.search.split('&').length) === query.length;
  if (!isAsIntended) {
    ctx.report(own.site, 'The URL changes its meaning when it is put together.', 'Check the URL and the base URL.');
    return null;
  }
  return { url: parsed.href, origin, pieces };
}
