import { Button } from '@mantine/core';
import { toApiProblem } from './api-problem.ts';

type Show = typeof import('@mantine/notifications').notifications;

const hosts = new Set<() => void>();

/** Calls `listener` when there is something to show, which most visits never have. Returns what ends it. */
export function onMessage(listener: () => void): () => void {
  hosts.add(listener);
  return () => hosts.delete(listener);
}

async function withMessages(show: (notifications: Show) => void): Promise<void> {
  for (const host of hosts) host();
  const { notifications } = await import('@mantine/notifications');
  show(notifications);
}

/** For a failure that has no place on the page, such as that of a menu item. */
export function showProblem(error: unknown): void {
  const problem = toApiProblem(error);
  void withMessages((notifications) =>
    notifications.show({
      color: 'red',
      title: problem.title,
      message: problem.detail ?? '',
      autoClose: 10_000,
      closeButtonProps: { 'aria-label': 'Dismiss' },
    }),
  );
}

/** Says what was done, with a button that takes it back. */
export function showUndo(message: string, undo: () => Promise<void>): void {
  void withMessages((notifications) => {
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
  });
}
