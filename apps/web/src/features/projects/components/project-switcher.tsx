import type { Project, Workspace } from '@jackfield/contracts';
import { Menu, UnstyledButton } from '@mantine/core';
import { IconCheck, IconChevronDown, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Fragment, lazy, Suspense, useState } from 'react';
import { Logo } from '../../../components/logo.tsx';
import { projectQueries } from '../../../lib/queries/project-queries.ts';
import { sessionQueries } from '../../../lib/queries/session-queries.ts';
import classes from './switchers.module.css';

const NewProjectDialog = lazy(async () => {
  const { NewProjectDialog } = await import('./new-project-dialog.tsx');
  return { default: NewProjectDialog };
});

/** Workspace and project, and the way to the others. */
export function ProjectSwitcher({ project }: { project: Project }) {
  const { data: session } = useQuery(sessionQueries.current());
  const { data: projects = [project] } = useQuery(projectQueries.list());
  const [addingTo, setAddingTo] = useState<Workspace | null>(null);
  const workspaces = session?.workspaces ?? [];
  const workspace = workspaces.find(({ id }) => id === project.workspaceId);
  return (
    <>
      <Menu position="bottom-start" width={280}>
        <Menu.Target>
          <UnstyledButton className={classes.project}>
            <Logo size={20} />
            <span className="jf-visually-hidden">Change the project. </span>
            <span className={classes.workspaceName}>
              <span className="jf-visually-hidden">Workspace </span>
              {workspace?.name ?? ''}
            </span>
            <span className={classes.slash} aria-hidden>
              /
            </span>
            <span className={classes.projectName}>
              <span className="jf-visually-hidden">Project </span>
              {project.name}
            </span>
            <IconChevronDown size={14} aria-hidden className={classes.chevron} />
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          {workspaces.map((workspace) => (
            <Fragment key={workspace.id}>
              <Menu.Label>{workspace.name}</Menu.Label>
              {projects
                .filter(({ workspaceId }) => workspaceId === workspace.id)
                .map((other) => (
                  <Menu.Item
                    key={other.id}
                    renderRoot={(props) => (
                      <Link {...props} to="/projects/$projectId" params={{ projectId: other.id }} search={{}} />
                    )}
                    rightSection={other.id === project.id ? <IconCheck size={14} aria-label="Shown now" /> : null}
                  >
                    {other.name}
                  </Menu.Item>
                ))}
              {workspace.role !== 'viewer' && (
                <Menu.Item leftSection={<IconPlus size={14} aria-hidden />} onClick={() => setAddingTo(workspace)}>
                  New project
                </Menu.Item>
              )}
            </Fragment>
          ))}
        </Menu.Dropdown>
      </Menu>
      {addingTo !== null && (
        <Suspense>
          <NewProjectDialog workspace={addingTo} onClose={() => setAddingTo(null)} />
        </Suspense>
      )}
    </>
  );
}
