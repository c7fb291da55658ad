/** Around sessions and tools: the rehearsal, the schedule, the check before publishing, the API's switch, key and requests. */
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';

async function openSample(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Try with a sample' }).click();
  await expect(page.getByRole('grid', { name: 'Record sets' })).toContainText('www');
}

test('a rehearsal hands the sample zone to a secondary on loopback and says what it saw', async ({
  page,
  app,
}) => {
  await openSample(page);
  await app.calls.session.start({});
  await app.calls.session.stop({ force: true });
  await page.getByRole('link', { name: /^Overview/ }).click();
  await page.getByRole('button', { name: 'Rehearse…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Rehearsal' });
  await expect(dialog.getByRole('status')).toContainText('1 of 1 zone would arrive as they are', {
    timeout: 20_000,
  });
  await expect(dialog).toContainText('rehearsal.test');
});

test('a schedule is set, and the overview says when the next session is', async ({ page, app }) => {
  await openSample(page);
  await page.getByRole('navigation', { name: 'Places' }).getByText('Settings').click();
  await page.getByLabel('by a pattern of cron').check();
  await page.getByLabel('Pattern', { exact: true }).fill('30 9 * *');
  await expect(page.getByText('Expected five fields')).toBeVisible();
  await page.getByLabel('Pattern', { exact: true }).fill('30 9 * * 1');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText(/The next is .*9:30/)).toBeVisible();
  expect((await app.calls.settings.get()).schedule).toEqual({ kind: 'cron', pattern: '30 9 * * 1' });
});

test('what stands against publishing is said beforehand, with its remedy', async ({ page, app }) => {
  await openSample(page);
  const { id } = await app.calls.secondaries.create({
    name: 'the shop',
    provider: null,
    transferFrom: [],
    notifyTo: [],
    verifyAt: [],
    signNotify: true,
    primaryAddress: null,
  });
  await app.calls.zones.updateSettings({
    zone: 'rehearsal.test.',
    settings: { secondaries: [{ secondary: id, key: null }] },
  });
  await page.getByRole('button', { name: 'Publish…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Publish' });
  await expect(dialog.getByText('Where transfers of the shop come from is not known')).toBeVisible();
  await dialog.getByRole('link', { name: 'Look at its secondaries' }).click();
  await expect(page.getByRole('heading', { name: 'the shop' })).toBeVisible();
});

test('the API is switched on, its key copied and changed, and its requests are seen', async ({
  page,
  app,
}) => {
  await openSample(page);
  await page.getByRole('link', { name: 'API for tools' }).click();
  await page.getByLabel('Answer tools').check();
  await page.getByLabel('Port', { exact: true }).fill('0');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText(/It listens at http:\/\/127\.0\.0\.1:/)).toBeVisible();
  await page.getByRole('button', { name: 'Show API key' }).click();

  const { listening } = await app.calls.api.state();
  const { key } = await app.calls.api.key();
  await expect(page.getByText(key)).toBeVisible();
  const zones = `http://127.0.0.1:${listening?.port}/api/v1/servers/localhost/zones`;
  const ask = async (): Promise<number> =>
    (await fetch(zones, { headers: { 'x-api-key': key, 'user-agent': 'xenolf-acme/4.9.1' } })).status;
  expect(await ask()).toBe(200);
  const line = page.getByRole('row').filter({ hasText: 'xenolf-acme/4.9.1' });
  await expect(line.first()).toContainText('200');

  await page.getByRole('button', { name: 'New key…' }).click();
  await page.getByRole('button', { name: 'Make a new key' }).click();
  await expect(page.getByText('The API has a new key.')).toBeVisible();
  expect(await ask()).toBe(401);
  await expect(line.first()).toContainText('401');
});
