import cluster from 'node:cluster';
import type { PrimaryMessage, WorkerMessage } from './messages.ts';
import type { PrimaryLink } from './worker-host.ts';

/** The connection of a worker that `createClusterHost` started. */
export function connectToPrimary(): PrimaryLink {
  const { worker } = cluster;
  if (worker === undefined) throw new Error('This program is started by the primary process: start main instead.');
  return {
    send: (message: WorkerMessage) =>
      new Promise((resolve) => {
        if (worker.isConnected()) worker.send(message, () => resolve());
        else resolve();
      }),
    onMessage: (listener) => {
      worker.on('message', (message: PrimaryMessage) => listener(message));
    },
    onLost: (listener) => {
      worker.on('disconnect', () => {
        // Without this node:cluster ends the process right after this event, with every run that is under way.
        worker.exitedAfterDisconnect = true;
        listener();
      });
    },
  };
}
