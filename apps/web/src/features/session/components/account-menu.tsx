import { signOut } from '@jackfield/contracts';
import { Avatar, Menu, UnstyledButton } from '@mantine/core';
import { IconLogout } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { ColorSchemeItems } from '../../../components/color-scheme-menu.tsx';
import { callEndpoint } from '../../../lib/call-endpoint.ts';
import { sessionQueries } from '../../../lib/queries/session-queries.ts';

/** Who is signed in, how the page looks, and the way out. */
export function AccountMenu() {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const { data: session } = useQuery(sessionQueries.current());
  const leave = useMutation({
    mutationFn: () => callEndpoint(signOut, {}),
    onSuccess: async () => {
      queryClient.clear();
      await navigate({ to: '/sign-in' });
    },
  });
  const user = session?.user;
  if (!user) return null;
  return (
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
        <Menu.Item leftSection={<IconLogout size={16} stroke={1.5} aria-hidden />} onClick={() => leave.mutate()}>
          {leave.isError ? 'Sign out failed. Try again' : 'Sign out'}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
