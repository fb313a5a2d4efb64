import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { within } from '../within.ts';
import { CHANGES_CHANNEL, LISTENER_NAME, MESSAGE_PREFIX, PROJECT_PREFIX } from './announce-change.ts';
import { promptSocket } from './prompt-socket.ts';

const CONNECT_MS_MAX = 3_000;
/** A little under a second, so that a change whose notification was lost is found within one. */
const HEARTBEAT_EVERY_MS = 900;
/** Three heartbeats without an answer. */
const SILENCE_MS_MAX = 3_000;
/** Under that silence, so that the reason can be told apart. */
const PROOF_MS_MAX = 2_000;
const RETRY_MS_MIN = 100;
const RETRY_MS_MAX = 5_000;
const PROOF_PREFIX = 'proof ';

/** None of these may throw. */
export interface ChangeListener {
  /** A change of this project was committed, by this process or another. */
  onChange(projectId: string): void;
  /** A process sent this with `ProcessMessages`. */
  onMessage(message: string): void;
  /** The projects whose change counts are to be read with each heartbeat. */
  watchedProjects(): readonly string[];
  /** How many changes of each watched project are committed; one that was deleted is missing. */
  onChangeCounts(watched: readonly string[], counts: ReadonlyMap<string, number>): void;
  /** From now on every change is told. What was read before may be old. */
  onHearing(): void;
  /** Changes may have been missed since `heardUntil` (`Date.now()`), and may be until `onHearing`. */
  onDeaf(heardUntil: number, cause: Error): void;
}

export interface ChangeListening {
  /** Ends once the first try to listen did, whether it succeeded or not. */
  tried: Promise<void>;
  close(): Promise<void>;
}

/**
 * Listens, on a connection of its own, to what `announceChange` tells. A lost connection is made again for ever, at
 * most 5 s apart; one that is silent counts as lost after 3 s. At first nothing is heard.
 *
 * @param announce sends a message on the channel by another connection. Notifications do not pass a pooler that
 * shares connections between transactions; one that does not come back shows it.
 */
export function listenToChanges(
  url: string,
  announce: (channel: string, message: string) => Promise<void>,
  listener: ChangeListener,
): ChangeListening {
  const closing = new AbortController();
  let setTried: () => void = () => {};
  const tried = new Promise<void>((resolve) => {
    setTried = resolve;
  });

  const listen = async (): Promise<void> => {
    for (let failures = 0; !closing.signal.aborted; failures += 1) {
      const hearing = new Hearing(url, listener);
      const stop = () => hearing.end();
      closing.signal.addEventListener('abort', stop);
      try {
        await hearing.start(announce);
        failures = 0;
        setTried();
        await hearing.lost;
      } catch (error) {
        if (!closing.signal.aborted) listener.onDeaf(hearing.heardUntil, toError(error));
      } finally {
        setTried();
        closing.signal.removeEventListener('abort', stop);
        await hearing.end();
      }
      await pause(retryAfterMs(failures), undefined, { signal: closing.signal }).catch(() => {});
    }
  };
  const listened = listen();
  return {
    tried,
    close: async () => {
      closing.abort();
      await listened;
    },
  };
}

interface ChangeCountRow {
  id: string;
  changeCount: number;
}

/** Named, so that it is planned once for each connection. */
const READ_CHANGE_COUNTS = {
  name: 'change counts',
  text: 'SELECT id, "changeCount" FROM project WHERE id = ANY($1)',
};

/** One connection that listens, from its making to its loss. */
class Hearing {
  /** Rejects with what ended it. */
  readonly lost: Promise<never>;
  heardUntil = 0;
  readonly #client: pg.Client;
  readonly #listener: ChangeListener;
  readonly #proof = PROOF_PREFIX + randomUUID();
  #setProven: () => void = () => {};
  #heartbeat: NodeJS.Timeout | undefined;
  #isAwaitingHeartbeat = false;

  constructor(url: string, listener: ChangeListener) {
    this.#listener = listener;
    this.#client = new pg.Client({
      connectionString: url,
      application_name: LISTENER_NAME,
      connectionTimeoutMillis: CONNECT_MS_MAX,
      keepAlive: true,
      stream: () => promptSocket(SILENCE_MS_MAX),
    });
    this.lost = new Promise((_, reject) => {
      this.#client.on('error', reject);
      this.#client.on('end', () => reject(new Error('The connection that listens to changes was closed.')));
    });
    this.lost.catch(() => {});
    this.#client.on('notification', ({ payload = '' }) => this.#hear(payload));
  }

  /** Listens, and proves that what is announced arrives. */
  async start(announce: (channel: string, message: string) => Promise<void>): Promise<void> {
    await this.#client.connect();
    const proven = new Promise<void>((resolve) => {
      this.#setProven = resolve;
    });
    await this.#client.query(`LISTEN ${CHANGES_CHANNEL}`);
    await within(CONNECT_MS_MAX, 'The database does not answer.', announce(CHANGES_CHANNEL, this.#proof));
    await within(PROOF_MS_MAX, NOT_PROVEN, Promise.race([proven, this.lost]));
    this.heardUntil = Date.now();
    this.#heartbeat = setInterval(() => void this.#beat(), HEARTBEAT_EVERY_MS).unref();
    this.#listener.onHearing();
  }

  #hear(message: string): void {
    if (message.startsWith(PROJECT_PREFIX)) this.#listener.onChange(message.slice(PROJECT_PREFIX.length));
    else if (message.startsWith(MESSAGE_PREFIX)) this.#listener.onMessage(message.slice(MESSAGE_PREFIX.length));
    else if (message === this.#proof) this.#setProven();
  }

  /**
   * Reads the change counts, which show a change whose notification was lost. The answer also keeps the socket from
   * ending itself.
   */
  async #beat(): Promise<void> {
    if (this.#isAwaitingHeartbeat) return;
    this.#isAwaitingHeartbeat = true;
    const sentAt = Date.now();
    try {
      const watched = this.#listener.watchedProjects();
      const { rows } = await this.#client.query<ChangeCountRow>({ ...READ_CHANGE_COUNTS, values: [watched] });
      this.heardUntil = sentAt;
      this.#isAwaitingHeartbeat = false;
      this.#listener.onChangeCounts(watched, new Map(rows.map(({ id, changeCount }) => [id, changeCount])));
    } catch {
      // `lost` tells.
    }
  }

  async end(): Promise<void> {
    clearInterval(this.#heartbeat);
    await this.#client.end().catch(() => {});
  }
}

const NOT_PROVEN =
  'A change that was announced was not heard. A pooler that shares connections between transactions (PgBouncer, port 6543 of a hosted one) lets none through: give DATABASE_URL the address of the database itself.';

/** Doubles from 100 ms to 5 s, half of it by chance, so that many processes do not come back at the same instant. */
function retryAfterMs(failures: number): number {
  const longest = Math.min(RETRY_MS_MAX, RETRY_MS_MIN * 2 ** Math.min(failures, 10));
  return longest / 2 + (Math.random() * longest) / 2;
}

function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
