import type { HeaderList, Masker, PreparedRequest } from '@jackfield/connector';
import type { CancelSignal, EgressLimits, EgressResponse, EgressTiming } from '@jackfield/egress';
import { type Hop, nextHop } from './redirect.ts';
import { RunFailure } from './run-failure.ts';
import type { RunLimits } from './run-limits.ts';
import type { RunOptions } from './types.ts';

export interface SendSettings {
  request: PreparedRequest;
  firstHop: Hop;
  options: RunOptions;
  limits: RunLimits;
  masker: Masker;
  signal: CancelSignal;
  warnings: string[];
}

export interface FinalResponse {
  response: EgressResponse;
  hop: Hop;
}

/**
 * Sends the request and follows redirects until there is a response to keep. Each hop goes through egress, which
 * checks it again.
 *
 * @throws EgressError, or RunFailure for too many redirects and for a secret that may not go where one leads.
 */
export async function sendFollowingRedirects(settings: SendSettings, timing: EgressTiming): Promise<FinalResponse> {
  let hop = settings.firstHop;
  const warnings: string[] = [];
  for (let redirects = 0; ; redirects += 1) {
    timing.dnsMs = null;
    timing.connectMs = null;
    timing.tlsMs = null;
    timing.firstByteMs = null;
    const response = await settings.options.egress.request({
      method: hop.method,
      url: hop.url,
      headers: hop.headers,
      body: hop.body,
      limits: hopLimits(settings),
      signal: settings.signal,
      onPhase: settings.options.onProgress,
      timing,
    });
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
    if (step.isNewOrigin) refuseUnconfirmedSecrets(settings, step.hop);
    if (step.isNewOrigin && step.hop.headers.length < hop.headers.length) {
      warnings.push(`Credentials were not sent on to ${new URL(step.hop.url).origin}, where a redirect led.`);
    }
    hop = step.hop;
  }
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
function refuseUnconfirmedSecrets(settings: SendSettings, hop: Hop): void {
  const { masker, options } = settings;
  if (!holdsSecret(masker, hop)) return;
  const origin = new URL(hop.url).origin;
  if (options.mayCarrySecretsTo?.(origin) !== true) throw unconfirmed(settings.request, origin);
}

function holdsSecret(masker: Masker, hop: { url: string; headers: HeaderList }): boolean {
  return [hop.url, ...hop.headers.map(([, value]) => value)].some((text) => masker.maskText(text) !== text);
}

function unconfirmed(request: PreparedRequest, origin: string): RunFailure {
  const labels = [...new Set(request.usedSecrets.map((secret) => secret.label))];
  return new RunFailure({
    kind: 'config',
    phase: 'prepare',
    detail: `Not confirmed for ${origin}: ${labels.join(', ')}.`,
  });
}
