import cluster, { type Worker } from 'node:cluster';
import type { WorkerMessage } from './messages.ts';
import type { WorkerHost, WorkerProcess } from './worker-host.ts';

/**
 * Workers of node:cluster: the primary accepts connections and hands them to the workers in turn. A connection handed
 * to a worker that has just stopped listening goes to another one, so none is lost when a worker retires.
 *
 * @param file the program that workers run
 */
export function createClusterHost(file: string): WorkerHost {
  cluster.setupPrimary({ exec: file, args: [] });
  return {
    start(onMessage): WorkerProcess {
      const worker = cluster.fork();
      // Only this program's own messages arrive here; those of node:cluster are events of another name.
      worker.on('message', (message: WorkerMessage) => onMessage(message));
      worker.on('error', () => {});
      return {
        pid: worker.process.pid ?? 0,
        send: (message) => {
          // One that is ending no longer reads; its exit says so.
          if (worker.isConnected()) worker.send(message, () => {});
        },
        kill: () => worker.process.kill('SIGKILL'),
        exited: exitOf(worker),
      };
    },
  };
}

function exitOf(worker: Worker): Promise<string> {
  return new Promise((resolve) => {
    worker.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`));
  });
}
