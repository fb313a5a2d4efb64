import { UnstyledButton } from '@mantine/core';
import { IconHelp, IconMenu2, IconSearch } from '@tabler/icons-react';
import { IconButton } from '../../components/icon-button.tsx';
import { EnvironmentSwitcher } from '../../features/projects/components/environment-switcher.tsx';
import { ProjectSwitcher } from '../../features/projects/components/project-switcher.tsx';
import { AccountMenu } from '../../features/session/components/account-menu.tsx';
import { openHelp } from '../../lib/open-help.ts';
import { togglePalette } from '../../lib/open-palette.ts';
import { keyWords } from '../../lib/shortcuts.ts';
import classes from './top-bar.module.css';
import { useEnvironment } from './use-environment.ts';

interface TopBarProps {
  isSidebarOpen: boolean;
  onToggleSidebar(): void;
}

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
      <UnstyledButton className={classes.search} onClick={togglePalette} aria-keyshortcuts="Meta+K Control+K">
        <IconSearch size={14} stroke={1.75} aria-hidden />
        <span className={classes.searchText}>Search or jump to…</span>
        <kbd className={classes.keys} aria-hidden>
          {keyWords('palette')}
        </kbd>
      </UnstyledButton>
      <div className={classes.right}>
        <EnvironmentSwitcher environments={project.environments} current={environment} onChoose={choose} />
        <IconButton
          label="Help: shortcuts and terms"
          aria-keyshortcuts="?"
          className={classes.help}
          onClick={() => openHelp()}
        >
          <IconHelp size={18} stroke={1.5} aria-hidden />
        </IconButton>
        <AccountMenu />
      </div>
    </header>
  );
}
