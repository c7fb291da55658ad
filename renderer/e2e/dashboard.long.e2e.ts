/** The overview of three zones with three secondaries each, as weeks of real sessions with BIND, Knot and NSD left them. */
import { readFile } from 'node:fs/promises';
import { test as base, expect, type Locator } from '@playwright/test';
import type { RunningApp } from '../../main/interop/running-app.ts';
import { weeksOfSessions } from '../../main/interop/sessions/weeks-of-sessions.ts';
import { showing } from './fixtures.ts';
import { shoot } from './readme-picture.ts';
import { expectSound } from './soundness.ts';

/** Three starts of the app, three of real servers. */
base.describe.configure({ timeout: 240_000 });

const test = base.extend<{ app: RunningApp }>({
  app: async ({ page }, use) => {
    await using weeks = await weeksOfSessions();
    await showing(page, weeks.app, () => use(weeks.app));
  },
});

/** The cells of a table's rows, but for what differs from day to day. */
async function rowsOf(table: Locator): Promise<string[]> {
  const rows = await table.getByRole('row').allInnerTexts();
  return rows.map((row) =>
    row
      .replace(/\d{10}/g, 'SERIAL')
      .replace(/\d+ [A-Z][a-z]{2,3}( \d{4})?/g, 'DAY')
      .replace(/\d+ seconds? ago|now$/g, 'JUST NOW')
      .split(/\s*\n\s*|\t/)
      .filter((cell) => cell !== '')
      .join(' | '),
  );
}

test('one glance tells what waits, what is signed, who has it, and which copy ends when', async ({
  page,
  app: _,
}) => {
  const zones = page.getByRole('region', { name: 'Zones' });
  const plot = page.getByRole('region', { name: 'How long the copies last' });
  await expect(plot.getByRole('img')).toHaveCount(9);
  await shoot(page, 'overview');
  expect((await rowsOf(zones)).slice(1)).toEqual([
    'example.com | 3 edits | signed | 1 of 3 in sync | DAY | SERIAL | JUST NOW',
    'bakery.example | – | not signed | 3 of 3 in sync | now | SERIAL | 25 days ago',
    'lab.example | – | signed | 2 of 3 in sync | a secondary has a problem | overdue | SERIAL | 9 days ago',
  ]);
  // The worst zone first, and in it the worst copy.
  expect((await rowsOf(plot)).slice(1)).toEqual([
    'lab.example | NSD at a friend’s behind | ended 4 days ago | overdue',
    'Knot at the shop | 11 days left | JUST NOW',
    'he.net | 20 days left | DAY',
    'bakery.example | NSD at a friend’s | 9 days left | JUST NOW',
    'Knot at the shop | 25 days left | DAY',
    'he.net | 34 days left | DAY',
    'example.com | NSD at a friend’s behind | 51 days left | DAY',
    'Knot at the shop behind | 67 days left | DAY',
    'he.net | 76 days left | DAY',
  ]);

  // Exact times: in each bar's text; of the row that is pointed at, or has the focus, below the plot.
  const facts = plot.locator('.facts');
  await expect(facts).toContainText(/lab\.example at NSD.* refreshed .* expired .* holds \d+, not \d+/);
  const last = plot.getByRole('row').last();
  await last.hover();
  await expect(facts).toContainText(/example\.com at he\.net refreshed .* publish by .*, as it says itself/);
  const [label] = await last.getByRole('img').evaluateAll((bars) => bars.map((bar) => bar.ariaLabel));
  await expect(facts).toContainText(label ?? 'no label');
  await zones.hover();
  await plot.getByRole('link', { name: 'lab.example' }).focus();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(facts).toContainText('lab.example at Knot at the shop');
  await expectSound(page, 'dashboard');

  // A calendar has it, too.
  const saved = page.waitForEvent('download');
  await plot.getByRole('button', { name: 'Save as calendar file' }).click();
  const download = await saved;
  expect(download.suggestedFilename()).toBe('publish.ics');
  const text = await readFile(await download.path(), 'utf8');
  expect(text.match(/^SUMMARY:.*|^TRIGGER.*/gm)).toEqual(
    ['lab.example', 'bakery.example', 'example.com'].flatMap((zone) => [
      `SUMMARY:Publish ${zone}`,
      'TRIGGER:-P1D',
    ]),
  );
});
