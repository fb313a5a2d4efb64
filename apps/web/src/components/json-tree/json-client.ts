import { nextTurn } from '../../lib/next-turn.ts';
import Worker from './json-worker.ts?worker';
import type { JsonAnswer, JsonAsk, JsonQuestions } from './json-worker.types.ts';

/** Handed over at once; more would hold the page up. */
const POSTED_CHARS = 1_000_000;

/** One JSON text in a worker of its own. `close` gives its memory back. */
export class JsonClient {
  readonly #worker = new Worker();
  readonly #waiting = new Map<number, { resolve: (result: unknown) => void; reject: (error: Error) => void }>();
  #lastId = 0;
  #isClosed = false;
  readonly #posted: Promise<void>;

  constructor(parts: readonly string[]) {
    this.#worker.addEventListener('message', ({ data }: MessageEvent<JsonAnswer>) => {
      const waiting = this.#waiting.get(data.id);
      this.#waiting.delete(data.id);
      if (data.ok) waiting?.resolve(data.result);
      else waiting?.reject(new Error(data.message));
    });
    this.#worker.addEventListener('error', () => this.#fail('The response is too large to be taken apart here.'));
    this.#posted = this.#post(parts);
  }

  async ask<Ask extends keyof JsonQuestions>(
    ask: Ask,
    wanted: JsonQuestions[Ask]['wanted'],
  ): Promise<JsonQuestions[Ask]['answer']> {
    await this.#posted;
    this.#lastId += 1;
    const id = this.#lastId;
    const result = await new Promise((resolve, reject) => {
      if (this.#isClosed) return;
      this.#waiting.set(id, { resolve, reject });
      // The types of the questions are those of their answers.
      this.#send({ type: 'question', id, question: { ask, ...wanted } as never });
    });
    return result as JsonQuestions[Ask]['answer'];
  }

  close(): void {
    this.#isClosed = true;
    this.#waiting.clear();
    this.#worker.terminate();
  }

  /** In pieces, with room for the page to draw in between. */
  async #post(parts: readonly string[]): Promise<void> {
    let batch: string[] = [];
    let chars = 0;
    const flush = async (): Promise<void> => {
      if (this.#isClosed) return;
      this.#send({ type: 'text', parts: batch });
      [batch, chars] = [[], 0];
      await nextTurn();
    };
    for (const part of parts) {
      for (let at = 0; at < part.length; at += POSTED_CHARS) {
        const piece = part.length > POSTED_CHARS ? part.slice(at, at + POSTED_CHARS) : part;
        batch.push(piece);
        chars += piece.length;
        if (chars >= POSTED_CHARS) await flush();
      }
    }
    if (batch.length > 0) await flush();
  }

  #send(message: JsonAsk): void {
    this.#worker.postMessage(message);
  }

  #fail(message: string): void {
    for (const { reject } of this.#waiting.values()) reject(new Error(message));
    this.#waiting.clear();
  }
}
