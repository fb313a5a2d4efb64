import { Socket } from 'node:net';

/**
 * A socket that ends itself after this long without a byte in either direction. A server that vanished without a word
 * (a lost host, a changed firewall) is noticed this way; TCP alone waits for a quarter of an hour and more.
 */
export function promptSocket(silenceMs: number): Socket {
  const socket = new Socket();
  socket.setTimeout(silenceMs, () => socket.destroy(new Error(`The database was silent for ${silenceMs} ms.`)));
  return socket;
}
