import { setTimeout as wait } from 'node:timers/promises';
import type { ConnectionState, ConnectionStore, GrantedTokens } from '@jackfield/runner';
import { parseOrigins } from '../configuration/origins.ts';
import type { Keyring } from '../keyring/keyring.ts';
import { isDatabaseUnavailable, type Repositories, type Transact } from '../repositories.ts';
import { connectionPlace } from './connection-place.ts';
import type { ConnectionKey } from './connections.repository.ts';
import { parseGrantedTokens } from './granted-tokens.ts';

export interface StoreDependencies {
  repositories: Pick<Repositories, 'connections'>;
  transact: Transact;
  keyring: Keyring;
}

/** What was granted is lost if it is not kept: a refresh token is good once. */
const KEEP_AGAIN_AFTER_MS = [200, 1_000, 3_000];

/** Of an end user of whom nothing is known. */
const NOTHING_GRANTED: ConnectionState = {
  generation: 0,
  tokens: null,
  isLeased: false,
  origins: [],
  wasLeftBehind: false,
};

/** One connection in the database, its tokens sealed. */
export class DatabaseConnectionStore implements ConnectionStore {
  readonly id: string;
  readonly endUser: string;
  readonly #dependencies: StoreDependencies;
  readonly #workspaceId: string;
  readonly #key: ConnectionKey;
  #rowId = '';

  constructor(dependencies: StoreDependencies, workspaceId: string, key: ConnectionKey) {
    this.#dependencies = dependencies;
    this.#workspaceId = workspaceId;
    this.#key = key;
    this.endUser = key.endUser;
    this.id = `${key.apiId}/${key.environmentId}/${encodeURIComponent(key.endUser)}`;
  }

  async read(): Promise<ConnectionState> {
    const { connections } = this.#dependencies.repositories;
    const row = this.endUser === '' ? await connections.read(this.#key) : await connections.readKept(this.#key);
    if (row === null) return NOTHING_GRANTED;
    this.#rowId = row.id;
    const { generation, isLeased } = row;
    const wasLeftBehind = row.leaseId !== null && !isLeased;
    const tokens = await this.#open(row.sealed);
    return { generation, tokens, isLeased, wasLeftBehind, origins: parseOrigins(row.origins) };
  }

  async #open(sealed: string | null): Promise<GrantedTokens | null> {
    if (sealed === null) return null;
    const text = await this.#dependencies.keyring.open(connectionPlace(this.#workspaceId, this.#rowId), sealed);
    return text === null ? null : parseGrantedTokens(text);
  }

  /** Where it stands; made where there is none yet. */
  async rowId(): Promise<string> {
    const { id } = await this.#dependencies.repositories.connections.read(this.#key);
    return id;
  }

  takeLease(generation: number, leaseId: string, leaseMs: number): Promise<boolean> {
    return this.#dependencies.repositories.connections.takeLease(this.#rowId, generation, leaseId, leaseMs);
  }

  extendLease(leaseId: string, leaseMs: number): Promise<void> {
    return this.#dependencies.repositories.connections.extendLease(this.#rowId, leaseId, leaseMs);
  }

  async keep(leaseId: string, tokens: GrantedTokens, note: string | null): Promise<boolean> {
    for (const againAfterMs of [...KEEP_AGAIN_AFTER_MS, null]) {
      try {
        return await this.#keepOnce(leaseId, tokens, note);
      } catch (error) {
        if (againAfterMs === null || !isDatabaseUnavailable(error)) throw error;
        await wait(againAfterMs);
      }
    }
    return false;
  }

  #keepOnce(leaseId: string, tokens: GrantedTokens, note: string | null): Promise<boolean> {
    const { keyring, transact } = this.#dependencies;
    const { scope } = tokens;
    const expiresAt = tokens.expiresAt === null ? null : new Date(tokens.expiresAt);
    return keyring.sealInto(connectionPlace(this.#workspaceId, this.#rowId), JSON.stringify(tokens), (sealed) =>
      transact(({ connections }) => connections.keep(this.#rowId, leaseId, { sealed, expiresAt, scope, note })),
    );
  }

  giveUp(leaseId: string, { words, isLasting }: { words: string; isLasting: boolean }): Promise<void> {
    return this.#dependencies.repositories.connections.giveUp(this.#rowId, leaseId, words, isLasting);
  }
}
