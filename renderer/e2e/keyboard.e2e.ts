/** The main ways without a mouse: first run, publish, back to an old version, a key. Nothing here is clicked. */
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';

/** Tabs on until the focus is at what is wanted, as a person does who cannot point. */
async function tabTo(page: Page, role: 'button' | 'link' | 'tab', name: string | RegExp): Promise<void> {
  const wanted = page.getByRole(role, { name });
  for (let i = 0; i < 60; i++) {
    await page.keyboard.press('Tab');
    if (await wanted.first().evaluate((node) => node === document.activeElement)) return;
  }
  throw new Error(`no way to ${String(name)} by Tab`);
}

/** Goes to a place by the palette. */
async function goTo(page: Page, typed: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox')).toBeFocused();
  await page.keyboard.type(typed);
  await page.keyboard.press('Enter');
}

test('first run, publish, restore and a key, all by keyboard', async ({ page, app }) => {
  // First run.
  await expect(page.getByRole('button', { name: 'Try with a sample' })).toBeVisible();
  await tabTo(page, 'button', 'Try with a sample');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('grid', { name: 'Record sets' })).toContainText('_dmarc');

  // Publish, and stop.
  const publish = async (): Promise<void> => {
    await page.keyboard.press('p');
    const dialog = page.getByRole('dialog', { name: 'Publish' });
    await expect(dialog).toContainText('Looked at beforehand');
    await tabTo(page, 'button', /^Publish (now|\d+ edits?)$/);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('banner')).toContainText('Publishing');
    await tabTo(page, 'button', 'Stop now');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('banner')).toContainText('Not publishing');
  };
  await publish();
  const first = (await app.waitFor(({ zones }) => zones[0].serial !== null)).zones[0].serial;

  // An edit, published: then back to the version before it.
  await goTo(page, 'rehearsal records');
  const row = page.getByRole('grid').getByRole('row').filter({ hasText: '_dmarc' });
  await expect(row).toBeVisible();
  await row.focus();
  await page.keyboard.press('Delete');
  await expect(page.getByRole('banner')).toContainText('1 edit in rehearsal.test');
  await publish();
  await goTo(page, 'rehearsal history');
  await tabTo(page, 'button', new RegExp(`^${first} `));
  await page.keyboard.press('Enter');
  await tabTo(page, 'button', 'Make this the draft…');
  await page.keyboard.press('Enter');
  await tabTo(page, 'button', 'Make it the draft');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('cell', { name: '_dmarc', exact: true })).toBeVisible();

  // The same as zone text.
  await tabTo(page, 'tab', 'as record sets');
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('cell', { name: /_dmarc 3600 IN TXT/ })).toBeVisible();

  // A key.
  await page.keyboard.press('g');
  await page.keyboard.press('k');
  await tabTo(page, 'button', 'New key…');
  await page.keyboard.press('Enter');
  await page.keyboard.type('home_shop_example.com');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('cell', { name: /^home_shop_example.com/ })).toBeVisible();
});
