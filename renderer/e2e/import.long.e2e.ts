/** The import's doors: many files at once with the way to a faulty line, and a real PowerDNS with its keys. */
import { freePort } from '../../main/interop/peers/free-port.ts';
import { startPrimary } from '../../main/interop/peers/start.ts';
import { expect, test } from './fixtures.ts';
import { expectSound } from './soundness.ts';

const zoneFile = (zone: string, more = ''): string =>
  `$ORIGIN ${zone}.\n$TTL 3600\n@ SOA ns1.example.net. hostmaster 1 86400 7200 6652800 3600\n@ NS ns1.example.net.\n${more}`;

test('files are dropped, put right at the line that is wrong, and stored together', async ({ page, app }) => {
  await page.getByRole('link', { name: 'Import…' }).first().click();
  const files = [
    ['one.zone', zoneFile('one.test', 'www A 192.0.2.1\n')],
    ['two.zone', zoneFile('two.test', 'www A 192.0.2.300\n')],
    ['three.zone', zoneFile('three.test')],
  ] as const;
  const dropped = await page.evaluateHandle((named) => {
    const transfer = new DataTransfer();
    for (const [name, text] of named) transfer.items.add(new File([text], name));
    return transfer;
  }, files);
  // Beside the box: the whole screen takes them.
  await page.getByRole('heading', { name: 'Import' }).dispatchEvent('drop', { dataTransfer: dropped });
  await expect(page.getByRole('button', { name: 'Import 2 zones' })).toBeEnabled();

  await page.getByRole('button', { name: 'line 5:7' }).click();
  const text = page.getByRole('textbox', { name: 'The text' }).last();
  await expect(text).toBeFocused();
  expect(await text.evaluate((area: HTMLTextAreaElement) => getSelection()?.toString() ?? area.value)).toBe(
    'www A 192.0.2.300',
  );
  await page.keyboard.type('www A 192.0.2.30');
  await page.getByRole('button', { name: 'Import 3 zones' }).click();
  await expect(page.getByText('one.test, two.test and three.test imported')).toBeVisible({
    timeout: 15_000,
  });
  const { rows } = await app.calls.records.page({ zone: 'two.test.', search: 'www' });
  expect(rows.map(({ values }) => values[0].text)).toEqual(['192.0.2.30']);
});

test('pasted text is read at once, and what was not read is not stored', async ({ page, app }) => {
  await page.getByRole('link', { name: 'Import…' }).first().click();
  await page.getByRole('button', { name: 'Paste text' }).click();
  const text = page.getByRole('textbox', { name: 'The text' });
  await expect(text).toBeFocused();
  await page.keyboard.insertText(zoneFile('one.test', 'www A 192.0.2.1\n'));
  await expect(page.getByText('3 records in 3 sets')).toBeVisible();
  await text.fill(zoneFile('two.test', 'www A 192.0.2.300\n'));
  const take = page.getByRole('button', { name: /^Import/ });
  await expect(take).toBeDisabled();
  await expect(page.getByRole('button', { name: 'line 5:7' })).toBeVisible();
  await expect(take).toBeDisabled();
  await text.fill(zoneFile('two.test', 'www A 192.0.2.3\n'));
  await take.click();
  await expect(page.getByText('two.test imported')).toBeVisible();
  expect((await app.calls.records.page({ zone: 'two.test.', search: 'www' })).total).toBe(1);
});

test('zones of a PowerDNS are looked at, ticked, read and taken with their keys', async ({ page, app }) => {
  test.setTimeout(240_000);
  const apiKey = 'key-of-this-test';
  await using pdns = await startPrimary('PowerDNS', { zones: [], apiKey });
  for (const [name, dnssec] of [
    ['signed.test.', true],
    ['plain.test.', false],
  ] as const) {
    const rrsets = [
      { name: `www.${name}`, type: 'A', ttl: 300, records: [{ content: '192.0.2.1', disabled: false }] },
      { name: `lua.${name}`, type: 'LUA', ttl: 300, records: [{ content: 'A "x"', disabled: false }] },
    ];
    const made = await fetch(`${pdns.apiUrl}/servers/localhost/zones`, {
      method: 'POST',
      headers: { 'X-API-Key': apiKey },
      body: JSON.stringify({ name, kind: 'Master', dnssec, nameservers: ['ns1.example.net.'], rrsets }),
    });
    expect(made.status).toBe(201);
  }

  await page.goto(`${new URL(page.url()).origin}/#/import`);
  await page.getByRole('tab', { name: 'From PowerDNS' }).click();
  await page.getByLabel('Address of its API').fill(`http://127.0.0.1:${await freePort()}`);
  await page.getByLabel('API key').fill('another');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toContainText('Nothing listens at');
  await page.getByLabel('Address of its API').fill(pdns.apiUrl!);
  await page.getByRole('button', { name: 'Look for zones' }).click();
  await expect(page.getByRole('alert')).toContainText('refused the API key');
  await page.getByLabel('API key').fill(apiKey);
  await page.keyboard.press('Enter');

  await page.getByLabel('All zones shown').check();
  await page.getByRole('button', { name: 'Look into 2 zones' }).click();
  await expect(page.getByText('so the DS at the parent stays')).toBeVisible();
  await expect(page.getByText('lua.signed.test. LUA')).toBeVisible();
  await expectSound(page, 'import-powerdns');
  await page.getByRole('button', { name: 'Import 2 zones' }).click();
  await expect(page.getByRole('status').last()).toContainText('imported', { timeout: 30_000 });
  const { signs, keys } = await app.calls.dnssec.state({ zone: 'signed.test.' });
  expect([signs, keys.map(({ role, origin }) => [role, origin])]).toEqual([true, [['csk', 'imported']]]);
  expect(app.errors).not.toContain(apiKey);
});

test('pasted text shows what it would do, and where it is wrong, before it does it', async ({
  page,
  app,
}) => {
  await app.calls.zones.import({
    text: zoneFile('paste.test', 'www A 192.0.2.1\nmail A 192.0.2.25\n'),
    kind: 'primary',
  });
  await page.goto(`${new URL(page.url()).origin}/#/zones/paste.test./records`);
  await page.getByRole('button', { name: 'Paste…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Paste records' });
  const text = dialog.getByRole('textbox', { name: 'Records' });
  await text.fill('www 1h A 192.0.2.99\nnew 1h AAAA 2001:db8::g\nmail 1h A 192.0.2.25\n');
  await expect(dialog.getByRole('status')).toContainText('Put the errors right first.');
  await expect(dialog.getByRole('button', { name: 'Add these records' })).toBeDisabled();
  await dialog.getByRole('button', { name: 'line 2:13' }).click();
  await page.keyboard.type('new 1h AAAA 2001:db8::1');
  await expect(dialog.getByRole('status')).toHaveText(
    '1 set added and 1 set changed. 1 set is here just so.',
  );
  await expect(dialog.getByRole('row').filter({ hasText: 'www' })).toContainText('192.0.2.99');
  await expectSound(page, 'dialog-paste');
  await dialog.getByRole('button', { name: 'Add these records' }).click();
  await expect(page.getByRole('grid')).toContainText('2001:db8::1');
  await page.keyboard.press('Control+z');
  await expect(page.getByRole('grid')).not.toContainText('192.0.2.99');
  await expect(page.getByRole('grid')).not.toContainText('2001:db8::1');
});
