/** Menus at the pointer and by the keyboard: what they offer, what it does, and where the focus is afterwards. */
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';

const ZONE = `$ORIGIN example.test.
$TTL 3600
@ SOA ns1.example.net. hostmaster 1 86400 7200 6652800 3600
@ NS ns1.example.net.
mail A 192.0.2.25
www A 192.0.2.80
www A 192.0.2.81
www TXT "hello"
`;
const rowOf = (page: Page, text: string): Locator =>
  page.getByRole('grid').getByRole('row').filter({ hasText: text });
const choose = (page: Page, name: string | RegExp): Promise<void> =>
  page.getByRole('menuitem', { name }).click();
const clipboard = (page: Page): Promise<string> => page.evaluate(() => navigator.clipboard.readText());

test.beforeEach(async ({ app, page }) => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await app.calls.zones.import({ text: ZONE, kind: 'native' });
  await app.calls.session.start({});
  await app.calls.session.stop({ force: true });
  await page.goto(page.url().replace(/#.*/, '#/zones/example.test./records'));
  await expect(rowOf(page, '192.0.2.80')).toBeVisible();
});

test('the menu of records copies, changes, filters, takes back and deletes', async ({ page }) => {
  await rowOf(page, '192.0.2.80').click({ button: 'right' });
  await choose(page, 'Copy values');
  await expect.poll(() => clipboard(page)).toBe('192.0.2.80\n192.0.2.81');
  await rowOf(page, 'mail').click({ button: 'right' });
  await choose(page, 'Copy as zone text');
  await expect.poll(() => clipboard(page)).toBe('mail\t3600\tIN\tA\t192.0.2.25\n');

  await rowOf(page, 'mail').click({ button: 'right' });
  await choose(page, 'Disable');
  await expect(page.getByRole('button', { name: 'Disabled 1' })).toBeVisible();
  await rowOf(page, 'mail').click({ button: 'right' });
  await expect(page.getByRole('menuitem', { name: 'Disable' })).toHaveCount(0);
  await choose(page, 'Take back the edit');
  await expect(page.getByRole('button', { name: /^Disabled 0/ })).toBeVisible();
  await expect(rowOf(page, 'mail')).not.toHaveClass(/changed/);

  await rowOf(page, 'hello').click({ button: 'right' });
  await choose(page, 'Show only www');
  await expect(page.getByRole('grid').getByRole('row')).toHaveCount(3);
  await rowOf(page, 'hello').click({ button: 'right' });
  await choose(page, 'Show only TXT');
  await expect(page.getByRole('grid').getByRole('row')).toHaveCount(2);
});

test('one menu is about all selected sets, by keyboard alone', async ({ page }) => {
  await rowOf(page, 'mail').focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Space');
  await page.keyboard.press('Shift+F10');
  await expect(page.getByRole('menu')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('menu')).toHaveCount(0);
  await expect(rowOf(page, '192.0.2.80')).toBeFocused();

  await page.keyboard.press('ContextMenu');
  await expect(page.getByRole('menuitem').first()).toBeFocused();
  await expect(page.getByRole('menuitem', { name: 'Edit…' })).toHaveCount(0);
  await page.keyboard.type('chan');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Change the TTL' });
  await dialog.getByLabel('TTL').fill('5m');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Edited 2' })).toBeVisible();
  await expect(rowOf(page, '192.0.2.80')).toBeFocused();

  // What is deleted and what is brought back leave the focus in the table.
  await page.keyboard.press('Control+a');
  await expect(page.getByRole('region', { name: '5 sets selected' })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Delete');
  await expect(rowOf(page, '192.0.2.80')).toHaveClass(/removed/);
  expect(await page.evaluate(() => document.activeElement?.closest('[role=grid]') !== null)).toBe(true);
  await page.keyboard.press('Control+z');
  await expect(rowOf(page, '192.0.2.80')).toHaveClass(/changed/);
  expect(await page.evaluate(() => document.activeElement?.closest('[role=grid]') !== null)).toBe(true);
});

test('a value and a TTL are edited in the table itself, and undone', async ({ page }) => {
  const field = page.getByRole('grid').getByRole('textbox');
  const www = page.getByRole('grid').locator('tbody tr').filter({ hasText: '192.0.2.81' });
  const { height } = (await www.boundingBox())!;
  await www.focus();
  await page.keyboard.press('F2');
  await expect(field).toBeFocused();
  await expect(field).toHaveAccessibleName('www A, Value 1 of 2');
  await expect(field).toHaveValue('192.0.2.80');
  await page.keyboard.type('192.0.2.');
  await expect(field).toHaveAttribute('aria-invalid');
  await expect(field).toHaveAccessibleDescription(/^Expected an IPv4 address/);
  await page.keyboard.press('Enter');
  await expect(field).toBeFocused();
  expect((await www.boundingBox())!.height).toBe(height);
  await page.keyboard.type('90');
  await page.keyboard.press('Enter');
  await expect(field).toHaveCount(0);
  await expect(www).toContainText('192.0.2.90');
  await expect(www).toBeFocused();
  await expect(page.getByText('www A saved.')).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(www).toContainText('192.0.2.80');
  await expect(www).not.toHaveClass(/changed/);

  // By mouse: a click on the name opens the editor, one on a value only goes to its row.
  await www.getByText('www').click();
  await expect(page.getByRole('dialog', { name: 'www A' })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByText('192.0.2.25').click();
  await expect(rowOf(page, 'mail')).toBeFocused();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'mail A' })).toBeVisible();
  await page.keyboard.press('Escape');
  // Leaving the field saves, Escape does not.
  await rowOf(page, 'mail').getByText('1h').dblclick();
  await expect(field).toHaveAccessibleName('mail A, TTL');
  await field.fill('5m');
  await page.getByRole('searchbox', { name: /^Filter/ }).click();
  await expect(rowOf(page, 'mail')).toContainText('5m');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.getByText('192.0.2.81').dblclick();
  await expect(field).toHaveAccessibleName('www A, Value 2 of 2');
  await field.fill('nowhere');
  await page.keyboard.press('Escape');
  await expect(www).toBeFocused();
  await expect(page.getByRole('button', { name: 'Edited 1' })).toBeVisible();
});

test('zones, keys and secondaries have theirs, and a deleted line leaves the focus on the page', async ({
  page,
  app,
}) => {
  await app.calls.keys.create({ name: 'home_shop_example.test' });
  const places = page.getByRole('navigation', { name: 'Places' });
  await places.getByRole('link', { name: 'example.test' }).focus();
  await page.keyboard.press('Shift+F10');
  await expect(page.getByRole('menuitem').first()).toBeFocused();
  await page.keyboard.type('hist');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Versions' })).toBeVisible();

  await places.getByRole('link', { name: /TSIG keys/ }).click();
  await page.getByRole('cell', { name: 'hmac-sha256' }).click({ button: 'right' });
  await choose(page, 'Copy secret');
  await expect.poll(() => clipboard(page)).toMatch(/^[\w+/]{43}=$/);
  await page.getByRole('button', { name: 'Actions for home_shop_example.test' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menuitem').first()).toBeFocused();
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Delete the key' }).press('Enter');
  await expect(page.getByText('No TSIG keys yet')).toBeVisible();
  await expect(page.getByRole('main')).toBeFocused();
});
