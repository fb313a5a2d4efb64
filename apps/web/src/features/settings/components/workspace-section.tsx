import { type Project, renameWorkspace } from '@jackfield/contracts';
import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ErrorState } from '../../../components/error-state.tsx';
import { ListSkeleton } from '../../../components/skeletons.tsx';
import { callEndpoint } from '../../../lib/call-endpoint.ts';
import { memberQueries } from '../../../lib/queries/member-queries.ts';
import { sessionQueries } from '../../../lib/queries/session-queries.ts';
import { NameForm } from './name-form.tsx';
import classes from './settings.module.css';

const ROLES = {
  owner: 'Owner',
  admin: 'Admin',
  editor: 'Editor',
  viewer: 'Viewer',
} as const;

/** The team that the project belongs to. */
export function WorkspaceSection({ project }: { project: Project }) {
  const queryClient = useQueryClient();
  const { data: session } = useQuery(sessionQueries.current());
  const { data: members, error, refetch } = useQuery(memberQueries.list(project.id));
  const [isRenaming, setIsRenaming] = useState(false);
  const workspace = session?.workspaces.find(({ id }) => id === project.workspaceId);
  const canEdit = project.role === 'owner' || project.role === 'admin';
  const rename = useMutation({
    mutationFn: (name: string) => callEndpoint(renameWorkspace, { params: { projectId: project.id }, body: { name } }),
    onSuccess: async () => {
      setIsRenaming(false);
      await queryClient.invalidateQueries({ queryKey: sessionQueries.all });
    },
  });
  return (
    <section className={classes.section} aria-labelledby="workspace">
      <div className={classes.sectionHead}>
        <div>
          <h2 id="workspace" className={classes.sectionTitle}>
            Workspace
          </h2>
          <p className={classes.sectionLead}>
            {workspace?.name}. You are its {ROLES[project.role].toLowerCase()}.
          </p>
        </div>
        {canEdit && !isRenaming && (
          <Button variant="default" onClick={() => setIsRenaming(true)}>
            Rename
          </Button>
        )}
      </div>
      {isRenaming && (
        <div className={classes.card}>
          <NameForm
            label="Name of the workspace"
            initial={workspace?.name ?? ''}
            submitLabel="Save"
            error={rename.error}
            isBusy={rename.isPending}
            onSubmit={(name) => rename.mutate(name)}
            onCancel={() => setIsRenaming(false)}
          />
        </div>
      )}
      {members === undefined && error !== null && <ErrorState error={error} onRetry={() => void refetch()} />}
      {members === undefined && error === null && <ListSkeleton rows={2} height={24} />}
      {members !== undefined && (
        <ul className={classes.list} aria-label="Members">
          {members.map(({ userId, name, email, role }) => (
            <li key={userId} className={classes.line}>
              <span className={classes.lineName}>{name}</span>
              <span className={`${classes.quiet} ${classes.slug}`}>{email}</span>
              <span className={classes.quiet}>{ROLES[role]}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
