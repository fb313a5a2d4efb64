import { UnstyledButton } from '@mantine/core';
import { spotlight } from '@mantine/spotlight';
import { IconMenu2, IconSearch } from '@tabler/icons-react';
import { IconButton } from '../../components/icon-button.tsx';
import { EnvironmentSwitcher } from '../../features/projects/components/environment-switcher.tsx';
import { ProjectSwitcher } from '../../features/projects/components/project-switcher.tsx';
import { AccountMenu } from '../../features/session/components/account-menu.tsx';
import classes from './top-bar.module.css';
import { useEnvironment } from './use-environment.ts';

interface TopBarProps {
  isSidebarOpen: boolean;
  onToggleSidebar(): void;
}

const IS_MAC = navigator.platform.startsWith('Mac');

export function TopBar({ isSidebarOpen, onToggleSidebar }: TopBarProps) {
  const { project, environment, choose } = useEnvironment();
  return (
    <header className={classes.bar}>
      <div className={classes.left}>
        <IconButton
          label={isSidebarOpen ? 'Close the side bar' : 'Open the side bar'}
          aria-expanded={isSidebarOpen}
          aria-controls="sidebar"
          className={classes.menu}
          onClick={onToggleSidebar}
        >
          <IconMenu2 size={18} aria-hidden />
        </IconButton>
        <ProjectSwitcher project={project} />
      </div>
      <UnstyledButton className={classes.search} onClick={spotlight.open} aria-keyshortcuts="Meta+K Control+K">
        <IconSearch size={14} stroke={1.75} aria-hidden />
        <span className={classes.searchText}>Search or jump to…</span>
        <kbd className={classes.keys} aria-hidden>
          {IS_MAC ? '⌘K' : 'Ctrl K'}
        </kbd>
      </UnstyledButton>
      <div className={classes.right}>
        <EnvironmentSwitcher environments={project.environments} current={environment} onChoose={choose} />
        <AccountMenu />
      </div>
    </header>
  );
}
