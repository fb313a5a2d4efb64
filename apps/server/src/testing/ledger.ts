/** A thing as it has to be found again, as text; `ABSENT` when it is not there. */
export type State = string;
export const ABSENT: State = 'absent';

export interface Thing<Snapshot> {
  /** For the sentence that says what is wrong with it. */
  label: string;
  /** What the server last said to have done, or what was found since. */
  sure: State;
  /** What it becomes by the change that is under way. */
  maybe: State | null;
  /** Its last state in which it was there: what a restored one comes back as. */
  living: State;
  read: (snapshot: Snapshot) => Promise<State> | State;
}

/** The server answered with something else than 2xx; that it is gone is no such answer. */
export class UnexpectedAnswer extends Error {
  override readonly name = 'UnexpectedAnswer';
}

/** What was acknowledged of each thing, to be held against what is there after a crash. */
export class Ledger<Snapshot> {
  readonly #things: Thing<Snapshot>[] = [];
  #acknowledged = 0;
  #underWay = 0;
  #onAcknowledged: (() => void) | null = null;

  /** Changes that were answered with 2xx. */
  get acknowledged(): number {
    return this.#acknowledged;
  }

  /** Changes that a crash caught before their answer, of all crashes so far. */
  get caughtUnderWay(): number {
    return this.#underWay;
  }

  /** Resolves with the next change that is acknowledged. */
  nextAcknowledged(): Promise<void> {
    return new Promise((resolve) => {
      this.#onAcknowledged = resolve;
    });
  }

  add(label: string, read: Thing<Snapshot>['read']): Thing<Snapshot> {
    const thing: Thing<Snapshot> = { label, sure: ABSENT, maybe: null, living: ABSENT, read };
    this.#things.push(thing);
    return thing;
  }

  /** Makes a change: with the status of its answer it counts as made, even if the rest of the answer is lost. */
  async change(thing: Thing<Snapshot>, after: State, request: () => Promise<Response>): Promise<unknown> {
    thing.maybe = after;
    const res = await request();
    if (!res.ok) throw new UnexpectedAnswer(`${thing.label}: ${res.status} ${await res.text()}`);
    this.#settle(thing, after);
    this.#acknowledged += 1;
    this.#onAcknowledged?.();
    return res.json();
  }

  /** What is not as it was acknowledged, one sentence each. A change that was under way may be whole or absent. */
  async check(snapshot: Snapshot): Promise<string[]> {
    const faults: string[] = [];
    for (const thing of this.#things) {
      const found = await thing.read(snapshot);
      if (thing.maybe !== null) this.#underWay += 1;
      if (found !== thing.sure && found !== thing.maybe) {
        faults.push(`${thing.label} was ${thing.sure}, perhaps ${thing.maybe ?? 'nothing else'}, and is ${found}`);
      }
      this.#settle(thing, found);
    }
    return faults;
  }

  #settle(thing: Thing<Snapshot>, state: State): void {
    thing.sure = state;
    thing.maybe = null;
    if (state !== ABSENT) thing.living = state;
  }
}

/** The same text for the same value, whatever the order of its members. */
export function textOf(value: unknown): State {
  return JSON.stringify(value, (_key, member: unknown) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );
}

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
