import type { HeaderList } from '@jackfield/connector';
import { type CancelSignal, type Egress, EgressError, type EgressTiming } from '@jackfield/egress';
import { RunFailure, toRunFailure } from '../../run-failure.ts';
import { type AskedPlace, TOKEN_PLACE, TokenFailure, unreachable } from './token-failure.ts';
import type { TokenExchange } from './token-types.ts';

/** Providers answer a token request with some kilobytes. */
const ANSWER_BYTES_MAX = 1024 * 1024;
const LIMITS = { connectMs: 10_000, firstByteMs: 25_000, betweenBytesMs: 10_000 };

export interface ProviderRequest {
  method: string;
  url: string;
  headers: HeaderList;
  body: string | null;
}

export interface ProviderAnswer {
  status: number;
  headers: HeaderList;
  text: string;
}

export interface TokenSender {
  egress: Egress;
  signal: CancelSignal;
  /** Who is asked, for what is told of a failure; the token URL where left out. */
  asks?: AskedPlace | undefined;
  hopHeaders?: ((url: string) => HeaderList) | undefined;
  onExchange?: ((exchange: TokenExchange) => void) | undefined;
}

/**
 * One request to a provider, through the guard. A redirect is not followed: what it was sent would go along.
 *
 * @throws RunFailure; `blocked` as it is, anything else as a token URL that cannot be reached.
 */
export async function sendTokenRequest(sender: TokenSender, request: ProviderRequest): Promise<ProviderAnswer> {
  const timing: EgressTiming = { dnsMs: null, connectMs: null, tlsMs: null, firstByteMs: null };
  const headers = withDefaults(request.headers, sender.hopHeaders?.(request.url) ?? []);
  let response: TokenExchange['response'] = null;
  try {
    const {
      status,
      statusText,
      headers: answered,
      body,
    } = await sender.egress.request({
      ...request,
      headers,
      body: request.body === null ? null : Buffer.from(request.body, 'utf8'),
      limits: LIMITS,
      signal: sender.signal,
      timing,
    });
    const text = await readText(body);
    response = { status, statusText, headers: answered, text };
    return response;
  } catch (error) {
    throw toTokenFailure(request.url, error, sender.asks ?? TOKEN_PLACE);
  } finally {
    sender.onExchange?.({ request: { ...request, headers }, response, timing });
  }
}

function withDefaults(given: HeaderList, ours: HeaderList): HeaderList {
  const lower: HeaderList = given.map(([name, value]) => [name.toLowerCase(), value]);
  const names = new Set([...lower, ...ours].map(([name]) => name.toLowerCase()));
  const defaults: HeaderList = [
    ['accept', 'application/json'],
    ['accept-encoding', 'identity'],
    ['user-agent', 'Jackfield'],
  ];
  const own = new Set(ours.map(([name]) => name.toLowerCase()));
  return [...lower.filter(([name]) => !own.has(name)), ...defaults.filter(([name]) => !names.has(name)), ...ours];
}

async function readText(body: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > ANSWER_BYTES_MAX) {
      const detail = `the answer has more than ${ANSWER_BYTES_MAX} bytes`;
      throw new EgressError({ code: 'protocol', phase: 'body', detail });
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size).toString('utf8');
}

function toTokenFailure(url: string, error: unknown, place: AskedPlace): RunFailure {
  const failure = toRunFailure(error);
  if (failure instanceof TokenFailure || failure.kind === 'cancelled') return failure;
  const { host } = new URL(url);
  if (failure.kind !== 'blocked') return unreachable(host, failure, place);
  return new RunFailure({
    kind: 'blocked',
    phase: 'prepare',
    message: `The ${place.name} at ${host} is blocked by the egress policy.`,
    detail: failure.detail,
    ...(failure.hint === undefined ? {} : { hint: failure.hint }),
  });
}
