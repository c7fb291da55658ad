/** From the switch to the lines that a registrar's form asks for. */
import { expect, test } from './fixtures.ts';

const ZONE = `$ORIGIN example.test.
$TTL 3600
@ SOA ns1.example.net. hostmaster 1 86400 7200 6652800 3600
@ NS ns1.example.net.
www A 192.0.2.1
`;

test('a zone is switched to DNSSEC, published, and its DS read off in every form', async ({
  app,
  page,
}, info) => {
  await app.calls.settings.update({ timeServer: '' });
  await app.calls.zones.import({ text: ZONE, kind: 'native' });
  await page.goto(page.url().replace(/#.*/, '#/zones/example.test./dnssec'));
  await expect(page.getByRole('heading', { name: 'Not signed' })).toBeVisible();
  await page.getByLabel('Passphrase of the recovery file').fill('correct horse');
  await page.getByLabel('The same again').fill('correct horse');
  const recovery = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Turn on and save the recovery file' }).click();
  expect((await recovery).suggestedFilename()).toMatch(/^hidden-primary-.*\.recovery\.age$/);
  await expect(page.getByText('Signed from the next version on')).toBeVisible();

  await expect(page.getByText('The recovery file does not hold these keys')).toBeHidden();
  const { serials } = await app.calls.session.start({ limitMinutes: 60 });
  expect(serials).toHaveLength(1);
  await expect(page.getByText(/^Signed\. The first signature expires on/)).toBeVisible();
  const [forms] = (await app.calls.dnssec.state({ zone: 'example.test.' })).ds;
  const definitions = page.getByRole('definition');
  await expect(definitions.first()).toContainText(String(forms.keyTag));
  await expect(page.getByText(forms.digests[0].digest, { exact: true })).toBeVisible();
  await page.screenshot({ path: info.outputPath('ds.png') });

  await page.getByRole('tab', { name: 'Public key' }).click();
  await expect(page.getByText(forms.dnskey.publicKey, { exact: true })).toBeVisible();
  await page.getByRole('tab', { name: 'One line' }).click();
  await expect(page.getByText(forms.digests[1].record)).toBeVisible();
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save…' }).click();
  expect((await saved).suggestedFilename()).toBe('dsset-example.test.txt');
  await app.calls.session.stop({ force: true });

  await page.getByRole('button', { name: 'Turn off…' }).click();
  await page.getByRole('button', { name: 'Withdraw the DS' }).click();
  await expect(page.getByText(/^Being turned off/)).toBeVisible();
  await page.getByRole('button', { name: 'Stay signed' }).click();
  await expect(page.getByRole('button', { name: 'Turn off…' })).toBeVisible();
});

test('a zone that is to be signed waits to be published, during a session, too', async ({ app, page }) => {
  const { calls } = app;
  await calls.settings.update({ timeServer: '' });
  await calls.zones.import({ text: ZONE, kind: 'native' });
  await calls.session.start({ limitMinutes: 60 });
  await page.goto(page.url().replace(/#.*/, '#/sessions'));
  await expect(page.getByText('The first session is running.')).toBeVisible();
  await calls.dnssec.enable({ zone: 'example.test.' });
  const bar = page.getByRole('banner');
  await expect(bar.getByRole('button', { name: 'Publish…' })).toBeVisible();
  await calls.session.stop({ force: true });
  await expect(bar).toContainText('example.test is to be signed');
  await bar.getByRole('button', { name: 'Publish…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Publish' });
  await expect(dialog).toContainText('example.test is to be signed');
  await dialog.getByRole('button', { name: 'Publish now' }).click();
  await expect(bar.getByRole('button', { name: 'Stop now' })).toBeVisible();
  await expect(bar.getByRole('button', { name: 'Publish…' })).toHaveCount(0);
  const { servedSigned } = await calls.dnssec.state({ zone: 'example.test.' });
  expect(servedSigned).toBe(true);
});

/** Signed elsewhere: nothing is checked of it but that it is there. */
const SIGNED_ELSEWHERE = `${ZONE}@ DNSKEY 257 3 13 Rme0BO49z2LXnyM1if9jSpgnAIWQMb4q7AIbEYOH0nQii3ZL/QYcnUVVZfKRwYqyh+AJyk38qMpNjiz86jz7RA==
`;

test('a zone whose keys were left behind is signed only when the owner takes the gap', async ({
  app,
  page,
}, info) => {
  await app.calls.settings.update({ timeServer: '' });
  await app.calls.zones.import({ text: SIGNED_ELSEWHERE, kind: 'native' });
  await page.goto(page.url().replace(/#.*/, '#/zones/example.test./dnssec'));
  await expect(
    page.getByText(/by key \d+ \(CSK, algorithm 13\), which was not brought along.* fail for up to an hour/),
  ).toBeVisible();
  await page.getByLabel('Passphrase of the recovery file').fill('correct horse');
  await page.getByLabel('The same again').fill('correct horse');
  await page.screenshot({ path: info.outputPath('left-behind.png') });
  const signs = async (): Promise<boolean> => (await app.calls.dnssec.state({ zone: 'example.test.' })).signs;
  await page.getByRole('button', { name: 'Sign all the same…' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('whoever validates may refuse answers of this zone for up to an hour');
  await page.screenshot({ path: info.outputPath('even-so.png') });
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  expect(await signs()).toBe(false);
  await page.getByRole('button', { name: 'Sign all the same…' }).click();
  const recovery = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Sign all the same' }).click();
  await recovery;
  await expect(page.getByText('Signed from the next version on')).toBeVisible();
  expect(await signs()).toBe(true);
});
