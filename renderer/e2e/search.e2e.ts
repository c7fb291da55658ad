/** The search over all zones: typed into the palette, chosen by keys, and the record is there. */
import { expect, test } from './fixtures.ts';
import { expectSound } from './soundness.ts';

const zoneFile = (zone: string, address: string): string =>
  `$ORIGIN ${zone}.\n$TTL 3600\n@ SOA ns1.example.net. hostmaster 1 86400 7200 6652800 3600\n@ NS ns1.example.net.\nwww A ${address}\nwww2 A ${address}\nmail TXT "of ${zone}"\n`;

test('a record is found by what it has, and Enter goes to it', async ({ page, app }) => {
  for (const [zone, address] of [
    ['one.test', '192.0.2.1'],
    ['two.test', '192.0.2.2'],
  ] as const)
    await app.calls.zones.import({ text: zoneFile(zone, address), kind: 'primary' });
  await page.keyboard.press('Control+k');
  const dialog = page.getByRole('dialog', { name: 'Go to or do…' });
  await page.keyboard.type('192.0.2.2');
  const options = dialog.getByRole('option');
  await expect(options).toHaveCount(2);
  await expect(options.first()).toContainText('www A');
  await expect(options.first()).toContainText('two.test');
  await expect(dialog.getByRole('status')).toHaveText('2 record sets.');
  await expectSound(page, 'dialog-search');

  await page.keyboard.press('ArrowDown');
  const field = dialog.getByRole('combobox');
  const id = await field.getAttribute('aria-activedescendant');
  await expect(page.locator(`[id="${id}"]`)).toContainText('www2 A');
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('heading', { name: 'two.test' })).toBeVisible();
  await expect(page.getByLabel('Filter by name, type or content')).toHaveValue('name:www2 type:A');
  await expect(page.getByRole('grid').getByRole('row')).toHaveCount(2);
});
