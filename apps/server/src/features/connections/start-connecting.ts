import { type EndpointBody, type EndpointResponse, startConnecting as endpoint } from '@jackfield/contracts';
import type { Member } from '../../caller.ts';
import type { Configuration } from '../../configuration/configuration.ts';
import type { Repositories } from '../../repositories.ts';
import { type BeginDependencies, beginConnecting } from './begin-connecting.ts';
import { findApiToConnect, notReady } from './find-api-to-connect.ts';

interface Dependencies extends BeginDependencies {
  configuration: Configuration;
  repositories: Pick<Repositories, 'apis' | 'connections'>;
}

interface Wanted {
  params: { apiId: string; environmentId: string };
  body: EndpointBody<typeof endpoint>;
  setCookies: (lines: readonly string[]) => void;
}

/** Begins a transaction that this browser and its person alone can finish, and tells where to send them. */
export async function startConnecting(
  dependencies: Dependencies,
  caller: Member,
  { params, body, setCookies }: Wanted,
): Promise<EndpointResponse<typeof endpoint>> {
  const target = await findApiToConnect(dependencies, caller, endpoint, { params, version: body.version });
  const beginner = { userId: caller.userId, userName: caller.name, tokenId: null };
  const begun = await beginConnecting(dependencies, target, body.user ?? '', beginner);
  if ('refusal' in begun) throw notReady(begun.refusal);
  setCookies([begun.cookie]);
  return { url: begun.url };
}
