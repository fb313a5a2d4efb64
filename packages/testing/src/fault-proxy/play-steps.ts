import type { Socket } from 'node:net';
import type { AnswerBytes } from './answer.ts';
import type { Step } from './fault.ts';

export interface Connection {
  /** What is spoken on: TCP, or TLS on top of it. */
  socket: Socket;
  /** RST, at the level of TCP. */
  reset(): void;
}

/** Does the steps of a fault on a connection, one after another, until they are done or the connection is closed. */
export async function playSteps(
  connection: Connection,
  steps: readonly Step[],
  answer: AnswerBytes | null,
): Promise<void> {
  for (const step of steps) {
    if (connection.socket.destroyed) return;
    await play(connection, step, answer);
  }
}

function play({ socket, reset }: Connection, step: Step, answer: AnswerBytes | null): Promise<void> | void {
  switch (step.do) {
    case 'send':
      return write(
        socket,
        typeof step.data === 'string' ? Buffer.from(step.data, 'latin1') : step.data(),
        step.everyMs,
      );
    case 'relay': {
      if (answer === null) throw new Error('There is no answer to relay before a request was read.');
      const { bytes, spots } = answer;
      return write(socket, bytes.subarray(spots[step.from], spots[step.to]), step.everyMs);
    }
    case 'repeat':
      return repeat(socket, Buffer.from(step.data, 'latin1'), step.everyMs);
    case 'wait':
      return pause(socket, step.ms);
    case 'deafen':
      socket.pause();
      return pause(socket, step.ms).then(() => void socket.resume());
    case 'stall':
      return closed(socket);
    case 'reset':
      return reset();
    case 'finish':
      socket.end();
      return closed(socket);
  }
}

async function write(socket: Socket, data: Uint8Array, everyMs: number | undefined): Promise<void> {
  if (everyMs === undefined) return send(socket, data);
  for (let at = 0; at < data.length && !socket.destroyed; at += 1) {
    await send(socket, data.subarray(at, at + 1));
    await pause(socket, everyMs);
  }
}

async function repeat(socket: Socket, data: Buffer, everyMs: number | undefined): Promise<void> {
  while (!socket.destroyed) {
    await send(socket, data);
    await pause(socket, everyMs ?? 0);
  }
}

/** Resolves when the bytes are on their way, or the connection is closed. */
function send(socket: Socket, data: Uint8Array): Promise<void> {
  if (socket.destroyed) return Promise.resolve();
  return new Promise((resolve) => {
    socket.write(data, () => resolve());
  });
}

function pause(socket: Socket, ms: number): Promise<void> {
  if (socket.destroyed) return Promise.resolve();
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      socket.off('close', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    socket.once('close', done);
  });
}

function closed(socket: Socket): Promise<void> {
  return socket.destroyed ? Promise.resolve() : new Promise((resolve) => socket.once('close', () => resolve()));
}
