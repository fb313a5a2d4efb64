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
          exclude: [...everywhere, '**/*.{integration,proof}.test.ts'],
          // Hundreds of random cases take their time on a busy machine.
          testTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          // Of a proof its short form.
          include: ['{apps,packages,scripts}/**/*.{integration,proof}.test.{ts,mjs}'],
          exclude: everywhere,
          globalSetup: ['packages/db/src/testing/prepare-database.ts'],
          pool: 'forks',
          // Each file has databases, servers and sockets of its own; reading the product again for each costs the most.
          isolate: false,
          // Making an embedded database takes seconds on a busy machine.
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'proof',
          include: ['{apps,packages}/**/*.proof.test.ts'],
          exclude: everywhere,
          globalSetup: ['packages/db/src/testing/prepare-database.ts'],
          pool: 'forks',
          // One after another: their figures are of a machine that does nothing else.
          fileParallelism: false,
          testTimeout: 45 * 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
