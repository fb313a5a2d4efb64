import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { toApiProblem } from './api-problem.ts';

/** For a failure that has no place on the page, such as that of a menu item. */
export function showProblem(error: unknown): void {
  const problem = toApiProblem(error);
  notifications.show({
    color: 'red',
    title: problem.title,
    message: problem.detail ?? '',
    autoClose: 10_000,
    closeButtonProps: { 'aria-label': 'Dismiss' },
  });
}

/** Says what was done, with a button that takes it back. */
export function showUndo(message: string, undo: () => Promise<void>): void {
  const id = notifications.show({
    autoClose: 10_000,
    withBorder: true,
    closeButtonProps: { 'aria-label': 'Dismiss' },
    message: (
      <span style={{ display: 'flex', alignItems: 'center', gap: 12 }}>
        <span style={{ flex: 1, overflowWrap: 'anywhere' }}>{message}</span>
        <Button
          size="xs"
          variant="default"
          onClick={() => {
            notifications.hide(id);
            undo().catch(showProblem);
          }}
        >
          Undo
        </Button>
      </span>
    ),
  });
}
