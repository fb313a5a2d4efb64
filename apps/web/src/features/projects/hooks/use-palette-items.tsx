import type { Project } from '@jackfield/contracts';
import { useMantineColorScheme } from '@mantine/core';
import {
  IconBolt,
  IconBook,
  IconCircleDot,
  IconCopyPlus,
  IconDatabase,
  IconFolder,
  IconHelp,
  IconHistory,
  IconKey,
  IconLogout,
  IconPlayerPlay,
  IconPlug,
  IconPlus,
  IconSettings,
  IconSun,
  IconTerminal2,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { MethodBadge } from '../../../components/method-badge.tsx';
import { askSignOut } from '../../../lib/ask-sign-out.ts';
import { openHelp } from '../../../lib/open-help.ts';
import { openTransfer } from '../../../lib/open-transfer.ts';
import { usePageCommands } from '../../../lib/page-commands.ts';
import { projectQueries } from '../../../lib/queries/project-queries.ts';
import { SETTINGS_SECTIONS } from '../../../lib/settings-sections.ts';
import { keyWords } from '../../../lib/shortcuts.ts';
import type { PaletteItem } from '../model/palette-items.ts';

const ICON = { size: 16, stroke: 1.5, 'aria-hidden': true };
const SCHEMES = [
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
  { value: 'auto', label: 'As the system' },
] as const;

export interface PaletteProps {
  project: Project;
  /** The slug of the environment that is shown. */
  environmentSlug: string;
  canEdit: boolean;
  onEnvironment(slug: string): void;
  onAddApi(): void;
  onPasteCommand(): void;
}

interface Wishes {
  onNewCall(): void;
  onNewProject(): void;
}

/** Everything that the palette offers: what the page can do, commands, pages, APIs and calls. */
export function usePaletteItems(props: PaletteProps & Wishes): PaletteItem[] {
  const { project, canEdit } = props;
  const projectId = project.id;
  const navigate = useNavigate();
  const { apiId } = useParams({ strict: false });
  const { data: apis = [] } = useQuery(projectQueries.tree(projectId));
  const pageCommands = usePageCommands();
  const commands = useCommands(props);
  const page = (id: string, label: string, icon: PaletteItem['icon'], to: PageAddress, keywords: string[] = []) => ({
    id,
    label,
    icon,
    keywords,
    group: 'Pages' as const,
    run: () => void navigate({ to, params: { projectId } }),
  });
  const openApi = apis.find(({ id }) => id === apiId);
  return [
    ...pageCommands.map(
      ({ id, label, keywords = [], keys, run }): PaletteItem => ({
        id,
        label,
        keywords,
        ...(keys === undefined ? {} : { keys }),
        icon: <IconPlayerPlay {...ICON} />,
        group: 'This page',
        run,
      }),
    ),
    ...(canEdit && openApi !== undefined
      ? [
          {
            id: 'copy-api',
            label: `Copy ${openApi.name} to another project`,
            group: 'This page' as const,
            icon: <IconCopyPlus {...ICON} />,
            run: () => openTransfer({ kind: 'api', id: openApi.id }),
          },
        ]
      : []),
    ...commands,
    page('data', 'Data sources', <IconDatabase {...ICON} />, '/projects/$projectId/data', ['run', 'usable']),
    page('actions', 'Actions', <IconBolt {...ICON} />, '/projects/$projectId/actions', ['run', 'usable']),
    page('runs', 'Runs', <IconHistory {...ICON} />, '/projects/$projectId/runs', [
      'history',
      'log',
      'errors',
      'charts',
    ]),
    page('values', 'Secrets & variables', <IconKey {...ICON} />, '/projects/$projectId/values'),
    ...SETTINGS_SECTIONS.map(
      ({ section, title, keywords }): PaletteItem => ({
        id: `settings ${section}`,
        label: `Settings: ${title}`,
        keywords,
        icon: <IconSettings {...ICON} />,
        group: 'Pages',
        run: () => void navigate({ to: '/projects/$projectId/settings/$section', params: { projectId, section } }),
      }),
    ),
    ...apis.map(
      (api): PaletteItem => ({
        id: api.id,
        label: api.name,
        icon: <IconPlug {...ICON} />,
        group: 'APIs',
        run: () => void navigate({ to: '/projects/$projectId/apis/$apiId', params: { projectId, apiId: api.id } }),
      }),
    ),
    ...apis.flatMap((api) =>
      api.calls.map(
        (call): PaletteItem => ({
          id: call.id,
          label: `${api.name} - ${call.name}`,
          icon: <MethodBadge method={call.method} isShort />,
          group: 'Calls',
          run: () =>
            void navigate({ to: '/projects/$projectId/calls/$callId', params: { projectId, callId: call.id } }),
        }),
      ),
    ),
  ];
}

type PageAddress =
  | '/projects/$projectId/data'
  | '/projects/$projectId/actions'
  | '/projects/$projectId/runs'
  | '/projects/$projectId/values';

/** What can be done from everywhere. */
function useCommands(props: PaletteProps & Wishes): PaletteItem[] {
  const { project, environmentSlug, canEdit } = props;
  const navigate = useNavigate();
  const { setColorScheme } = useMantineColorScheme();
  const { data: projects = [] } = useQuery(projectQueries.list());
  const command = (
    id: string,
    label: string,
    icon: PaletteItem['icon'],
    run: () => void,
    more: Pick<PaletteItem, 'keywords' | 'keys'> = {},
  ): PaletteItem => ({ id, label, icon, group: 'Commands', run, ...more });
  return [
    ...(canEdit
      ? [
          command('new-call', 'New call', <IconPlus {...ICON} />, props.onNewCall, { keywords: ['add'] }),
          command('add-api', 'Add API', <IconPlus {...ICON} />, props.onAddApi, { keywords: ['new'] }),
          command('paste-curl', 'Paste a cURL command', <IconTerminal2 {...ICON} />, props.onPasteCommand, {
            keywords: ['import'],
          }),
        ]
      : []),
    ...project.environments
      .filter(({ slug }) => slug !== environmentSlug)
      .map(({ slug, name }) =>
        command(
          `environment ${slug}`,
          `Switch to ${name}`,
          <IconCircleDot {...ICON} />,
          () => props.onEnvironment(slug),
          {
            keywords: ['environment'],
          },
        ),
      ),
    ...projects
      .filter(({ id }) => id !== project.id)
      .map(({ id, name }) =>
        command(
          `project ${id}`,
          `Open the project ${name}`,
          <IconFolder {...ICON} />,
          () => void navigate({ to: '/projects/$projectId', params: { projectId: id }, search: {} }),
          { keywords: ['switch'] },
        ),
      ),
    ...(canEdit ? [command('new-project', 'New project', <IconPlus {...ICON} />, props.onNewProject)] : []),
    ...SCHEMES.map(({ value, label }) =>
      command(`theme ${value}`, `Appearance: ${label}`, <IconSun {...ICON} />, () => setColorScheme(value), {
        keywords: ['theme', 'colour', 'mode'],
      }),
    ),
    command('sign-out', 'Sign out', <IconLogout {...ICON} />, () => askSignOut(), { keywords: ['log out', 'leave'] }),
    command('help', 'Shortcuts', <IconHelp {...ICON} />, () => openHelp(), {
      keywords: ['help', 'keyboard'],
      keys: keyWords('help'),
    }),
    command('glossary', 'Glossary', <IconBook {...ICON} />, () => openHelp('api'), {
      keywords: ['help', 'words', 'terms'],
    }),
  ];
}
