import type { ErrorKind, Phase, RunError } from '@jackfield/connector';

const KIND_LAYERS: Record<ErrorKind, string> = {
  dns: 'Looking up the host',
  blocked: 'Egress policy of this server',
  connect: 'Connecting',
  tls: 'Encryption',
  timeout: 'Time limit',
  connection_lost: 'Connection',
  protocol: 'HTTP',
  too_large: 'Size limit',
  too_many_redirects: 'Redirects',
  decode: 'Reading the response',
  shape: 'Shape of the response',
  auth: 'Authentication',
  rate_limited: 'Rate limit',
  config: 'Settings of the call or the environment',
  input: 'Inputs',
  cancelled: 'Cancelled',
};

const PHASES: Record<Phase, string> = {
  prepare: 'while preparing',
  dns: 'while looking up the host',
  connect: 'while connecting',
  tls: 'while agreeing on encryption',
  send: 'while sending',
  first_byte: 'while waiting for the first byte',
  body: 'while receiving the body',
  whole_run: 'over the whole run',
};

/** The layer that failed, and when, where the kind does not say it already. */
export function layerWords({ kind, phase }: Pick<RunError, 'kind' | 'phase'>): string {
  const layer = KIND_LAYERS[kind];
  return phase === undefined || phase === kind || phase === 'prepare' ? layer : `${layer}, ${PHASES[phase]}`;
}
