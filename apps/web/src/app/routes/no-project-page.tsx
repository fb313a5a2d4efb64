import { IconFolderOff } from '@tabler/icons-react';
import { EmptyState } from '../../components/empty-state.tsx';
import { AccountMenu } from '../../features/session/components/account-menu.tsx';

/** For a person who was removed from every workspace. */
export function NoProjectPage() {
  return (
    <main>
      <EmptyState icon={<IconFolderOff size={20} stroke={1.5} />} title="No project yet" action={<AccountMenu />}>
        <h1 className="jf-visually-hidden">No project yet</h1>
        Your account belongs to no workspace with a project. Ask the person who runs this server for an invitation.
      </EmptyState>
    </main>
  );
}
