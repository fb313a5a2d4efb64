import {
  freePort,
  type OidcServer,
  type RealUpstream,
  startJsonServer,
  startMockLlm,
  startOidcServer,
  startPrism,
  startTcpUpstream,
  startUpstream,
  type Upstream,
} from '@jackfield/testing';
import { test as base, expect } from '@playwright/test';
import { CUSTOMERS } from './customers.ts';
import { MODEL_REPLY } from './model-reply.ts';
import { type Product, startProduct } from './product.ts';

export { expect };

interface Servers {
  /** Where servers of this worker listen, or will: known before they have started. */
  ports: Record<'petstore' | 'github' | 'mockLlm' | 'provider' | 'closed', number>;
  /** Prism takes its time to read a description, so both start at once and are waited for where they are needed. */
  prisms: { petstore: Promise<RealUpstream>; github: Promise<RealUpstream> };
  jsonServer: RealUpstream;
  petstore: RealUpstream;
  github: RealUpstream;
  /** Answers, and misbehaves, by its path. */
  odd: Upstream;
  /** Another origin that does the same. */
  otherOdd: Upstream;
  /** Takes connections and says nothing, not even a greeting. */
  silent: Upstream;
  /** Speaks as language models do, a few words at a time. */
  mockLlm: RealUpstream;
  product: Product;
  /** Grants tokens to the product, and has an API behind them. */
  provider: OidcServer;
}

/**
 * Servers run once a worker, and sign-up is open: each test makes a person with a workspace and project of their own.
 * A test fails when the page logs an error or throws.
 */
export const test = base.extend<{ quietConsole: undefined }, Servers>({
  ports: [
    async ({}, use) =>
      use({
        petstore: await freePort(),
        github: await freePort(),
        mockLlm: await freePort(),
        provider: await freePort(),
        closed: await freePort(),
      }),
    { scope: 'worker' },
  ],
  prisms: [
    async ({ ports }, use) => {
      const petstore = startPrism('petstore', ports.petstore);
      const github = startPrism('github', ports.github);
      // A failure is met where the server is needed.
      const started = Promise.allSettled([petstore, github]);
      await use({ petstore, github });
      for (const each of await started) if (each.status === 'fulfilled') await each.value.stop();
    },
    { scope: 'worker', auto: true, timeout: 180_000 },
  ],
  jsonServer: [
    async ({}, use) => {
      const server = await startJsonServer({ customers: CUSTOMERS });
      await use(server);
      await server.stop();
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  petstore: [async ({ prisms }, use) => use(await prisms.petstore), { scope: 'worker', timeout: 180_000 }],
  github: [async ({ prisms }, use) => use(await prisms.github), { scope: 'worker', timeout: 180_000 }],
  odd: [
    async ({}, use) => {
      const server = await startUpstream();
      await use(server);
      await server.close();
    },
    { scope: 'worker' },
  ],
  otherOdd: [
    async ({}, use) => {
      const server = await startUpstream();
      await use(server);
      await server.close();
    },
    { scope: 'worker' },
  ],
  silent: [
    async ({}, use) => {
      const server = await startTcpUpstream(() => {});
      await use(server);
      await server.close();
    },
    { scope: 'worker' },
  ],
  mockLlm: [
    async ({ ports }, use) => {
      const replies = { hello: MODEL_REPLY, long: MODEL_REPLY.repeat(40) };
      const server = await startMockLlm({ replies, port: ports.mockLlm, chunkChars: 12, latencyMs: 60 });
      await use(server);
      await server.stop();
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  product: [
    async ({ jsonServer, ports, odd, otherOdd, silent }, use) => {
      const origins = [jsonServer, odd, otherOdd, silent].map(({ origin }) => new URL(origin).host);
      const later = Object.values(ports).map((port) => `127.0.0.1:${port}`);
      const product = await startProduct({ allow: [...origins, ...later], signUp: 'open' });
      await use(product);
      await product.dispose();
    },
    { scope: 'worker', timeout: 180_000 },
  ],
  provider: [
    async ({ product, ports }, use) => {
      const redirectUris = [`${product.address}/connect/callback`];
      const server = await startOidcServer({ port: ports.provider, redirectUris, deviceIntervalSeconds: 1 });
      await use(server);
      await server.close();
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  baseURL: async ({ product }, use) => use(product.address),
  quietConsole: [
    async ({ page }, use) => {
      const errors: string[] = [];
      page.on('pageerror', (error) => errors.push(String(error)));
      page.on('console', (message) => {
        // The browser itself logs each answer that is not 2xx; what it means is asserted by the test.
        if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
          errors.push(message.text());
      });
      await use(undefined);
      expect(errors, 'errors in the console').toEqual([]);
    },
    { auto: true },
  ],
});

/** For journeys that need an empty instance, or stop it: the product is theirs alone, with the settings it has by itself. */
export const ownTest = test.extend<{ own: Product }>({
  own: [
    async ({ jsonServer }, use) => {
      const product = await startProduct({ allow: [new URL(jsonServer.origin).host] });
      await use(product);
      await product.dispose();
    },
    { timeout: 60_000 },
  ],
  baseURL: async ({ own }, use) => use(own.address),
});
