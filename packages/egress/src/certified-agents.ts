import type { Agent } from 'undici';
import type { ClientCertificate } from './client-certificate.ts';
import { createGuardedAgent, type GuardedAgentOptions } from './guarded-agent.ts';

const AGENTS_MAX = 32;

/**
 * An agent for each client certificate, so that no connection on which one was presented is used by a request that has
 * another, or none. The least recently used ones are closed.
 */
export class CertifiedAgents {
  readonly #options: GuardedAgentOptions;
  readonly #agents = new Map<string, Agent>();

  constructor(options: GuardedAgentOptions) {
    this.#options = options;
  }

  of(clientCertificate: ClientCertificate): Agent {
    const { id } = clientCertificate;
    const agent = this.#agents.get(id) ?? createGuardedAgent({ ...this.#options, clientCertificate });
    // The order of a Map is that of insertion, so the least recently used stands first.
    this.#agents.delete(id);
    this.#agents.set(id, agent);
    for (const [oldest, unused] of this.#agents) {
      if (this.#agents.size <= AGENTS_MAX) break;
      this.#agents.delete(oldest);
      // Waits for requests under way; a failure to close leaves a socket that ends by itself.
      unused.close().catch(() => {});
    }
    return agent;
  }

  async destroy(): Promise<void> {
    await Promise.all([...this.#agents.values()].map((agent) => agent.destroy()));
  }
}
