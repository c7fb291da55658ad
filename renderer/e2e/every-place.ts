/** Every screen by its address, and a zone with which none of them is empty. */
import type { Page } from '@playwright/test';
import { expect } from './fixtures.ts';

export const ZONE = 'rehearsal.test.';

export const SCREENS = {
  overview: '#/',
  welcome: '#/welcome',
  'new-zone': '#/new',
  import: '#/import',
  records: `#/zones/${ZONE}/records`,
  edits: `#/zones/${ZONE}/edits`,
  'zone-secondaries': `#/zones/${ZONE}/secondaries`,
  history: `#/zones/${ZONE}/history`,
  'zone-settings': `#/zones/${ZONE}/settings`,
  secondaries: '#/secondaries',
  keys: '#/keys',
  sessions: '#/sessions',
  activity: '#/activity',
  api: '#/api',
  settings: '#/settings',
  help: '#/help',
  'hand-over': `#/zones/${ZONE}/hand-over`,
  guide: '#/guide',
  recovery: '#/recovery',
  dnssec: `#/zones/${ZONE}/dnssec`,
  nowhere: '#/nowhere',
} as const;

/** A zone with an own server, a key, records and edits: so that no screen is empty. */
export async function furnish(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Try with a sample' }).click();
  await page.getByRole('navigation', { name: 'rehearsal.test' }).getByText('Secondaries').click();
  await page.getByRole('button', { name: 'Add a secondary…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Who serves it').selectOption({ label: 'A server of your own – new' });
  await dialog.getByLabel('Name', { exact: true }).fill('the shop');
  await dialog.getByLabel('Its transfers come from').fill('192.0.2.7');
  await dialog.getByRole('button', { name: 'Add the secondary' }).click();
  // Its key is made and sealed meanwhile.
  await expect(page.getByRole('heading', { name: 'rehearsal.test at the shop' })).toBeVisible({
    timeout: 45_000,
  });
}
