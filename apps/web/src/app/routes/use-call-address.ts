import { useNavigate, useSearch } from '@tanstack/react-router';
import { REQUEST_TABS, type RequestTab } from '../../features/call-editor/model/issues.ts';
import { RESPONSE_VIEWS, type ResponseView } from '../../features/initialize/model/views.ts';

/** The tabs in the address, so that they can be shared; what the address does not know is ignored. */
export function useCallAddress() {
  const search = useSearch({ from: '/signed-in/projects/$projectId/calls/$callId' });
  const navigate = useNavigate();
  const tab: RequestTab = REQUEST_TABS.find((each) => each === search.tab) ?? 'parameters';
  const view: ResponseView | null = RESPONSE_VIEWS.find((each) => each === search.view) ?? null;
  const show = (change: { tab?: RequestTab; view?: ResponseView | undefined }) =>
    void navigate({ to: '.', search: (previous) => ({ ...previous, ...change }), replace: true, resetScroll: false });
  return { tab, view, show };
}
