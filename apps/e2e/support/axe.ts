import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { expect, type Page } from '@playwright/test';
import type { AxeResults } from 'axe-core';
import { endOfMotion } from './motion.ts';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

const STANDARDS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
/** The rules of these standards that another colour scheme can break. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];

/** Fails when axe finds something serious or critical on the page as it stands, in either colour scheme. */
export async function expectAccessible(page: Page): Promise<void> {
  // A strict policy forbids inline scripts, which is how Playwright adds one by content; evaluating is not a script tag.
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate(await readFile(axe, 'utf8'));
  for (const [colorScheme, runOnly] of [
    ['light', STANDARDS],
    ['dark', COLOUR_RULES],
  ] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme);
    await endOfMotion(page);
    const results = await page.evaluate<AxeResults>(
      `axe.run(document, ${JSON.stringify({ resultTypes: ['violations'], runOnly })})`,
    );
    const serious = results.violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.html} ${node.failureSummary}`).join('\n')}`);
    // Soft: one journey tells everything that is wrong on its way.
    expect.soft(serious, `axe, ${colorScheme}`).toEqual([]);
  }
}
