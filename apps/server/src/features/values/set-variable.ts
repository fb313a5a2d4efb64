import type { EndpointBody, setVariable as endpoint, Variable } from '@jackfield/contracts';
import { invalidRequest, nameTaken, versionConflict } from '../../app-error.ts';
import type { Member } from '../../caller.ts';
import { requireEnvironment } from '../../environment-rules.ts';
import { newId } from '../../new-id.ts';
import type { ChangeProject } from '../../repositories.ts';
import { variablesToDto } from './variables-to-dto.ts';

/** Refused when a secret has that name, or when the value it was made on is not the one that stands. */
export function setVariable(
  changeProject: ChangeProject,
  caller: Member,
  body: EndpointBody<typeof endpoint>,
): Promise<Variable> {
  const { projectId } = caller;
  return changeProject(projectId, async (repos) => {
    const { values, audit } = repos;
    await requireEnvironment(repos, projectId, body.environmentId);
    if (await values.hasProjectSecret(projectId, body.name)) {
      throw nameTaken(['body', 'name'], `There is a secret named ${body.name}.`);
    }
    const before = await values.findVariables(projectId, body.name);
    const standing = before.find((row) => row.environmentId === body.environmentId);
    if (standing?.version !== body.version) throw versionConflict(variablesToDto(before)[0] ?? null);
    if (standing === undefined) {
      await values.createVariable({
        id: newId(),
        projectId,
        environmentId: body.environmentId,
        name: body.name,
        value: body.value,
      });
    } else if (!(await values.updateVariable(standing.id, standing.version, body.value))) {
      throw versionConflict(variablesToDto(await values.findVariables(projectId, body.name))[0] ?? null);
    }
    const [variable] = variablesToDto(await values.findVariables(projectId, body.name));
    if (variable === undefined) throw invalidRequest([], 'The variable was deleted meanwhile. Set it again.');
    await audit.record(caller, {
      action: 'variable.set',
      subjectType: 'variable',
      subjectId: body.name,
      before: standing === undefined ? undefined : { environmentId: body.environmentId, value: standing.value },
      after: { environmentId: body.environmentId, value: body.value },
    });
    return variable;
  });
}
