import type { Call } from '@jackfield/contracts';
import { notFound } from '../../app-error.ts';
import { callToDto } from '../../call-to-dto.ts';
import type { Repositories } from '../../repositories.ts';
import type { CallRecord } from './calls.repository.ts';

type Repos = Pick<Repositories, 'calls'>;

/** The living call of a living API, or not found. */
export async function findLivingCall(repos: Repos, callId: string): Promise<CallRecord> {
  const call = await repos.calls.find(callId);
  if (!call || call.isDeleted || call.isApiDeleted) throw notFound('call');
  return call;
}

export async function getCall({ repositories }: { repositories: Repos }, callId: string): Promise<Call> {
  return callToDto(await findLivingCall(repositories, callId));
}
