import { Avatar, Menu, UnstyledButton } from '@mantine/core';
import { IconHelp, IconLogout, IconUserCog } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useEffectEvent } from 'react';
import { ColorSchemeItems } from '../../../components/color-scheme-menu.tsx';
import { onAskSignOut } from '../../../lib/ask-sign-out.ts';
import { openHelp } from '../../../lib/open-help.ts';
import { sessionQueries } from '../../../lib/queries/session-queries.ts';
import { useSignOut } from '../hooks/use-sign-out.ts';

const SignOutQuestion = lazy(async () => {
  const { SignOutQuestion } = await import('./sign-out-question.tsx');
  return { default: SignOutQuestion };
});

/** Who is signed in, how the page looks, and the way out. */
export function AccountMenu() {
  const { projectId } = useParams({ strict: false });
  const { data: session } = useQuery(sessionQueries.current());
  const user = session?.user;
  const signOut = useSignOut(user?.id);
  const leave = useEffectEvent(signOut.leave);
  useEffect(() => onAskSignOut(() => leave()), []);
  if (!user) return null;
  return (
    <>
      <Menu position="bottom-end" width={240}>
        <Menu.Target>
          <UnstyledButton style={{ borderRadius: '50%' }}>
            <Avatar size={28} radius="50%" color="indigo" variant="filled" name={user.name} aria-hidden />
            <span className="jf-visually-hidden">Account of {user.name}</span>
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>
            {user.name}
            <br />
            {user.email}
          </Menu.Label>
          <Menu.Divider />
          <Menu.Label>Appearance</Menu.Label>
          <ColorSchemeItems />
          <Menu.Divider />
          {projectId !== undefined && (
            <Menu.Item
              leftSection={<IconUserCog size={16} stroke={1.5} aria-hidden />}
              renderRoot={(props) => (
                <Link
                  {...props}
                  to="/projects/$projectId/settings/$section"
                  params={{ projectId, section: 'account' }}
                />
              )}
            >
              Your account
            </Menu.Item>
          )}
          <Menu.Item leftSection={<IconHelp size={16} stroke={1.5} aria-hidden />} onClick={() => openHelp()}>
            Help
          </Menu.Item>
          <Menu.Item leftSection={<IconLogout size={16} stroke={1.5} aria-hidden />} onClick={signOut.leave}>
            {signOut.isFailed ? 'Sign out failed. Try again' : 'Sign out'}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {signOut.isAsking && (
        <Suspense>
          <SignOutQuestion isBusy={signOut.isBusy} onConfirm={signOut.leaveAnyway} onClose={signOut.stay} />
        </Suspense>
      )}
    </>
  );
}
