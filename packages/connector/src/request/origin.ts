import type { ApiDocument } from '../document/api-document.ts';
import { type CallDocument, emptyCallDocument } from '../document/call-document.ts';
import { parseUrl } from '../platform.ts';
import { buildAuthority } from './build-authority.ts';
import { BuildContext } from './build-context.ts';
import type { BuildRequestArguments } from './build-request.types.ts';
import { locateUrls } from './build-url.ts';
import { planOf } from './call-plan.ts';

/** `scheme://host[:port]` of an http or https URL, as a secret's list of origins writes it; null for anything else. */
export function originOf(url: string): string | null {
  const parsed = parseUrl(url);
  return parsed && (parsed.protocol === 'https:' || parsed.protocol === 'http:') ? parsed.origin : null;
}

/**
 * Where a call would go in an environment. Null while that is not known: no base URL, a variable without a value, or
 * an input in the host, which only a run decides.
 */
export function callOrigin(
  api: ApiDocument,
  call: CallDocument,
  environmentId: string,
  values: BuildRequestArguments['values'],
): string | null {
  const args = { api, call, environmentId, values, inputs: {}, authSecrets: new Map(), mode: 'send' } as const;
  const ctx = new BuildContext(args, new Map(), planOf(api, call, environmentId));
  const { base, own } = locateUrls(ctx);
  return buildAuthority(ctx, base ?? own)?.origin ?? null;
}

/** The origin of an API's base URL in an environment: what saving one of the API's own secrets confirms. */
export function apiOrigin(
  api: ApiDocument,
  environmentId: string,
  values: BuildRequestArguments['values'],
): string | null {
  return callOrigin(api, emptyCallDocument(), environmentId, values);
}
