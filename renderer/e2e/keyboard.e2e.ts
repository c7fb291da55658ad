/** The main ways without a mouse: first run, publish, back to an old version, a key. Nothing here is clicked. */
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';

type Role = 'button' | 'link' | 'tab' | 'radio';

/** Tabs on until the focus is at what is wanted, as a person does who cannot point. */
async function tabTo(page: Page, role: Role, name: string | RegExp): Promise<void> {
  await tabToWhat(page, page.getByRole(role, { name }), String(name));
}

async function tabToWhat(page: Page, wanted: Locator, name: string): Promise<void> {
  for (let i = 0; i < 60; i++) {
    await page.keyboard.press('Tab');
    if (await wanted.first().evaluate((node) => node === document.activeElement)) return;
  }
  throw new Error(`no way to ${name} by Tab`);
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
  const crumbs = page.getByRole('navigation', { name: 'You are here' });
  await expect(crumbs.getByRole('listitem')).toHaveText(['rehearsal.test', 'History', String(first)]);
  await expect(crumbs.locator('[aria-current=page]')).toHaveText(String(first));
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

const ZONE = `$ORIGIN example.test.
$TTL 3600
@ SOA ns1.example.net. hostmaster 1 86400 7200 6652800 3600
@ NS ns1.example.net.
`;

test('a provider sheet copied, DNSSEC turned on and a schedule set, all by keyboard', async ({
  page,
  app,
}) => {
  const { calls } = app;
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await calls.settings.update({ timeServer: '' });
  await calls.zones.import({ text: ZONE, kind: 'primary' });
  const key = await calls.keys.create({ name: 'home_he.net_example.test' });
  const { id } = await calls.secondaries.create({
    name: 'he.net',
    provider: 'he.net',
    transferFrom: ['127.0.0.1'],
    notifyTo: [],
    verifyAt: [],
    signNotify: true,
    primaryAddress: null,
  });
  await calls.zones.updateSettings({
    zone: 'example.test.',
    settings: { secondaries: [{ secondary: id, key: key.name }] },
  });

  // What to type at the provider: each line has a copy button, the secret too.
  await goTo(page, 'example.test secondaries');
  await tabTo(page, 'link', 'What to type at he.net');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'example.test at he.net' })).toBeVisible();
  await tabTo(page, 'button', /^Copy .*secret/);
  await page.keyboard.press('Enter');
  const { secret } = await calls.keys.secret({ name: key.name });
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(secret);
  await expect(page.getByText(secret)).toHaveCount(0);

  // The switch, with its recovery file; then the DS in another form.
  await goTo(page, 'example.test dnssec');
  await tabToWhat(page, page.getByLabel('Passphrase of the recovery file'), 'the passphrase');
  await page.keyboard.type('correct horse');
  await tabToWhat(page, page.getByLabel('The same again'), 'its repetition');
  await page.keyboard.type('correct horse');
  const file = page.waitForEvent('download');
  await tabTo(page, 'button', 'Turn on and save the recovery file');
  await page.keyboard.press('Enter');
  await file;
  await tabTo(page, 'tab', 'DS fields');
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('tab', { name: 'Public key' })).toBeFocused();
  const [{ dnskey }] = (await calls.dnssec.state({ zone: 'example.test.' })).ds;
  await expect(page.getByText(dnskey.publicKey, { exact: true })).toBeVisible();

  // Published by itself from now on.
  await page.keyboard.press('g');
  await page.keyboard.press(',');
  await tabTo(page, 'radio', 'no');
  await page.keyboard.press('ArrowDown');
  await tabTo(page, 'button', 'Save');
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await calls.settings.get()).schedule.kind).toBe('rhythm');
});

test('what is typed is not left unasked, and what lies over the screen is closed with it', async ({
  page,
  app: _,
}) => {
  await page.keyboard.press('g');
  await page.keyboard.press(',');
  await page.getByRole('textbox', { name: 'Clock' }).fill('time.example');
  const places = page.getByRole('navigation', { name: 'Places' });
  await places.getByRole('link', { name: 'TSIG keys' }).click();
  const question = page.getByRole('dialog', { name: 'Discard what you typed?' });
  await question.getByRole('button', { name: 'Cancel' }).click();
  await expect(page).toHaveURL(/#\/settings$/);
  await expect(page.getByText('Not saved yet')).toBeVisible();
  await places.getByRole('link', { name: 'TSIG keys' }).click();
  await question.getByRole('button', { name: 'Discard' }).click();
  await expect(page).toHaveURL(/#\/keys$/);

  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.goBack();
  await expect(page.getByRole('dialog')).toHaveCount(0);

  // In a small window the places lie over the screen.
  await page.setViewportSize({ width: 900, height: 700 });
  const menu = page.getByRole('button', { name: 'Menu' });
  await menu.click();
  await expect(places.getByRole('link', { name: /^Overview/ })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(places).toBeHidden();
  await expect(menu).toBeFocused();
  await menu.click();
  await page.mouse.click(700, 400);
  await expect(places).toBeHidden();
});
