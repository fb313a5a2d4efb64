import { type ValueUse, valueUsesOfApi, valueUsesOfCall } from '@jackfield/connector';
import type { EndpointResponse, listValueUses as endpoint } from '@jackfield/contracts';
import { notFound } from '../../app-error.ts';
import type { Member } from '../../caller.ts';
import type { Configuration } from '../../configuration/configuration.ts';

export async function listValueUses(
  { configuration }: { configuration: Configuration },
  caller: Member,
): Promise<EndpointResponse<typeof endpoint>> {
  const project = await configuration.ofProject(caller.projectId);
  if (!project) throw notFound('project');
  const uses = [...project.apis.values()].flatMap((api) => {
    const place = { apiId: api.id, apiName: api.name };
    const at = (callId: string | null, callName: string | null) => (use: ValueUse) => ({
      ...place,
      callId,
      callName,
      ...use,
    });
    return [
      ...valueUsesOfApi(api.document).map(at(null, null)),
      ...[...api.calls.values()].flatMap((call) => valueUsesOfCall(call.document).map(at(call.id, call.name))),
    ];
  });
  return { uses };
}
