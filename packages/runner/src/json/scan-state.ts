import { KeyHash } from './key-hash.ts';
import { KeySet } from './key-set.ts';
import { KnownKeys } from './known-keys.ts';

/** Where a scan stands: what may come next, and the containers that are open. */
export const VALUE = 0;
export const VALUE_OR_CLOSE = 1;
export const KEY = 2;
export const KEY_OR_CLOSE = 3;
export const COLON = 4;
export const AFTER_VALUE = 5;
export const IN_STRING = 6;
export const IN_ESCAPE = 7;
export const IN_HEX = 8;
export const IN_UTF8 = 9;
export const IN_NUMBER = 10;
export const IN_LITERAL = 11;
export const FAILED = 12;

export const OBJECT = 1;
export const LIST = 2;

const REPEATED_KEYS_MAX = 10;

/** Where the text of a repeated key stands, without its quotes. */
export interface RepeatedKey {
  start: number;
  end: number;
}

export class ScanState {
  state = VALUE;
  depth = 0;
  /** By depth, from 1: object or list. */
  readonly containers: Uint8Array;
  readonly depthMax: number;
  /** Bytes of the chunks before this one. */
  offset = 0;
  /** Of the string that is being read. */
  isKey = false;
  readonly keys = new KeySet();
  readonly hash = new KeyHash();
  readonly known: KnownKeys;
  readonly repeatedKeys: RepeatedKey[] = [];
  repeatedKeysCount = 0;

  constructor(depthMax: number) {
    this.depthMax = depthMax;
    this.containers = new Uint8Array(depthMax + 1);
    this.known = new KnownKeys(depthMax);
  }

  /** The caller has seen that it may be opened here. */
  open(isObject: boolean): void {
    this.depth += 1;
    this.containers[this.depth] = isObject ? OBJECT : LIST;
    this.state = isObject ? KEY_OR_CLOSE : VALUE_OR_CLOSE;
    if (!isObject) return;
    this.keys.open();
    this.known.open(this.depth);
  }

  close(): void {
    if (this.containers[this.depth] === OBJECT) this.keys.close();
    this.depth -= 1;
    this.state = AFTER_VALUE;
  }

  get isInObject(): boolean {
    return this.containers[this.depth] === OBJECT;
  }

  /** A key of the innermost object, by the hash of its text; false, and noted, when the object has it already. */
  addKey(hash: number, start: number, end: number): boolean {
    if (!this.keys.add(hash)) return true;
    this.repeatedKeysCount += 1;
    if (this.repeatedKeys.length < REPEATED_KEYS_MAX) this.repeatedKeys.push({ start, end });
    return false;
  }

  /** From here on the keys of the innermost object are compared with each other by their hashes. */
  leaveKnownKeys(): void {
    this.known.leave(this.depth, this.keys);
  }
}
