import { nextTurn } from './next-turn.ts';

/** What has arrived is read without a pause, which may be all of a large body: the page is let on after so long. */
const TURN_MS = 16;

/** Yields the lines of a byte stream as text, without their line ends; a last line without one counts too. */
export async function* readLines(stream: ReadableStream<Uint8Array>): AsyncGenerator<string, void, void> {
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  let turnFrom = performance.now();
  try {
    while (true) {
      const { done, value } = await reader.read();
      rest += done ? decoder.decode() : decoder.decode(value, { stream: true });
      const lines = rest.split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        if (line !== '') yield line;
        if (performance.now() - turnFrom < TURN_MS) continue;
        await nextTurn();
        turnFrom = performance.now();
      }
      if (done) break;
    }
    if (rest !== '') yield rest;
  } finally {
    // Left early: the server is told to stop.
    await reader.cancel().catch(() => undefined);
  }
}
