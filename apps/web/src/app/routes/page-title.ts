import type { ApiSummary } from '@jackfield/contracts';
import { SETTINGS_SECTIONS } from '../../lib/settings-sections.ts';

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
  if (place.pathname.endsWith('/data')) return 'Data sources';
  if (place.pathname.endsWith('/actions')) return 'Actions';
  if (place.pathname.endsWith('/runs')) return 'Runs';
  if (place.pathname.endsWith('/values')) return 'Secrets & variables';
  const settings = /\/settings(?:\/([a-z]+))?$/.exec(place.pathname);
  if (settings !== null) {
    const title = SETTINGS_SECTIONS.find(({ section }) => section === settings[1])?.title;
    return title === undefined ? 'Settings' : `${title} - Settings`;
  }
  return projectName;
}
