/** A signed zone handed over to Knot: what is saved, shown and copied (main/interop has the servers that take it). */
import { readFile } from 'node:fs/promises';
import { expect, test } from './fixtures.ts';

const ZONE = 'example.test.';
const TEXT = `$ORIGIN example.test.
$TTL 3600
@ SOA ns1.example.net. hostmaster 1 86400 7200 6652800 3600
@ NS ns1.example.net.
www A 192.0.2.1
`;

test('a signed zone is handed over: its file, its keys, and a configuration with its secrets', async ({
  page,
  app,
}) => {
  test.setTimeout(150_000);
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const { calls } = app;
  await calls.settings.update({ timeServer: '' });
  await calls.zones.import({ text: TEXT, kind: 'primary' });
  await calls.dnssec.enable({ zone: ZONE });
  const key = await calls.keys.create({ name: 'home_shop_example.test' });
  const { secret } = await calls.keys.secret({ name: key.name });
  const { id } = await calls.secondaries.create({
    name: 'the shop',
    provider: null,
    transferFrom: ['192.0.2.7'],
    notifyTo: [],
    verifyAt: [],
    signNotify: true,
    primaryAddress: null,
  });
  await calls.zones.updateSettings({
    zone: ZONE,
    settings: { secondaries: [{ secondary: id, key: key.name }] },
  });

  await page.goto(page.url().replace(/#.*/, `#/zones/${ZONE}/settings`));
  await page.getByRole('link', { name: /^Hand/ }).click();
  await expect(page.getByRole('heading', { name: 'Hand example.test over' })).toBeVisible();
  await page.getByLabel('New primary').selectOption({ label: 'Knot DNS' });
  await expect(page.getByRole('main')).toContainText('••••');
  await expect(page.getByText(secret)).toHaveCount(0);

  const [zoneFile] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save the zone file' }).click(),
  ]);
  expect(zoneFile.suggestedFilename()).toBe('example.test.zone');
  const saved = await readFile((await zoneFile.path())!, 'utf8');
  expect([saved.includes('192.0.2.1'), /RRSIG|DNSKEY/.test(saved)]).toEqual([true, false]);

  const files = new Map<string, string>();
  page.on('download', (file) => {
    void file.path().then(async (at) => files.set(file.suggestedFilename(), await readFile(at, 'utf8')));
  });
  await page.getByRole('button', { name: 'Save the keys' }).click();
  const [{ keyTag }] = (await calls.dnssec.state({ zone: ZONE })).keys;
  await expect.poll(() => [...files.values()].join('')).toContain('PRIVATE KEY');
  expect([...files.keys()].every((name) => name.includes(String(keyTag)))).toBe(true);

  // Copied with what is masked on the screen.
  await page.getByRole('button', { name: /^Copy the text for .*knot\.conf/ }).click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toContain(secret);
  await expect(page.getByText(secret)).toHaveCount(0);

  // And the way back.
  await page
    .getByRole('navigation', { name: 'You are here' })
    .getByRole('link', { name: 'Settings' })
    .click();
  await expect(page.getByRole('link', { name: /^Hand/ })).toBeVisible();
});
