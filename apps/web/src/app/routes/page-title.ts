import type { ApiSummary } from '@jackfield/contracts';

interface Place {
  pathname: string;
  apiId?: string | undefined;
  callId?: string | undefined;
}

/** What a page of a project is called: `Stripe - Create payment`, `Settings`, else the project's name. */
export function pageTitle(projectName: string, apis: readonly ApiSummary[], place: Place): string {
  for (const api of apis) {
    if (api.id === place.apiId) return api.name;
    const call = api.calls.find(({ id }) => id === place.callId);
    if (call !== undefined) return `${api.name} - ${call.name}`;
  }
  if (place.pathname.endsWith('/values')) return 'Secrets & variables';
  if (place.pathname.endsWith('/settings')) return 'Settings';
  return projectName;
}
