import { useParams } from '@tanstack/react-router';
import { PanelBoundary } from '../../components/panel-boundary.tsx';

export function CallPage() {
  const { callId } = useParams({ from: '/signed-in/projects/$projectId/calls/$callId' });
  return (
    <PanelBoundary key={callId}>
      <h1>Call</h1>
    </PanelBoundary>
  );
}
