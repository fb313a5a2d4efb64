import type { Page } from '@playwright/test';

/** Colours that are on their way to others have no contrast to judge. What turns without end is not waited for. */
export async function endOfMotion(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const finite = document.getAnimations().filter((each) => each.effect?.getComputedTiming().iterations !== Infinity);
    await Promise.allSettled(finite.map(({ finished }) => finished));
  });
}
