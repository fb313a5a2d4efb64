import type { AuthApplication } from '../auth/auth-kind.ts';
import type { AuthStep } from '../auth/auth-step.ts';
import { resolveInputs } from '../inputs/resolve-inputs.ts';
import { applyAuth } from './apply-auth.ts';
import { type BuiltBody, buildBody } from './build-body.ts';
import { BuildContext } from './build-context.ts';
import { buildHeaders } from './build-headers.ts';
import type { BuildRequestArguments, BuildRequestResult } from './build-request.types.ts';
import { type BuiltUrl, buildUrl } from './build-url.ts';
import { planOf } from './call-plan.ts';
import { checkStream } from './check-stream.ts';
import { bytesOf, collectSecrets, holdsSecret, type Piece } from './piece.ts';

const IDEMPOTENT_METHODS = new Set(['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE']);
/** Not a request for a resource: a tunnel, and an echo of credentials. HTTP clients refuse both. */
const REFUSED_METHODS = new Set(['CONNECT', 'TRACE', 'TRACK']);

/**
 * Puts a call together as it is sent, or, in a preview, as a person reads it. Pure: the browser and the server use
 * this same function.
 *
 * It promises that a value only ever fills the place that the template gives it: the host, the number of path
 * segments, parameters and headers and the form of the body are the template's for every value; what cannot stand
 * where it must is an issue, never sent in another form. All issues are returned at once.
 *
 * @example
 * const result = buildRequest({ api, call, environmentId, inputs: { id: 'a/b' }, values, authSecrets, mode: 'send' });
 * if (result.ok) result.request.url; // https://api.example.com/users/a%2Fb
 */
export function buildRequest(args: BuildRequestArguments): BuildRequestResult {
  const plan = planOf(args.api, args.call, args.environmentId);
  const resolved = resolveInputs(plan.inputs, args.inputs, plan.knownNames);
  const ctx = new BuildContext(args, resolved.byName, plan);
  const method = methodOf(ctx);
  checkStream(ctx);
  refuseSensitiveFiles(ctx);
  const auth = ctx.once('auth', () => applyAuth(ctx));
  const url = ctx.once('url', () => buildUrl(ctx, auth));
  const body = ctx.once('body', () => buildBody(ctx));
  const missing = ctx.isPreview ? [] : resolved.missing;
  const named = new Set([...missing, ...resolved.issues].map(({ path }) => String(path[1])));
  const finished = finish(ctx, method, url, auth, body);
  // An input that is missing or unreadable has been named once; what follows from that would only repeat it.
  const others = ctx.issues.filter(({ path }) => path[0] !== 'inputs' || !named.has(String(path[1])));
  const issues = [...missing, ...resolved.issues, ...others];
  if (issues.length > 0 || finished === null) return { ok: false, issues };
  // A sensitive input's test value is kept as a secret, so a preview has none and cannot say that it is missing.
  const isSensitive = (name: unknown) => ctx.input(String(name))?.definition.isSensitive === true;
  const lacking = resolved.missing.filter(({ path }) => !isSensitive(path[1]));
  const warnings = ctx.isPreview ? [...lacking, ...ctx.warnings] : ctx.warnings;
  return { ok: true, request: finished, warnings: warnings.map((issue) => ({ ...issue, severity: 'warning' })) };
}

/** A secret is looked for in all that leaves the server, which cannot be done for whole files. */
function refuseSensitiveFiles(ctx: BuildContext): void {
  for (const { name } of ctx.plan.sensitiveFiles) {
    const message = `Input "${name}" is a file, and files are not masked, so it cannot be sensitive.`;
    ctx.report({ path: ['call', 'inputs', name] }, message, 'Switch Sensitive off for it.');
  }
}

function methodOf(ctx: BuildContext): string {
  const method = ctx.args.call.method;
  if (REFUSED_METHODS.has(method.toUpperCase())) {
    ctx.report({ path: ['call', 'method'] }, `The method ${method} cannot be sent.`, 'Choose another method.');
  }
  return method;
}

function finish(
  ctx: BuildContext,
  method: string,
  url: BuiltUrl | null,
  auth: AuthApplication,
  body: BuiltBody,
): Extract<BuildRequestResult, { ok: true }>['request'] | null {
  const build = () => buildHeaders(ctx, auth, body);
  const isSameEachRun = ctx.args.idempotencyKey === undefined && !body.isTypeOfRun;
  const built = isSameEachRun ? ctx.once(`headers ${body.contentType}`, build) : build();
  const { headers, credentialHeaders, isIdempotencyKeySet } = built;
  if (url === null) return null;
  const secretive = url.pieces.filter(holdsSecret);
  for (const header of headers) for (const piece of header.pieces) if (holdsSecret(piece)) secretive.push(piece);
  for (const piece of body.pieces ?? []) if (holdsSecret(piece)) secretive.push(piece);
  for (const step of auth.steps) if (step.secrets.length > 0) secretive.push(ctx.once(step, () => holding(step)));
  const [only] = secretive;
  return {
    method,
    url: url.url,
    origin: url.origin,
    headers: headers.map((header) => header.line),
    credentialHeaders,
    body: body.pieces && bytesOf(body.pieces),
    ...(body.pieces && body.view ? { viewBody: body.view } : {}),
    // The same list each time, where it can be: what is made of it is then found again.
    usedSecrets:
      secretive.length === 1 && only ? ctx.once(only, () => collectSecrets([only])) : collectSecrets(secretive),
    isRepeatable: IDEMPOTENT_METHODS.has(method) || isIdempotencyKeySet,
    // What a preview draws is nothing to sign with.
    ...(auth.steps.length === 0 || ctx.isPreview ? {} : { authSteps: auth.steps }),
  };
}

/** A step is not text of the request, and its secrets are bound and masked like those that are. */
function holding({ secrets }: AuthStep): Piece {
  return { text: '', secrets };
}
