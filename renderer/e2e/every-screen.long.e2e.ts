/**
 * Every screen, light and dark, narrow and wide: axe finds nothing, the page is never larger than the window, and the
 * content security policy is never broken. `SCREENSHOTS=folder` keeps a picture of each.
 */
import { furnish, SCREENS, ZONE } from './every-place.ts';
import { expect, test } from './fixtures.ts';
import { expectSound } from './soundness.ts';

// In two halves: the browser's two workers share them.
for (const half of [0, 1])
  test(`every screen is sound in both themes and widths, half ${half + 1}`, async ({ page, app: _ }) => {
    test.setTimeout(400_000);
    const broken: string[] = [];
    page.on('console', (message) => {
      if (/Content Security Policy/.test(message.text())) broken.push(message.text());
    });
    await furnish(page);
    if (half === 0) await expectSound(page, 'sheet');
    const origin = new URL(page.url()).origin;
    for (const [name, address] of Object.entries(SCREENS).filter((_screen, index) => index % 2 === half)) {
      await page.goto(`${origin}/${address}`);
      await expect(page.getByRole('main').locator('[aria-busy=true]')).toHaveCount(0);
      await expectSound(page, name);
    }
    expect(broken).toEqual([]);
  });

test('many edits make the records long, and not the page', async ({ page, app }) => {
  const hosts = Array.from({ length: 300 }, (_host, index) => `host-${index} A 192.0.2.${index % 250}`);
  await app.calls.zones.import({
    text: `$ORIGIN long.test.\n$TTL 3600\n@ SOA ns1.long.test. hostmaster 1 86400 7200 6652800 3600\n${hosts.join('\n')}\n`,
    kind: 'native',
  });
  await page.goto(`${new URL(page.url()).origin}/#/zones/long.test./records`);
  const grid = page.getByRole('grid');
  await expect(grid.locator('tr.added').first()).toBeVisible();
  await grid.locator('tr.added').first().focus();
  await page.keyboard.press('End');
  await expect(grid.locator('tr:focus')).toContainText('host-99');
  await expectSound(page, 'many-edits');
});

test('every dialog is sound, and gives the focus back', async ({ page, app: _ }) => {
  await furnish(page);
  const origin = new URL(page.url()).origin;
  await page.goto(`${origin}/#/zones/${ZONE}/records`);
  await expect(page.getByRole('grid')).toContainText('www');
  for (const [keys, name] of [
    ['n', 'Add a record set'],
    ['p', 'Publish'],
    ['Control+k', 'Go to or do…'],
    ['?', 'Keyboard shortcuts'],
  ] as const) {
    await page.keyboard.press(keys);
    await expect(page.getByRole('dialog', { name })).toBeVisible();
    await expectSound(page, `dialog ${name}`);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  }
});

test('records are edited, deleted and brought back without a mouse', async ({ page, app: _ }) => {
  await furnish(page);
  await page.goto(`${new URL(page.url()).origin}/#/zones/${ZONE}/records`);
  const grid = page.getByRole('grid', { name: 'Record sets' });
  const row = (name: string) => grid.getByRole('row').filter({ hasText: name });
  await expect(row('_dmarc')).toBeVisible();

  await page.keyboard.press('n');
  await page.keyboard.type('status');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Control+a');
  await page.keyboard.type('AAAA');
  await page.getByLabel('IPv6 address').focus();
  await page.keyboard.type('2001:db8::80');
  await page.keyboard.press('Enter');
  await expect(row('status')).toContainText('2001:db8::80');

  await row('status').focus();
  await page.keyboard.press('Delete');
  await expect(row('status')).toHaveCount(0);
  await page.keyboard.press('Control+z');
  await expect(row('status')).toBeVisible();
  await page.keyboard.press('Control+Shift+z');
  await expect(row('status')).toHaveCount(0);

  await page.keyboard.press('/');
  await page.keyboard.type('_dmarc');
  await expect(grid.getByRole('row')).toHaveCount(2);
});
