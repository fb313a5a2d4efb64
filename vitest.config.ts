import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';
import { processTests } from './scripts/lib/server-tests.mjs';

const everywhere = ['**/node_modules/**', '**/dist/**', 'apps/e2e/journeys/**'];

const prepareDatabase = 'packages/db/src/testing/prepare-database.ts';
const features = 'apps/server/src/features/**/*.integration.test.ts';
const slow = ['{apps,packages}/**/*.proof.test.ts', ...processTests()];

function integration(test: TestProjectInlineConfiguration['test']): TestProjectInlineConfiguration {
  return {
    extends: true,
    test: {
      include: ['{apps,packages,scripts}/**/*.integration.test.{ts,mjs}'],
      exclude: everywhere,
      globalSetup: [prepareDatabase],
      pool: 'forks',
      // Making an embedded database takes seconds on a busy machine.
      testTimeout: 60_000,
      hookTimeout: 120_000,
      ...test,
    },
  };
}

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['{apps,packages,scripts}/**/*.test.{ts,tsx,mjs}'],
          exclude: [...everywhere, '**/*.{integration,proof}.test.{ts,mjs}'],
          // Hundreds of random cases take their time on a busy machine.
          testTimeout: 60_000,
        },
      },
      integration({ name: 'integration', exclude: [...everywhere, features, ...slow] }),
      // Of each proof its short form, and what starts the server in processes of its own.
      integration({ name: 'slow', include: slow }),
      // Each file has a server and a database of its own, and reading the product again for each would cost the most.
      integration({ name: 'features', include: [features], isolate: false }),
      {
        extends: true,
        test: {
          name: 'proof',
          include: ['{apps,packages}/**/*.proof.test.ts'],
          exclude: everywhere,
          globalSetup: [prepareDatabase],
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
