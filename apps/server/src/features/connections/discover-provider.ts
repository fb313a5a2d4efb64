import type { EndpointResponse, discoverProvider as endpoint } from '@jackfield/contracts';
import type { Egress } from '@jackfield/egress';
import { discoverProvider as discover, runErrorOf } from '@jackfield/runner';
import { invalidRequest } from '../../app-error.ts';
import type { RunDepth } from '../../running/run-depth.ts';

interface Dependencies {
  egress: Egress;
  runDepth: RunDepth;
}

/** The addresses that a provider publishes, to be filled into the form. */
export async function discoverProvider(
  { egress, runDepth }: Dependencies,
  { issuer, signal }: { issuer: string; signal: AbortSignal },
): Promise<EndpointResponse<typeof endpoint>> {
  try {
    const { scopes, ...urls } = await discover(issuer, { egress, signal, hopHeaders: runDepth.hopHeaders(0) });
    return { ...urls, scopes: [...scopes] };
  } catch (error) {
    const { message, hint } = runErrorOf(error);
    throw invalidRequest([{ path: ['body', 'issuer'], message, fix: hint }], message);
  }
}
