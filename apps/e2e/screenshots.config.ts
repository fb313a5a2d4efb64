import { defineConfig } from '@playwright/test';
import config from './playwright.config.ts';

/** Pictures of every page and state: `npm run screenshots`. They are looked at, not compared. */
export default defineConfig(config, {
  testDir: './screenshots',
  testMatch: '**/*.shots.ts',
  timeout: 300_000,
  use: { trace: 'off' },
});
