import { IconBolt, IconDatabase, IconHistory, IconKey, IconSettings } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import classes from './sidebar.module.css';

const PAGES = [
  { to: '/projects/$projectId/data', label: 'Data sources', Icon: IconDatabase },
  { to: '/projects/$projectId/actions', label: 'Actions', Icon: IconBolt },
  { to: '/projects/$projectId/values', label: 'Secrets & variables', Icon: IconKey },
  { to: '/projects/$projectId/runs', label: 'Runs', Icon: IconHistory },
  { to: '/projects/$projectId/settings', label: 'Settings', Icon: IconSettings },
] as const;

/** The pages of a project beside its APIs. */
export function PageLinks({ projectId, onNavigate }: { projectId: string; onNavigate(): void }) {
  return (
    <ul className={classes.pages}>
      {PAGES.map(({ to, label, Icon }) => (
        <li key={to}>
          <Link to={to} params={{ projectId }} className={classes.row} onClick={onNavigate}>
            <Icon size={16} stroke={1.5} aria-hidden className={classes.pageIcon} />
            {label}
          </Link>
        </li>
      ))}
    </ul>
  );
}
