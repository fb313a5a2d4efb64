import { Button } from '@mantine/core';
import { IconCloudOff } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { getConnection, subscribeConnection } from '../../lib/connection.ts';
import { askAgain } from '../watch-connection.ts';
import classes from './connection-bar.module.css';

/** At the foot of the page while the server is away: what that means for whoever types, and a way to ask at once. */
export function ConnectionBar() {
  const connection = useSyncExternalStore(subscribeConnection, getConnection);
  const queryClient = useQueryClient();
  const ask = useMutation({ mutationFn: () => askAgain(queryClient) });
  return (
    // Always there, so that a screen reader tells what comes into it.
    <div role="status" className={classes.place}>
      {connection === 'away' && (
        <div className={classes.bar}>
          <IconCloudOff size={16} stroke={1.75} aria-hidden className={classes.icon} />
          <p className={classes.words}>
            <strong>The server cannot be reached.</strong> Go on: what you type is kept in this browser, and saved when
            the server is back.
          </p>
          <Button
            size="xs"
            variant="default"
            className={classes.button ?? ''}
            loading={ask.isPending}
            onClick={() => ask.mutate()}
          >
            Try now
          </Button>
        </div>
      )}
    </div>
  );
}
