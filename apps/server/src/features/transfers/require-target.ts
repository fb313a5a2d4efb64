import { AppError, notFound } from '../../app-error.ts';
import { hasRole, type Member } from '../../caller.ts';
import type { Repositories } from '../../repositories.ts';

/** The person in the project that something is copied into; what is not theirs is as if there were none. */
export async function requireTarget(
  { access }: Pick<Repositories, 'access'>,
  caller: Member,
  target: { projectId: string } | { apiId: string },
): Promise<Member> {
  const there = await access.find(target, caller.userId);
  if (!there) throw notFound('projectId' in target ? 'project' : 'API');
  if (!hasRole(there.role, 'editor')) {
    throw new AppError('not_allowed', { detail: `Copying needs the role editor there; yours is ${there.role}.` });
  }
  return { ...caller, ...there };
}
