import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

export interface BlackHole {
  origin: string;
  allowEntry: string;
  close(): Promise<void>;
}

const LISTENER = `
const server = require('node:net').createServer();
server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => process.stdout.write(String(server.address().port)));
`;
const FILLERS_MAX = 32;
/** On loopback a connection is accepted at once, or not at all. */
const NOT_ACCEPTED_AFTER_MS = 500;

/**
 * A port of loopback that neither accepts nor refuses: a process that listens is stopped, and the queue of connections
 * that wait for it is filled.
 */
export async function startBlackHole(): Promise<BlackHole> {
  const child = spawn(process.execPath, ['-e', LISTENER], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [text] = await once(child.stdout, 'data');
  const port = Number(String(text));
  child.kill('SIGSTOP');
  const fillers: Socket[] = [];
  const close = async (): Promise<void> => {
    for (const filler of fillers) filler.destroy();
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  };
  while (fillers.length < FILLERS_MAX) {
    const filler = connect(port, '127.0.0.1');
    fillers.push(filler);
    if (!(await isAccepted(filler)))
      return { origin: `http://127.0.0.1:${port}`, allowEntry: `127.0.0.1:${port}`, close };
  }
  await close();
  throw new Error(`The system accepts more than ${FILLERS_MAX} connections for a process that is stopped.`);
}

function isAccepted(socket: Socket): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), NOT_ACCEPTED_AFTER_MS);
    socket.on('error', () => resolve(false));
    socket.once('connect', () => {
      clearTimeout(timer);
      resolve(true);
    });
  });
}
