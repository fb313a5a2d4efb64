import type { Page } from '@playwright/test';
import { expectAccessible } from '../support/axe.ts';
import { addCall, addFirstApi, openApi, signUp } from '../support/steps.ts';
import { expect, test } from '../support/test.ts';

const tree = (page: Page) => page.getByRole('navigation').getByRole('tree', { name: 'APIs and their calls' });

/** The line of an API or a call: the one that links to it. */
const treeItem = (page: Page, name: string) =>
  tree(page)
    .getByRole('treeitem')
    .filter({ has: page.getByRole('link', { name }) });

async function names(page: Page): Promise<string[]> {
  const links = await tree(page).getByRole('link').allTextContents();
  return links.map((text) =>
    text
      .replace(/^GET/, '')
      .replace(/Used as.*$/, '')
      .trim(),
  );
}

async function post(page: Page, path: string, data: object): Promise<{ id: string }> {
  const res = await page.request.post(path, { data, headers: { origin: new URL(page.url()).origin } });
  expect(res.ok(), await res.text()).toBe(true);
  return res.json();
}

test('the tree is ordered by dragging, by keys and by the menu, and each is undone', async ({ page }) => {
  await signUp(page);
  await addFirstApi(page, 'Shop', 'https://shop.example.com');
  for (const name of ['one', 'two', 'three']) {
    await addCall(page, name);
    await openApi(page, 'Shop');
  }
  await expect.poll(() => names(page)).toEqual(['Shop', 'one', 'two', 'three']);

  await test.step('a call is dropped before another', async () => {
    const line = (name: string) => tree(page).getByRole('link', { name });
    await line('three').dragTo(line('one'), { targetPosition: { x: 40, y: 3 } });
    await expect.poll(() => names(page)).toEqual(['Shop', 'three', 'one', 'two']);
    await page.getByRole('alert').getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => names(page)).toEqual(['Shop', 'one', 'two', 'three']);
  });

  await test.step('the arrow keys walk, fold and move', async () => {
    const item = (name: string) => treeItem(page, name);
    await item('one').focus();
    await page.keyboard.press('ArrowDown');
    await expect(item('two')).toBeFocused();
    await expect(item('two')).toHaveAttribute('aria-level', '2');
    await expect(item('two')).toHaveAccessibleName('GET two Used as data Not initialized');
    await expect(item('two')).toHaveAttribute('aria-posinset', '2');
    await expect(item('two')).toHaveAttribute('aria-setsize', '4');
    await page.keyboard.type('th');
    await expect(item('three')).toBeFocused();
    await page.keyboard.press('ArrowUp');
    await expectAccessible(page);
    await page.keyboard.press('Alt+ArrowUp');
    await expect.poll(() => names(page)).toEqual(['Shop', 'two', 'one', 'three']);
    await expect(page.getByRole('navigation').getByRole('status')).toContainText('“two” stands before “one” now.');
    await page.keyboard.press('ArrowLeft');
    await expect(item('Shop')).toBeFocused();
    await expect(item('Shop')).toHaveAttribute('aria-expanded', 'true');
    await page.keyboard.press('ArrowLeft');
    await expect.poll(() => names(page)).toEqual(['Shop']);
    await page.reload();
    await expect.poll(() => names(page)).toEqual(['Shop']);
    await page.getByRole('button', { name: 'Calls of Shop' }).click();
    await expect.poll(() => names(page)).toEqual(['Shop', 'two', 'one', 'three']);
  });

  await test.step('an API is copied with its calls', async () => {
    await page.getByRole('button', { name: 'Menu of Shop' }).click();
    await expectAccessible(page);
    await page.getByRole('menuitem', { name: 'Duplicate' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Copy of Shop' })).toBeVisible();
    await expect
      .poll(() => names(page))
      .toEqual(['Shop', 'two', 'one', 'three', 'Copy of Shop', 'two', 'one', 'three']);
    await page.getByRole('button', { name: 'Menu of Copy of Shop' }).click();
    await page.getByRole('menuitem', { name: 'Move up' }).click();
    await expect.poll(async () => (await names(page))[0]).toBe('Copy of Shop');
  });

  await test.step('what is deleted comes back', async () => {
    await tree(page).getByRole('link', { name: 'two' }).first().click();
    await page.getByRole('button', { name: 'Menu of Copy of Shop' }).click();
    await page.getByRole('menuitem', { name: 'Delete API' }).click();
    await expect.poll(() => names(page)).toEqual(['Shop', 'two', 'one', 'three']);
    await page
      .getByText('“Copy of Shop” and its calls are in the trash.')
      .locator('..')
      .getByRole('button', { name: 'Undo' })
      .click();
    await expect.poll(async () => (await names(page)).length).toBe(8);
  });
});

test('a second project is made and switched to, and each keeps its own', async ({ page }) => {
  await signUp(page);
  await addFirstApi(page, 'Shop', 'https://shop.example.com');
  const banner = page.getByRole('banner');
  await banner.getByRole('button', { name: /Project My project/ }).click();
  await page.getByRole('menuitem', { name: 'New project' }).click();
  const dialog = page.getByRole('dialog', { name: /^New project in/ });
  await dialog.getByRole('button', { name: 'Create project' }).click();
  await expect(dialog.getByRole('textbox', { name: 'Name' })).toHaveAttribute('aria-invalid', 'true');
  await expectAccessible(page);
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Back office');
  await page.keyboard.press('Enter');
  await expect(banner.getByRole('button', { name: /Project Back office/ })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Add your first API' })).toBeVisible();
  await banner.getByRole('button', { name: /Project Back office/ }).click();
  await page.getByRole('menuitem', { name: 'My project' }).click();
  await expect(tree(page).getByRole('link', { name: 'Shop' })).toBeVisible();
  await page.goto('/');
  await expect(banner.getByRole('button', { name: /Project My project/ })).toBeVisible();
});

test('a thousand calls in a hundred APIs are found by a few letters, and only those in sight are drawn', async ({
  page,
}) => {
  await signUp(page);
  const projectId = /projects\/([^/?]+)/.exec(page.url())?.[1] ?? '';
  await Promise.all(
    Array.from({ length: 4 }, async (_, worker) => {
      for (let index = worker; index < 100; index += 4) {
        const api = await post(page, `/api/projects/${projectId}/apis`, { name: `Provider ${index}` });
        for (let call = 0; call < 10; call += 1)
          await post(page, `/api/apis/${api.id}/calls`, { name: `Call ${index}-${call}` });
      }
    }),
  );
  await page.reload();
  await expect(tree(page).getByRole('link').first()).toBeVisible();
  await expect.poll(() => tree(page).getByRole('treeitem').count()).toBeLessThan(120);
  await page.getByRole('searchbox', { name: 'Filter APIs and calls' }).fill('provider 73 call 73-4');
  await expect(tree(page).getByRole('link')).toHaveCount(2);
  await tree(page).getByRole('link', { name: 'Call 73-4' }).click();
  await expect(page.getByRole('textbox', { name: 'Name of the call' })).toHaveValue('Call 73-4');
  await page.getByRole('searchbox', { name: 'Filter APIs and calls' }).fill('');
  await page.keyboard.press('ControlOrMeta+k');
  await expect(page.getByLabel('Search APIs, calls and pages')).toBeFocused();
  await page.keyboard.type('call 99-9');
  await page.getByRole('option', { name: /Call 99-9/ }).click();
  await expect(page.getByRole('textbox', { name: 'Name of the call' })).toHaveValue('Call 99-9');
  await expect(tree(page).getByRole('link', { name: 'Call 99-9' })).toBeInViewport();
  // Only what is in sight is drawn, and still each line knows its place among all.
  await expect(treeItem(page, 'Provider 99')).toHaveAttribute('aria-posinset', /^(?:9[7-9]|100)$/);
  await expect(treeItem(page, 'Provider 99')).toHaveAttribute('aria-setsize', '100');
});
