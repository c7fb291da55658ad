/**
 * Two computers publish the same zone, which a real BIND takes from either: publishing stops where it would cover up what the
 * other one published, and both ways out do at BIND what they say.
 */
import { test as base, type Locator, type Page } from '@playwright/test';
import { Computers, setAddress, ZONE } from '../../main/interop/sessions/two-computers.ts';
import type { RunningApp } from '../../main/interop/running-app.ts';
import { expect as usualExpect, showing } from './fixtures.ts';
import { expectSound } from './soundness.ts';

/** Servers start and are asked meanwhile. */
const expect = usualExpect.configure({ timeout: 30_000 });

const test = base.extend<{ computers: Computers }>({
  computers: async ({ page: _ }, use) => {
    await using computers = await Computers.make();
    await use(computers);
  },
});

/** Asks to publish; the dialog, and what was found beforehand. */
async function askToPublish(page: Page): Promise<{ dialog: Locator; found: Locator }> {
  await page.getByRole('banner').getByRole('button', { name: 'Publish…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Publish' });
  return {
    dialog,
    found: dialog.getByRole('region', { name: 'Looked at beforehand' }).getByRole('listitem'),
  };
}

/** Publishes from the dialog; resolves when BIND has the version. */
async function publishFrom(dialog: Locator, app: RunningApp, { secondary }: Computers): Promise<number> {
  await dialog.getByRole('button', { name: /^Publish/ }).click();
  await expect(dialog).toHaveCount(0);
  const { session } = await app.waitFor((now) => now.session.state === 'open');
  const serial = session.state === 'open' ? session.zones[0].serial : NaN;
  await secondary.waitForSerial('example.test', serial);
  await app.calls.session.stop({ force: true });
  return serial;
}

test('what another computer published is taken over, or gone on ahead of, as its owner says', async ({
  page,
  computers,
}) => {
  base.setTimeout(420_000);
  const theirs = await computers.publishFrom('two', { www: '192.0.2.22', mail: '192.0.2.25' });
  let ours = 0;
  {
    await using app = await computers.start('one');
    await setAddress(app, 'www', '192.0.2.11');
    await setAddress(app, 'ftp', '192.0.2.21');
    await showing(page, app, async () => {
      const { dialog, found } = await askToPublish(page);
      const finding = found.filter({ hasText: `the BIND holds serial ${theirs} of example.test` });
      await expect(finding).toContainText('which was not made here: another computer published on');
      await expect(dialog.getByRole('button', { name: /^Publish 2 edits/ })).toBeDisabled();
      await expect(dialog).toContainText('what only another computer published is replaced');
      await expectSound(page, 'another-computer');

      await finding.getByRole('button', { name: 'Take it over' }).click();
      await expect(page.getByText('2 record sets taken over from the BIND.')).toBeVisible();
      await expect(finding).toHaveCount(0);
      await expectSound(page, 'another-computer-taken');
      // What both touched is marked, and the edits of this computer stand.
      await page.keyboard.press('Escape');
      await page.goto(page.url().replace(/#.*/, `#/zones/${ZONE}/edits`));
      const row = page.getByRole('main').getByRole('row', { name: /www/ });
      await expect(row).toContainText('192.0.2.11');
      await expect(row).toContainText('also changed since, by a tool or another computer');
      await expectSound(page, 'another-computer-edits');
      const again = await askToPublish(page);
      ours = await publishFrom(again.dialog, app, computers);
    });
  }
  expect(ours).toBeGreaterThan(theirs);
  expect(await computers.held()).toEqual([
    'ftp.example.test. 192.0.2.21',
    'mail.example.test. 192.0.2.25',
    'ns1.example.test. 192.0.2.1',
    'www.example.test. 192.0.2.11',
  ]);

  // Now the other computer is told, and goes on ahead.
  await using other = await computers.start('two');
  await showing(page, other, async () => {
    const { dialog, found } = await askToPublish(page);
    const finding = found.filter({ hasText: `the BIND holds serial ${ours} of example.test` });
    await finding.getByRole('button', { name: 'Go on ahead of it' }).click();
    await expect(page.getByText('What is published next replaces what the BIND holds.')).toBeVisible();
    await expect(finding).toHaveCount(0);
    expect(await computers.secondary.serial('example.test')).toBe(ours);
    expect(await publishFrom(dialog, other, computers)).toBeGreaterThan(ours);
  });
  expect(await computers.held()).toEqual([
    'mail.example.test. 192.0.2.25',
    'ns1.example.test. 192.0.2.1',
    'www.example.test. 192.0.2.22',
  ]);
});
