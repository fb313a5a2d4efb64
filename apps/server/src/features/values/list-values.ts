import type { EndpointResponse, listValues as endpoint } from '@jackfield/contracts';
import type { Member } from '../../caller.ts';
import type { Keyring } from '../../keyring/keyring.ts';
import { secretToDto } from './secret-to-dto.ts';
import type { ValuesRepository } from './values.repository.ts';
import { variablesToDto } from './variables-to-dto.ts';

interface Dependencies {
  values: ValuesRepository;
  keyring: Keyring;
}

export async function listValues(
  { values, keyring }: Dependencies,
  { projectId, workspaceId }: Member,
): Promise<EndpointResponse<typeof endpoint>> {
  const variables = await values.findVariables(projectId);
  const secrets = await values.findSecrets(projectId);
  return {
    variables: variablesToDto(variables),
    secrets: await Promise.all(secrets.map((row) => secretToDto(row, workspaceId, keyring))),
  };
}
