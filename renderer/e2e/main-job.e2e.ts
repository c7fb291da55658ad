/**
 * What an admin does: from the first run to an edited zone that is served by somebody else's name server. A real BIND
 * plays he.net; what is typed into its configuration is read off the provider sheet, as a person would.
 */
import type { Page } from '@playwright/test';
import { freePort } from '../../main/interop/peers/free-port.ts';
import type { TsigAlgorithm } from '../../main/interop/peers/peer.ts';
import { startSecondary } from '../../main/interop/peers/start.ts';
import { expect, test } from './fixtures.ts';
import { shoot } from './readme-picture.ts';

/** What the sheet says behind a term, copied by its button or read. */
async function onSheet(page: Page, term: string): Promise<string> {
  const definition = page.getByRole('definition').nth(await indexOfTerm(page, term));
  return (await definition.innerText()).split('\n')[0].trim();
}

async function indexOfTerm(page: Page, term: string): Promise<number> {
  return (await page.getByRole('term').allInnerTexts()).indexOf(term);
}

async function addRecord(
  page: Page,
  owner: string,
  type: string,
  fields: Readonly<Record<string, string>>,
  ttl = '1h',
): Promise<void> {
  await page.keyboard.press('n');
  const dialog = page.getByRole('dialog', { name: 'Add a record set' });
  await dialog.getByLabel('Name').fill(owner);
  await dialog.getByLabel('Type', { exact: true }).fill(type);
  await dialog.getByLabel('TTL').fill(ttl);
  page.setDefaultTimeout(10_000);
  for (const [label, value] of Object.entries(fields)) await dialog.getByLabel(label).fill(value);
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(dialog).toBeHidden();
}

test('from the first run to an edited zone that he.net serves', async ({ page, app }) => {
  test.setTimeout(120_000);
  const port = await freePort();

  // The three doors; a new zone for he.net, whose part a server on loopback plays.
  await page.getByText('Make a zone…').click();
  await page.getByLabel('Name of the zone').fill('example.com');
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByText('Its addresses').click();
  await page.getByLabel('Its transfers come from').fill('127.0.0.1');
  await page.getByLabel('NOTIFY goes to').fill(`127.0.0.1:${port}`);
  await page.getByLabel('Verified at').fill(`127.0.0.1:${port}`);
  await page.getByRole('button', { name: 'Make zone, key and secondary' }).click();

  // The provider sheet: what is typed into the form there, here goes into BIND's configuration.
  await expect(page.getByRole('heading', { name: 'example.com at he.net' })).toBeVisible();
  await page.getByLabel('First say where it reaches you:').fill('203.0.113.7');
  await page.getByRole('button', { name: 'Save the address' }).click();
  await expect(page.getByText('Master #1')).toBeVisible();
  await shoot(page, 'provider-sheet');
  await page.getByRole('button', { name: 'Show the secret' }).click();
  await expect(page.getByText('••••')).toBeHidden();
  const key = {
    name: await onSheet(page, 'TSIG name'),
    algorithm: (await onSheet(page, 'TSIG hash')) as TsigAlgorithm,
    secret: await onSheet(page, 'TSIG secret'),
  };
  await using bind = await startSecondary('BIND', {
    zones: [{ name: 'example.com', primaries: [app.endpoint], key }],
    port,
  });

  await page.getByRole('button', { name: 'I have entered it – publish' }).click();
  await expect(page.getByRole('banner')).toContainText('Publishing');
  await expect(page.getByRole('banner')).toContainText('Not publishing', { timeout: 40_000 });
  const first = (await bind.serial('example.com')) ?? 0;
  expect(first).toBeGreaterThan(2026_00_00_00);

  // The zone as it is edited, and published again.
  await page.getByRole('navigation', { name: 'Places' }).getByText('example.com').click();
  await addRecord(page, 'www', 'A', { 'IPv4 address': '192.0.2.80' }, '5m');
  await addRecord(page, '@', 'MX', { Priority: '10', 'Mail server': 'mail' });
  await addRecord(page, 'mail', 'A', { 'IPv4 address': '192.0.2.25' });
  await addRecord(page, 'münchen', 'CNAME', { 'Points to': 'www' });
  await expect(page.getByRole('grid', { name: 'Record sets' })).toContainText('192.0.2.80');
  await shoot(page, 'records');
  await page.getByRole('link', { name: /^Edits/ }).click();
  await expect(page.getByRole('button', { name: 'Take back www A' })).toBeVisible();
  await shoot(page, 'edits');
  await page.getByRole('banner').getByRole('button', { name: 'Publish…' }).click();
  await expect(page.getByRole('dialog')).toContainText('Looked at beforehand');
  await expect(page.getByRole('dialog').locator('[aria-busy=true]')).toHaveCount(0);
  await shoot(page, 'publish');
  await page.getByRole('button', { name: 'Publish 4 edits' }).click();
  await bind.waitForSerial('example.com', first + 1);
  expect(
    (await bind.dump('example.com'))
      .filter((line) => /\tA\t|\tMX\t|\tCNAME\t/.test(line))
      .map((line) => line.split(/\s+/))
      .map(([owner, , , type, ...rest]) => `${owner} ${type} ${rest.join(' ')}`)
      .sort(),
  ).toEqual([
    'example.com. MX 10 mail.example.com.',
    'mail.example.com. A 192.0.2.25',
    'www.example.com. A 192.0.2.80',
    'xn--mnchen-3ya.example.com. CNAME www.example.com.',
  ]);
  await page.getByRole('link', { name: /^Overview/ }).click();
  await expect(page.getByRole('main')).toContainText('in sync');

  // The sockets close again, and the history says what was done.
  await expect(page.getByRole('banner')).toContainText('Not publishing', { timeout: 40_000 });
  await expect(page.getByRole('main')).toContainText('How long the copies last');
  await page.getByRole('navigation', { name: 'Places' }).getByText('example.com').click();
  await page.getByRole('link', { name: 'History' }).click();
  await expect(page.getByRole('main')).toContainText(String(first + 1));
});
