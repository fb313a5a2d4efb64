import { Spotlight, type SpotlightActionGroupData } from '@mantine/spotlight';
import { IconKey, IconPlug, IconPlus, IconSearch, IconSettings } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { MethodBadge } from '../../../components/method-badge.tsx';
import { projectQueries } from '../../../lib/queries/project-queries.ts';

const ICON = { size: 16, stroke: 1.5, 'aria-hidden': true };

interface ProjectSpotlightProps {
  projectId: string;
  canEdit: boolean;
  onAddApi(): void;
}

/** ⌘K: every API, call and page of the project. */
export function ProjectSpotlight({ projectId, canEdit, onAddApi }: ProjectSpotlightProps) {
  const navigate = useNavigate();
  const { data: apis = [] } = useQuery(projectQueries.tree(projectId));
  const groups: SpotlightActionGroupData[] = [
    {
      group: 'Calls',
      actions: apis.flatMap((api) =>
        api.calls.map((call) => ({
          id: call.id,
          label: `${api.name} - ${call.name}`,
          leftSection: <MethodBadge method={call.method} isShort />,
          onClick: () =>
            void navigate({ to: '/projects/$projectId/calls/$callId', params: { projectId, callId: call.id } }),
        })),
      ),
    },
    {
      group: 'APIs',
      actions: apis.map((api) => ({
        id: api.id,
        label: api.name,
        leftSection: <IconPlug {...ICON} />,
        onClick: () => void navigate({ to: '/projects/$projectId/apis/$apiId', params: { projectId, apiId: api.id } }),
      })),
    },
    {
      group: 'Pages and commands',
      actions: [
        ...(canEdit
          ? [{ id: 'add-api', label: 'Add API', leftSection: <IconPlus {...ICON} />, onClick: onAddApi }]
          : []),
        {
          id: 'values',
          label: 'Secrets & variables',
          leftSection: <IconKey {...ICON} />,
          onClick: () => void navigate({ to: '/projects/$projectId/values', params: { projectId } }),
        },
        {
          id: 'settings',
          label: 'Settings',
          keywords: ['tokens', 'environments', 'project name'],
          leftSection: <IconSettings {...ICON} />,
          onClick: () => void navigate({ to: '/projects/$projectId/settings', params: { projectId } }),
        },
      ],
    },
  ];
  return (
    <Spotlight
      actions={groups.filter(({ actions }) => actions.length > 0)}
      shortcut="mod + K"
      tagsToIgnore={[]}
      triggerOnContentEditable
      nothingFound="Nothing found"
      highlightQuery
      scrollable
      maxHeight="min(60vh, 520px)"
      limit={60}
      overlayProps={{ blur: 0, backgroundOpacity: 0.4 }}
      transitionProps={{ duration: 80 }}
      searchProps={{
        leftSection: <IconSearch {...ICON} />,
        placeholder: 'Search APIs, calls and pages',
        'aria-label': 'Search APIs, calls and pages',
      }}
    />
  );
}
