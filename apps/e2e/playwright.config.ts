import { defineConfig, devices } from '@playwright/test';

/** `npm test` finds a browser and names it here; without it Playwright takes its own. */
const executablePath = process.env.JACKFIELD_CHROMIUM || undefined;
// Chromium's sandbox refuses to start for root, which is who runs tests in a container.
const isRoot = process.getuid?.() === 0;

export default defineConfig({
  testDir: './journeys',
  outputDir: './test-results',
  // A worker starts the product and the servers it calls; a third does not fit two cores.
  workers: 2,
  retries: 0,
  forbidOnly: true,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: 'list',
  use: {
    ...devices['Desktop Chrome'],
    viewport: { width: 1440, height: 900 },
    // Nothing is judged while it moves: no colour, no place, no focus ring.
    contextOptions: { reducedMotion: 'reduce' },
    // Recording one makes every journey half as slow again: `npx playwright test --trace on` where one is needed.
    trace: 'off',
    launchOptions: { ...(executablePath && { executablePath }), args: isRoot ? ['--no-sandbox'] : [] },
  },
});
