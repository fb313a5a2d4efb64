import type { HeaderList, Masker, PreparedRequest } from '@jackfield/connector';
import type { CancelSignal, EgressLimits, EgressResponse, EgressTiming } from '@jackfield/egress';
import type { AuthRun } from './auth/auth-run.ts';
import { peekJson } from './peek-json.ts';
import { type Hop, nextHop } from './redirect.ts';
import { RunFailure, toRunFailure } from './run-failure.ts';
import type { RunLimits } from './run-limits.ts';
import type { RunOptions } from './types.ts';

export interface SendSettings {
  request: PreparedRequest;
  firstHop: Hop;
  options: RunOptions;
  limits: RunLimits;
  auth: AuthRun;
  signal: CancelSignal;
  warnings: string[];
  /** Gets the first hop as it is sent, with what the authentication adds. */
  onFirstHop: (hop: Hop) => void;
}

export interface FinalResponse {
  response: EgressResponse;
  hop: Hop;
}

/**
 * Sends the request and follows redirects until there is a response to keep. Each hop goes through egress, which
 * checks it again. A hop whose authentication is refused may be sent once more.
 *
 * @throws EgressError, or RunFailure for too many redirects and for a secret that may not go where one leads.
 */
export async function sendFollowingRedirects(settings: SendSettings, timing: EgressTiming): Promise<FinalResponse> {
  let hop = settings.firstHop;
  const warnings: string[] = [];
  settings.auth.begin();
  for (let redirects = 0; ; redirects += 1) {
    const response = await sendHop(settings, hop, timing, warnings);
    const step = nextHop(settings.request, hop, response.status, response.headers);
    if (step.kind === 'stop') warnings.push(step.warning);
    if (step.kind !== 'follow') {
      settings.warnings.splice(0, Number.POSITIVE_INFINITY, ...warnings);
      return { response, hop };
    }
    response.body.close();
    if (redirects === settings.limits.redirectsMax) {
      throw new RunFailure({
        kind: 'too_many_redirects',
        phase: 'first_byte',
        detail: `more than ${settings.limits.redirectsMax}; the last one led to ${step.hop.url}`,
      });
    }
    if (step.isNewOrigin) refuseUnconfirmedSecrets(settings, step.hop, step.location);
    if (step.isNewOrigin && step.hop.headers.length < hop.headers.length) {
      warnings.push(`Credentials were not sent on to ${new URL(step.hop.url).origin}, where a redirect led.`);
    }
    hop = step.hop;
  }
}

function headersOf({ url, headers }: Hop, { hopHeaders }: RunOptions): HeaderList {
  const ours = hopHeaders?.(url) ?? [];
  if (ours.length === 0) return headers;
  const names = new Set(ours.map(([name]) => name));
  return [...headers.filter(([name]) => !names.has(name.toLowerCase())), ...ours];
}

/** A hop, sent again where the authentication has an answer to its refusal. */
async function sendHop(
  settings: SendSettings,
  hop: Hop,
  timing: EgressTiming,
  warnings: string[],
): Promise<EgressResponse> {
  for (let isRepeat = false; ; isRepeat = true) {
    const adding = settings.auth.add(hop);
    const sent = adding === null ? hop : await adding;
    if (hop === settings.firstHop) settings.onFirstHop(sent);
    const response = await sendOnce(settings, sent, timing);
    const { status, headers } = response;
    const json = settings.auth.readsJson ? await peekJson(response) : undefined;
    if (!settings.auth.judge({ status, headers, json }, isRepeat, warnings)) return response;
    response.body.close();
  }
}

function sendOnce(settings: SendSettings, hop: Hop, timing: EgressTiming): Promise<EgressResponse> {
  timing.dnsMs = null;
  timing.connectMs = null;
  timing.tlsMs = null;
  timing.firstByteMs = null;
  const sending = settings.options.egress.request({
    method: hop.method,
    url: hop.url,
    headers: headersOf(hop, settings.options),
    body: hop.body,
    clientCertificate: hop.clientCertificate,
    limits: hopLimits(settings),
    signal: settings.signal,
    onPhase: settings.options.onProgress,
    timing,
  });
  return hop.clientCertificate ? sending.catch(explainCertified) : sending;
}

/** Many servers say nothing when they do not take a certificate. */
function explainCertified(error: unknown): never {
  const failure = toRunFailure(error);
  const { kind, phase, detail } = failure;
  if (kind !== 'connection_lost') throw failure;
  const hint = 'The server may not take this client certificate: ask whoever runs it which it takes.';
  throw new RunFailure({ kind, detail, hint, ...(phase === undefined ? {} : { phase }) });
}

function hopLimits(settings: SendSettings): EgressLimits {
  const { limits, request } = settings;
  return {
    connectMs: limits.connectMs,
    firstByteMs: request.isRepeatable ? limits.firstByteMs : limits.firstByteUnrepeatableMs,
    betweenBytesMs: limits.betweenBytesMs,
  };
}

/** Before anything is sent: every secret of the request must be confirmed for where it goes. */
export function refuseUnconfirmedRequest(request: PreparedRequest, options: RunOptions): void {
  const isBound = request.usedSecrets.some((secret) => secret.owner !== 'input');
  if (isBound && options.mayCarrySecretsTo?.(request.origin) === false) throw unconfirmed(request, request.origin);
}

/** Credentials were taken off; what is left may still hold a secret, in the URL above all. */
function refuseUnconfirmedSecrets(settings: SendSettings, hop: Hop, location: string): void {
  const { auth, options } = settings;
  if (!holdsSecret(auth.masker, [hop.url, location, ...hop.headers.map(([, value]) => value)])) return;
  const origin = new URL(hop.url).origin;
  if (options.mayCarrySecretsTo?.(origin) !== true) throw unconfirmed(settings.request, origin);
}

function holdsSecret(masker: Masker, texts: readonly string[]): boolean {
  return texts.some((text) => masker.maskText(text) !== text);
}

function unconfirmed(request: PreparedRequest, origin: string): RunFailure {
  const labels = [...new Set(request.usedSecrets.map((secret) => secret.label))];
  return new RunFailure({
    kind: 'config',
    phase: 'prepare',
    detail: `Not confirmed for ${origin}: ${labels.join(', ')}.`,
  });
}
