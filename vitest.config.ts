import { defineConfig } from 'vitest/config';

const everywhere = ['**/node_modules/**', '**/dist/**', 'apps/e2e/journeys/**'];

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['{apps,packages,scripts}/**/*.test.{ts,tsx,mjs}'],
          exclude: [...everywhere, '**/*.integration.test.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: ['{apps,packages,scripts}/**/*.integration.test.{ts,mjs}'],
          exclude: everywhere,
          // Each file has databases, servers and sockets of its own in a process of its own.
          pool: 'forks',
          // Making an embedded database takes seconds on a busy machine.
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
