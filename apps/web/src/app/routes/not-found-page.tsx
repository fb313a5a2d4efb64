import { Button } from '@mantine/core';
import { IconMapOff } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { EmptyState } from '../../components/empty-state.tsx';
import classes from './not-found-page.module.css';

/** For an address that names nothing. */
export function NotFoundPage() {
  return (
    <div className={classes.page}>
      <EmptyState
        icon={<IconMapOff size={20} stroke={1.5} />}
        title="There is nothing at this address"
        action={
          <Button variant="default" renderRoot={(props) => <Link {...props} to="/" />}>
            Go to your projects
          </Button>
        }
      >
        <h1 className="jf-visually-hidden">Not found</h1>
        It may have been deleted, the link may be incomplete, or you may not see it.
      </EmptyState>
    </div>
  );
}
