import { createHash, randomBytes } from 'node:crypto';
import type { EndpointBody, EndpointResponse, createToken as endpoint } from '@jackfield/contracts';
import { invalidRequest, notFound } from '../../app-error.ts';
import type { Member } from '../../caller.ts';
import type { ChangeProject } from '../../repositories.ts';
import { tokenToDto } from './token-to-dto.ts';

interface Dependencies {
  changeProject: ChangeProject;
}

/** The token is in this answer and nowhere else: what is kept cannot be turned back into it. */
export function createToken(
  { changeProject }: Dependencies,
  caller: Member,
  { name, environmentId }: EndpointBody<typeof endpoint>,
): Promise<EndpointResponse<typeof endpoint>> {
  const value = `jf_${randomBytes(32).toString('base64url')}`;
  return changeProject(caller.projectId, async (repos) => {
    const project = await repos.projects.find(caller.projectId);
    if (!project) throw notFound('project');
    if (!project.environments.some((environment) => environment.id === environmentId)) {
      throw invalidRequest([{ path: ['body', 'environmentId'], message: 'This project has no such environment.' }]);
    }
    const token = await repos.tokens.create({
      projectId: project.id,
      environmentId,
      name,
      hash: createHash('sha256').update(value).digest('hex'),
      last4: value.slice(-4),
      createdById: caller.userId,
      createdByName: caller.name,
    });
    await repos.audit.record(caller, {
      action: 'token.create',
      subjectType: 'token',
      subjectId: token.id,
      after: { name, environmentId },
    });
    return { token: tokenToDto(token), value };
  });
}
