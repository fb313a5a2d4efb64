import { Buffer } from 'node:buffer';
import { expectAccessible } from '../support/axe.ts';
import {
  addCall,
  addFirstApi,
  addFixedRow,
  expectSaved,
  expectStatus,
  initialize,
  openRequestTab,
  response,
  saveShape,
  setMethod,
  showResponse,
  signUp,
  urlField,
} from '../support/steps.ts';
import { expect, test } from '../support/test.ts';

const PHOTO = { name: 'photo.png', mimeType: 'image/png', buffer: Buffer.from('the bytes of a photo') };

test('a file is sent with Initialize and with a run by hand, shown by its name, and taken along as code', async ({
  page,
  odd,
}) => {
  await signUp(page);
  await addFirstApi(page, 'Files', odd.origin);
  await addCall(page, 'Upload');
  await setMethod(page, 'POST');
  await urlField(page).fill('/echo');
  await openRequestTab(page, 'Body');
  const request = page.getByRole('region', { name: 'Request' });
  await request.getByText('Form-data', { exact: true }).click();
  await addFixedRow(page, 'form field', 'title', 'Chair');
  await page.getByLabel('New form field: key').fill('photo');
  await page.getByRole('combobox', { name: 'photo: filled by' }).selectOption('File');

  await test.step('it is chosen, seen in the preview by its name, and sent', async () => {
    await showResponse(page, 'Preview');
    await expect(response(page)).toContainText('Choose a file for it under Inputs, or give the address of one.');
    await page.getByLabel('File of photo', { exact: true }).setInputFiles(PHOTO);
    await expect(request).toContainText('photo.png');
    await expect(response(page)).toContainText('‹photo.png, 20 bytes›');
    await expectAccessible(page);
    await expectSaved(page);
    await initialize(page);
    await expectStatus(page, '200 OK');
    await showResponse(page, 'Raw');
    await expect(response(page)).toContainText('the bytes of a photo');
    await showResponse(page, 'Request');
    await expect(response(page)).toContainText('‹photo.png, 20 bytes›');
    await expect(response(page)).not.toContainText('the bytes of a photo');
    await showResponse(page, 'Structured');
    await saveShape(page);
  });

  await test.step('it can be taken out again, and is missed then', async () => {
    await openRequestTab(page, 'Inputs');
    await page.getByRole('button', { name: 'Remove the file of photo' }).click();
    await expect(page.getByRole('textbox', { name: 'Test value of photo' })).toBeVisible();
    await initialize(page);
    await expect(response(page)).toContainText('Input "photo" has no value.');
  });

  await test.step('a run by hand takes a file of its own', async () => {
    await page.getByRole('link', { name: 'Data sources' }).click();
    await page.getByRole('link', { name: /Upload.*Usable in Development/ }).click();
    await page.getByRole('button', { name: /^Run/ }).click();
    await expect(page.getByText('Choose a file.', { exact: true })).toBeVisible();
    await page.getByLabel('File of photo', { exact: true }).setInputFiles({ ...PHOTO, name: 'other.png' });
    await page.getByRole('button', { name: /^Run/ }).click();
    const result = page.getByRole('region', { name: 'Result' });
    await expect(result.getByRole('status')).toContainText('200 OK');
    await expect(result).toContainText('other.png');
    await expect(page.getByRole('region', { name: 'Use it' })).toContainText("-F 'photo=@photo'");
  });
});
