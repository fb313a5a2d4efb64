import {
  type AdoptedCall,
  type ApiDocument,
  AUTH_KINDS,
  authSlot,
  type CallDocument,
  valueUsesOfApi,
  valueUsesOfCall,
} from '@jackfield/connector';
import type { TransferReport } from '@jackfield/contracts';
import type { Repositories } from '../../repositories.ts';

export const NOTHING_TO_SAY: TransferReport = {
  renamedTo: null,
  unknownNames: [],
  secretsToEnter: [],
  environmentsLeftOut: [],
  inputsBrought: [],
  rowsLost: [],
  rowsGained: [],
  auth: null,
};

/** What is different below another API of the same project, or of another one. */
export function reportOfAdopted(name: string, newName: string, adopted: AdoptedCall): TransferReport {
  const { inputsBrought, rowsLost, rowsGained, auth } = adopted;
  return { ...NOTHING_TO_SAY, renamedTo: name === newName ? null : newName, inputsBrought, rowsLost, rowsGained, auth };
}

/** The variables and secrets that documents name and that a project does not know. */
export async function unknownNames(
  { values }: Pick<Repositories, 'values'>,
  projectId: string,
  documents: { api?: ApiDocument; calls: readonly CallDocument[] },
): Promise<string[]> {
  const uses = [...(documents.api ? valueUsesOfApi(documents.api) : []), ...documents.calls.flatMap(valueUsesOfCall)];
  const known = new Set([
    ...(await values.findVariables(projectId)).map(({ name }) => name),
    ...(await values.findSecrets(projectId)).filter(({ ownerType }) => ownerType === 'project').map(({ slot }) => slot),
  ]);
  return [...new Set(uses.map(({ name }) => name))].filter((name) => !known.has(name)).toSorted();
}

/** What the secrets of an API and its calls, or of one call, are for: they stay where they are. */
export async function secretsBehind(
  { values }: Pick<Repositories, 'values'>,
  projectId: string,
  owners: { api?: { id: string; document: ApiDocument }; calls: readonly { id: string; name: string }[] },
): Promise<string[]> {
  const { api, calls } = owners;
  const fields = api === undefined ? [] : AUTH_KINDS[api.document.auth.kind].fields;
  const words = (await values.findSecrets(projectId)).flatMap(({ ownerType, ownerId, slot }) => {
    if (ownerType === 'api' && ownerId === api?.id) {
      return fields.filter(({ name }) => authSlot(name) === slot).map(({ label }) => label);
    }
    const call = ownerType === 'call' ? calls.find(({ id }) => id === ownerId) : undefined;
    return call === undefined ? [] : [`Test value of ${slot.replace(/^input\./, '')}, ${call.name}`];
  });
  return [...new Set(words)];
}
