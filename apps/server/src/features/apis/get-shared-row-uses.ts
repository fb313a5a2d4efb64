import { sendsSharedRow } from '@jackfield/connector';
import type { EndpointResponse, getSharedRowUses as endpoint } from '@jackfield/contracts';
import { notFound } from '../../app-error.ts';
import type { Member } from '../../caller.ts';
import type { Configuration } from '../../configuration/configuration.ts';

export async function getSharedRowUses(
  { configuration }: { configuration: Configuration },
  caller: Member,
  apiId: string,
): Promise<EndpointResponse<typeof endpoint>> {
  const project = await configuration.ofProject(caller.projectId);
  const api = [...(project?.apis.values() ?? [])].find(({ id }) => id === apiId);
  if (!api) throw notFound('API');
  const calls = [...api.calls.values()].map(({ document }) => document);
  const count = (kind: 'header' | 'parameter') => (row: Parameters<typeof sendsSharedRow>[2]) =>
    [row.id, calls.filter((call) => sendsSharedRow(call, kind, row)).length] as const;
  const { headers, parameters } = api.document;
  return {
    calls: calls.length,
    rows: Object.fromEntries([...headers.map(count('header')), ...parameters.map(count('parameter'))]),
  };
}
