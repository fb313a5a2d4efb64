import { notFound } from '../../app-error.ts';
import type { Member } from '../../caller.ts';
import type { ChangeProject } from '../../repositories.ts';

interface Dependencies {
  changeProject: ChangeProject;
}

export function revokeToken({ changeProject }: Dependencies, caller: Member, tokenId: string): Promise<{ done: true }> {
  return changeProject(caller.projectId, async (repos) => {
    const token = await repos.tokens.find(caller.projectId, tokenId);
    if (!token) throw notFound('token');
    await repos.tokens.revoke(tokenId);
    await repos.audit.record(caller, {
      action: 'token.revoke',
      subjectType: 'token',
      subjectId: tokenId,
      before: { name: token.name, environmentId: token.environmentId },
    });
    return { done: true };
  });
}
