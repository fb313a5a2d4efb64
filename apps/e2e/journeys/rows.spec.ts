import type { Locator, Page } from '@playwright/test';
import { expectAccessible } from '../support/axe.ts';
import {
  addCall,
  addFirstApi,
  addFixedRow,
  expectSaved,
  openCall,
  openRequestTab,
  signUp,
  urlField,
} from '../support/steps.ts';
import { expect, test } from '../support/test.ts';

const keys = async (page: Page): Promise<string[]> => {
  const fields = page.getByRole('region', { name: 'Request' }).locator('input[data-row-field="key"]');
  return fields.evaluateAll((all) => all.map((each) => (each as HTMLInputElement).value).filter((key) => key !== ''));
};

test('rows are put in order, and their inputs set, where they stand', async ({ page, odd }) => {
  await signUp(page);
  await addFirstApi(page, 'Shop', odd.origin);

  await test.step('the page of an API takes back what was done to it, and does it again', async () => {
    const name = page.getByRole('textbox', { name: 'Name of the API' });
    await name.fill('Shop of others');
    await addFixedRow(page, 'header', 'X-Team', 'blue');
    await expectSaved(page);
    const header = page.getByLabel('X-Team: value');
    await page.keyboard.press('ControlOrMeta+z');
    await expect(header).toHaveValue('');
    await page.keyboard.press('ControlOrMeta+z');
    await expect(header).toHaveCount(0);
    await expect(name).toHaveValue('Shop of others');
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(name).toHaveValue('Shop');
    for (const _step of ['name', 'row', 'value']) await page.keyboard.press('ControlOrMeta+Shift+z');
    await expect(header).toHaveValue('blue');
    await expectSaved(page);
    await page.reload();
    await expect(name).toHaveValue('Shop of others');
    await expect(header).toHaveValue('blue');
  });

  await addCall(page, 'Search');
  await openRequestTab(page, 'Parameters');
  for (const key of ['one', 'two', 'three']) await addFixedRow(page, 'parameter', key, key);

  await test.step('by dragging, by Alt and the arrow keys, and back by undo', async () => {
    const grip = (key: string) => page.locator('[data-row-grip]').nth(['one', 'two', 'three'].indexOf(key));
    // What dragging takes comes when the pointer is near.
    await grip('three').hover();
    await expect(grip('three')).toHaveAttribute('draggable', 'true');
    await grip('three').dragTo(grip('one'), { targetPosition: { x: 6, y: 3 } });
    await expect.poll(() => keys(page)).toEqual(['three', 'one', 'two']);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => keys(page)).toEqual(['one', 'two', 'three']);
    const value = page.getByLabel('one: value');
    await value.focus();
    await page.keyboard.press('Alt+ArrowDown');
    await expect.poll(() => keys(page)).toEqual(['two', 'one', 'three']);
    await expect(value).toBeFocused();
    await expect(page.getByRole('group', { name: 'parameter rows' }).getByRole('status')).toHaveText('one: 2 of 3');
    await page.keyboard.press('ControlOrMeta+z');
    await expect.poll(() => keys(page)).toEqual(['one', 'two', 'three']);
  });

  await test.step('the details of a row have all of its input', async () => {
    await page.getByRole('combobox', { name: 'two: filled by' }).selectOption('Input');
    await page.getByRole('button', { name: 'Details of two' }).click();
    const details = page.getByRole('dialog', { name: 'Details of two' });
    await details.getByRole('combobox', { name: 'Type of two' }).selectOption('Number');
    await details.getByRole('checkbox', { name: 'Required' }).uncheck();
    await details.getByRole('textbox', { name: 'Default' }).fill('7');
    await details.getByRole('textbox', { name: 'Description', exact: true }).fill('How many at most');
    await details.getByRole('checkbox', { name: 'Allow blank' }).check();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await expectSaved(page);
    await page.reload();
    await openRequestTab(page, 'Inputs');
    await expect(page.getByRole('combobox', { name: 'Type of two' })).toHaveValue('number');
    await expect(page.getByRole('checkbox', { name: 'two is required' })).not.toBeChecked();
    await page.getByRole('button', { name: 'Open details of two' }).click();
    await expect(page.getByRole('textbox', { name: 'Description' })).toHaveValue('How many at most');
  });

  await test.step('names are completed by keys in a row and in the URL, and told to a screen reader', async () => {
    const { keyboard } = page;
    await page.getByRole('link', { name: 'Secrets & variables' }).click();
    for (const [name, value] of [
      ['region', 'eu-west-1'],
      ['release', '2026-03'],
    ] as const) {
      await page.getByRole('button', { name: 'Add variable' }).click();
      await page.getByRole('textbox', { name: 'Name' }).fill(name);
      await page.getByRole('textbox', { name: 'Value in Development' }).fill(value);
      await page.getByRole('button', { name: 'Add', exact: true }).click();
      await expect(page.getByRole('cell', { name: value })).toBeVisible();
    }
    await openCall(page, 'Search');
    await openRequestTab(page, 'Parameters');
    const value = page.getByRole('combobox', { name: 'one: value' });
    await value.fill('');
    await value.pressSequentially('in {{re');
    await expect(value).toHaveAttribute('aria-expanded', 'true');
    const names = page.getByRole('listbox', { name: 'Names' });
    await expect(names.getByRole('option')).toHaveCount(2);
    await expectBelow(names, value);
    await expect(names.getByRole('option', { name: 'region' })).toHaveAttribute('aria-selected', 'true');
    await expectAccessible(page);
    await keyboard.press('ArrowDown');
    const release = names.getByRole('option', { name: 'release' });
    await expect(value).toHaveAttribute('aria-activedescendant', (await release.getAttribute('id')) ?? '');
    await keyboard.press('Enter');
    await expect(value).toHaveValue('in {{release}}');
    await expect(names).toHaveCount(0);
    await keyboard.type('!');
    await expect(value).toHaveValue('in {{release}}!');
    await urlField(page).fill('/echo/');
    await urlField(page).pressSequentially('[tw');
    await keyboard.press('Tab');
    await expect(urlField(page)).toHaveValue('/echo/[two]');
    await expect(urlField(page)).toBeFocused();
    await urlField(page).pressSequentially('/{{');
    await expect(names).toBeVisible();
    await keyboard.press('Escape');
    await expect(names).toHaveCount(0);
    await keyboard.press('Backspace');
    await keyboard.press('Backspace');
    await expectSaved(page);
  });

  await test.step('notes are written in Markdown and read as they look', async () => {
    await openRequestTab(page, 'Notes');
    await page
      .getByRole('textbox', { name: 'Notes' })
      .fill(
        '## Limits\n\n100 a minute, see [the docs](https://example.com/docs). <script>document.title = "x"</script>',
      );
    await page.getByRole('radiogroup', { name: 'Notes' }).getByText('Preview').click();
    const notes = page.getByRole('region', { name: 'Notes' });
    await expect(notes.getByRole('heading', { name: 'Limits' })).toBeVisible();
    await expect(notes.getByRole('link', { name: 'the docs' })).toHaveAttribute('rel', 'noopener noreferrer');
    await expect(notes).toContainText('<script>');
    await expectAccessible(page);
    await expectSaved(page);
  });
});

/** A list that belongs to a field stands right under it. */
async function expectBelow(list: Locator, field: Locator): Promise<void> {
  const [under, above] = [await list.boundingBox(), await field.boundingBox()];
  if (under === null || above === null) throw new Error('One of them is not shown.');
  expect(under.y - (above.y + above.height)).toBeGreaterThanOrEqual(0);
  expect(under.y - (above.y + above.height)).toBeLessThan(8);
  expect(under.x).toBeGreaterThanOrEqual(above.x);
}
