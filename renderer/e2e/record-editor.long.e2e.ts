/** The record editor where things are in the way: a set that is there already, a field that is wrong, a value that goes. */
import { expect, test } from './fixtures.ts';

const ZONE = 'example.com.';
const TEXT = `$ORIGIN ${ZONE}\n$TTL 300\n@ SOA ns1.example.net. hostmaster 1 86400 7200 6652800 3600\n@ NS ns1.example.net.\n@ TXT "one"\nwww A 192.0.2.1\nwww A 192.0.2.2\n`;

test.beforeEach(async ({ page, app }) => {
  await app.calls.zones.import({ text: TEXT, kind: 'primary' });
  await page.goto(`${new URL(page.url()).origin}/#/zones/${ZONE}/records`);
  await expect(page.getByRole('grid')).toContainText('192.0.2.2');
});

test('a record added where a set stands joins it, and that is said before', async ({ page, app }) => {
  await page.keyboard.press('n');
  const dialog = page.getByRole('dialog', { name: 'Add a record set' });
  await dialog.getByLabel('Name').fill('@');
  await dialog.getByLabel('Type', { exact: true }).fill('TXT');
  await expect(dialog.getByRole('status')).toHaveText(
    '@ TXT is here already, with 1 value: this one is added to it.',
  );
  await dialog.getByRole('button', { name: 'As text' }).click();
  await dialog.getByLabel('Content as in a zone file').fill('two');
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(dialog).toBeHidden();
  const { row } = await app.calls.records.at({ zone: ZONE, owner: '@', type: 'TXT' });
  expect([row?.ttlSeconds, row?.values.map(({ text }) => text)]).toEqual([300, ['"one"', '"two"']]);
});

test('a click right after a wrong value is done, what is wrong gets the focus, and so does the next value', async ({
  page,
}) => {
  await page.setViewportSize({ width: 1100, height: 500 });
  await page.locator('td.name').filter({ hasText: 'www' }).click();
  const dialog = page.getByRole('dialog', { name: 'www A' });
  const addresses = dialog.getByLabel('IPv4 address');
  await addresses.last().fill('192.0.2.300');
  await dialog.getByRole('button', { name: 'Add a value' }).click();
  await expect(addresses).toHaveCount(3);

  await addresses.last().fill('192.0.2.3');
  await dialog.getByLabel('Comment').focus();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(addresses.nth(1)).toBeFocused();
  await expect(addresses.nth(1)).toBeInViewport();

  await dialog.getByRole('button', { name: 'Remove this value' }).nth(1).click();
  await expect(addresses).toHaveCount(2);
  await expect(addresses.nth(1)).toBeFocused();
  await expect(addresses.nth(1)).toHaveValue('192.0.2.3');
});
