import { type ChildProcess, fork } from 'node:child_process';
import type { Socket } from 'node:net';
import { listenForConnections } from '../listen.ts';
import { type ConnectionOffer, isConnectionTaken } from './connection-offer.ts';
import type { WorkerMessage } from './messages.ts';
import type { WorkerHost, WorkerProcess } from './worker-host.ts';

/** While no worker can take them; more are closed at once. */
const WAITING_MAX = 1_000;

interface ForkedWorker extends WorkerProcess {
  /** Gives it a connection; it may say no by ending, and then the connection is offered to another one. */
  offer(socket: Socket): void;
}

/**
 * The primary accepts connections and offers them to the workers in turn, each until the worker has said that it took
 * it. node:cluster works like this too, but forgets connections that are on their way to a worker that dies: their
 * clients wait forever.
 *
 * @param file the program that workers run
 */
export function createForkHost(file: string): WorkerHost {
  const workers = new Set<ForkedWorker>();
  let waiting: Socket[] = [];
  let turn = 0;
  let stopListening = (): void => {};

  const dispatch = (socket: Socket): void => {
    if (socket.destroyed) return;
    const ready = [...workers].filter((worker) => worker.takesConnections);
    const next = ready[turn % ready.length];
    turn += 1;
    if (next !== undefined) next.offer(socket);
    else if (waiting.length < WAITING_MAX) waiting.push(socket);
    else socket.destroy();
  };
  const dispatchWaiting = (): void => {
    const sockets = waiting;
    waiting = [];
    for (const socket of sockets) dispatch(socket);
  };

  return {
    async listen(port, host) {
      const listening = await listenForConnections(port, host, dispatch);
      stopListening = listening.close;
      return listening.port;
    },
    start(onMessage) {
      const worker = forkWorker(file, { onMessage, onReady: dispatchWaiting, giveBack: dispatch });
      workers.add(worker);
      void worker.exited.then(() => workers.delete(worker));
      return worker;
    },
    close() {
      stopListening();
      for (const socket of waiting.splice(0)) socket.destroy();
    },
  };
}

interface Handlers {
  onMessage: (message: WorkerMessage) => void;
  /** It takes connections from now on. */
  onReady: () => void;
  /** A connection that it did not take. */
  giveBack: (socket: Socket) => void;
}

function forkWorker(file: string, { onMessage, onReady, giveBack }: Handlers): ForkedWorker {
  const child = fork(file, [], { serialization: 'json' });
  const offered = new Map<number, Socket>();
  let offers = 0;
  let takesConnections = false;
  child.on('error', () => {});
  child.on('message', (message) => {
    if (isConnectionTaken(message)) {
      // The worker has its own handle of the connection; this closes the primary's.
      offered.get(message.taken)?.destroy();
      offered.delete(message.taken);
    } else onMessage(message as WorkerMessage); // Only this program runs in the worker.
  });
  const giveBackAll = (): void => {
    takesConnections = false;
    const left = [...offered.values()];
    offered.clear();
    for (const socket of left) giveBack(socket);
  };
  // Not `disconnect`, which a process that is killed while a connection is on its way to it does not cause. What it had
  // said before is read first: a connection that it took is not to be offered to another one.
  child.on('exit', () => {
    takesConnections = false;
    setImmediate(() => setImmediate(giveBackAll));
  });
  child.on('disconnect', () => {
    takesConnections = false;
  });
  return {
    pid: child.pid ?? 0,
    exited: exitOf(child),
    get takesConnections() {
      return takesConnections;
    },
    set takesConnections(takes: boolean) {
      takesConnections = takes && child.connected;
      if (takesConnections) onReady();
    },
    offer(socket) {
      offers += 1;
      offered.set(offers, socket);
      const message: ConnectionOffer = { offered: offers };
      child.send(message, socket, { keepOpen: true }, () => {});
    },
    send: (message) => {
      // One that is ending no longer reads; its exit says so.
      if (child.connected) child.send(message, () => {});
    },
    kill: () => child.kill('SIGKILL'),
  };
}

function exitOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`));
    // It could not be started, and there is no exit then.
    child.once('error', (error) => {
      if (child.pid === undefined) resolve(error.message);
    });
  });
}
