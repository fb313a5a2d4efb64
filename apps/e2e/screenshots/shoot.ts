import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Locator, Page } from '@playwright/test';
import { endOfMotion } from '../support/motion.ts';
import { expect } from '../support/test.ts';

const folder = fileURLToPath(new URL('../../../screenshots/', import.meta.url));

export const SIZES = [
  { width: 1440, height: 900 },
  { width: 1024, height: 768 },
  { width: 390, height: 844 },
];

/**
 * Takes the page as it stands in every size and colour scheme: `screenshots/<name>-1440x900-dark.png`.
 * `arrange` is done anew in each size: what is open or scrolled to does not outlive another one.
 */
export async function shoot(page: Page, name: string, arrange?: () => Promise<void>): Promise<void> {
  for (const size of SIZES) {
    await page.setViewportSize(size);
    await arrange?.();
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme);
      await page.evaluate(() => document.fonts.ready);
      await endOfMotion(page);
      await page.screenshot({ path: join(folder, `${name}-${size.width}x${size.height}-${colorScheme}.png`) });
    }
  }
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
}

/** For `arrange`: brings a part to the middle of the page. */
export function centre(part: Locator): () => Promise<void> {
  return () => part.evaluate((element) => element.scrollIntoView({ block: 'center' }));
}

/** Takes a part of the page by itself, for the guide: `screenshots/<name>.png`. */
export async function shootPart(page: Page, part: Locator, name: string): Promise<void> {
  // As high as all of it: what a frame scrolls is not drawn.
  await page.setViewportSize({ width: 1024, height: 4_000 });
  await page.evaluate(() => document.fonts.ready);
  await endOfMotion(page);
  await part.screenshot({ path: join(folder, `${name}.png`) });
  await page.setViewportSize({ width: 1440, height: 900 });
}
