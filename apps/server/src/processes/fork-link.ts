import type { Socket } from 'node:net';
import { type ConnectionTaken, isConnectionOffer } from './connection-offer.ts';
import type { PrimaryMessage, WorkerMessage } from './messages.ts';
import type { PrimaryLink } from './worker-host.ts';

/** The connection of a worker that `createForkHost` started. */
export function connectToPrimary(): PrimaryLink {
  if (process.send === undefined)
    throw new Error('This program is started by the primary process: start main instead.');
  return {
    send: (message) => send(message),
    onMessage: (listener) => {
      process.on('message', (message) => {
        // Only the primary's messages arrive here, and they are of this type or offers.
        if (!isConnectionOffer(message)) listener(message as PrimaryMessage);
      });
    },
    onConnection: (listener) => {
      process.on('message', (message, socket) => {
        if (!isConnectionOffer(message)) return;
        void send({ taken: message.offered });
        // Missing where the client has gone meanwhile.
        if (socket !== undefined) listener(socket as Socket); // The primary sends no other kind of handle.
      });
    },
    onLost: (listener) => {
      process.on('disconnect', listener);
    },
  };
}

function send(message: WorkerMessage | ConnectionTaken): Promise<void> {
  return new Promise((resolve) => {
    if (process.connected && process.send !== undefined) process.send(message, undefined, {}, () => resolve());
    else resolve();
  });
}
