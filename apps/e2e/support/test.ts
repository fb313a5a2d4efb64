import { type RealUpstream, startJsonServer, startPrism } from '@jackfield/testing';
import { test as base, expect } from '@playwright/test';
import { type Product, startProduct } from './product.ts';

export { expect };

export const PERSON = { name: 'Ann Example', email: 'ann@example.com', password: 'a long enough password' };

interface Servers {
  jsonServer: RealUpstream;
  petstore: RealUpstream;
  github: RealUpstream;
  product: Product;
}

/** Servers run once a worker; a test fails when the page logs an error or throws. */
export const test = base.extend<{ quietConsole: undefined }, Servers>({
  jsonServer: [
    async ({}, use) => {
      const server = await startJsonServer({
        customers: [
          {
            id: 1,
            name: 'Ada Lovelace',
            email: 'ada@example.com',
            active: true,
            address: { city: 'London', zip: null },
          },
          {
            id: 2,
            name: 'Alan Turing',
            email: 'alan@example.com',
            active: false,
            address: { city: 'Wilmslow', zip: 'SK9' },
          },
          {
            id: 3,
            name: 'Grace Hopper',
            email: 'grace@example.com',
            active: true,
            nickname: 'Amazing Grace',
            address: { city: 'New York', zip: null },
          },
        ],
      });
      await use(server);
      await server.stop();
    },
    { scope: 'worker' },
  ],
  petstore: [
    async ({}, use) => {
      const server = await startPrism('petstore');
      await use(server);
      await server.stop();
    },
    { scope: 'worker' },
  ],
  github: [
    async ({}, use) => {
      const server = await startPrism('github');
      await use(server);
      await server.stop();
    },
    // Prism reads and bundles GitHub's whole description first.
    { scope: 'worker', timeout: 90_000 },
  ],
  product: [
    async ({ jsonServer, petstore, github }, use) => {
      const allow = [jsonServer, petstore, github].map(({ origin }) => new URL(origin).host);
      const product = await startProduct({ allow });
      await use(product);
      await product.stop();
    },
    { scope: 'worker', timeout: 120_000 },
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
