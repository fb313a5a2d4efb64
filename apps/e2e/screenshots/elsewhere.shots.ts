import { addFixedRow, openApi, openRequestTab, signUp, urlField } from '../support/steps.ts';
import { expect, test } from '../support/test.ts';
import { shoot } from './shoot.ts';

test('rows, notes, the palette, and moving elsewhere', async ({ page }) => {
  await signUp(page);
  await page.getByRole('button', { name: 'Try the demo API' }).click();
  await expect(urlField(page)).toBeVisible();
  await openRequestTab(page, 'Headers');
  await addFixedRow(page, 'header', 'X-Region', '{{region}}');
  await page.getByRole('button', { name: 'Details of X-Region' }).click();
  await shoot(page, 'row-details');
  await page.keyboard.press('Escape');
  await urlField(page).pressSequentially('/[');
  await shoot(page, 'url-completion');
  await page.keyboard.press('Escape');
  await openRequestTab(page, 'Notes');
  await page
    .getByRole('textbox', { name: 'Notes' })
    .fill(
      '## Limits\n\n**100** a minute, see [the docs](https://example.com).\n\n- [x] paging\n- [ ] search\n\n| a | b |\n| - | - |\n| 1 | `2` |\n',
    );
  await page.getByRole('radiogroup', { name: 'Notes' }).getByText('Preview').click();
  await expect(page.getByRole('heading', { name: 'Limits' })).toBeVisible();
  await shoot(page, 'notes');
  await page.keyboard.press('ControlOrMeta+k');
  await expect(page.getByRole('option').first()).toBeVisible();
  await shoot(page, 'palette');
  await page.keyboard.type('move or copy');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toBeVisible();
  await shoot(page, 'transfer');
  await page.keyboard.press('Escape');
  await openApi(page, 'Demo shop');
});
