/**
 * A session with good secondaries and all kinds of troubled ones, on the screen: the line of each says what is the matter and offers
 * the remedy, which works; the bar says whom it waits for; nothing is cut off unasked; the report keeps it all.
 */
import { test as base, expect, type Locator, type Page } from '@playwright/test';
import { askTransfer } from '../../main/interop/sessions/raw-secondary.ts';
import {
  expectTroubledSecondaries,
  ZONE,
  type TroubledSecondaries,
} from '../../main/interop/sessions/troubled-secondaries.ts';
import { showing } from './fixtures.ts';
import { shoot } from './readme-picture.ts';
import { expectSound } from './soundness.ts';

/** Servers that start, wait and are waited for. */
base.describe.configure({ timeout: 360_000 });

const test = base.extend<{ troubled: TroubledSecondaries }>({
  troubled: async ({ page }, use) => {
    await using troubled = await expectTroubledSecondaries();
    await showing(page, troubled.app, () => use(troubled));
  },
});
/** A person waits for real servers. */
const SOON = { timeout: 40_000 };

const lineOf = (page: Page, name: string): Locator =>
  page
    .getByRole('main')
    .locator('li')
    .filter({ has: page.getByText(name, { exact: true }) });

/** What a line says, but for times and numbers. */
async function saidOf(line: Locator): Promise<string[]> {
  const marks = await line.getByRole('listitem').allInnerTexts();
  const said = (await line.innerText()).split('\n').filter((text) => !marks.includes(text));
  return said.map((text) => text.replace(/\d+/g, 'N').trim()).filter((text) => text !== '');
}

test('each trouble is on its line with its remedy, and nobody is held up', async ({ page, troubled }) => {
  const { app, places } = troubled;
  const { calls } = app;
  const bar = page.getByRole('banner');
  const main = page.getByRole('main');
  const line = (name: string): Locator => lineOf(page, name);
  const { serials } = await calls.session.start({});
  const { bind, nsd } = await troubled.come();

  // Good ones arrive while others hang.
  await expect(line('good BIND').getByText('in sync', { exact: true })).toBeVisible(SOON);
  const marks = await line('good BIND').getByRole('listitem').allInnerTexts();
  expect(marks.map((mark) => mark.replace(/: .*\d.*/, ': at a time'))).toEqual([
    'notified: at a time',
    'asked SOA: at a time',
    'transfer: at a time',
    'in sync: at a time',
    'verified: not yet',
  ]);
  for (const name of ['first of two', 'second of two'])
    await expect(line(name).getByText('in sync', { exact: true })).toBeVisible(SOON);

  // Each trouble in words, with what can be done about it.
  const told = {
    'half-way': [/^stuck$/, /^Its transfer began N s ago and has not ended: .* Notify again$/],
    down: [/^cannot be reached$/, /^Nothing listens where our NOTIFY goes to: .* Notify again$/],
    'refusing Knot': [/^refused NOTIFY$/, /^It answered our NOTIFY with BADKEY: .* Notify again$/],
    'wrong clock': [
      /^clock is off$/,
      /^The clock of N.N.N.N is N min behind ours\. .* set the one that is wrong\.$/,
    ],
    elsewhere: [/^refused$/, /^Its transfer came from N.N.N.N, which is not on the list\. Add this address$/],
  };
  for (const [name, [word, sentence]] of Object.entries(told)) {
    await expect(line(name).getByText(word)).toBeVisible(SOON);
    const said = await saidOf(line(name));
    expect(
      said.some((text) => sentence.test(text)),
      `${name}: ${said.join(' / ')}`,
    ).toBe(true);
  }
  await expect(bar).toContainText(/3 of 8 in sync · waiting for down and 4 others/);
  await shoot(page, 'session', 'dark');
  await expectSound(page, 'troubled-session');

  // The remedy is a click, and the next transfer is granted, in this very session.
  await line('elsewhere').getByRole('button', { name: 'Add this address' }).click();
  await expect(line('elsewhere').getByText('in sync', { exact: true })).toBeVisible(SOON);
  await nsd.waitForSerial(ZONE, serials.find(({ name }) => name === `${ZONE}.`)?.serial ?? 0);
  await line('down').getByRole('button', { name: 'Notify again' }).click();
  await expect(page.getByText('NOTIFY is sent to down again.')).toBeVisible();

  // Somebody with the key of one, from an address on no list.
  const strangers = page.getByRole('region', { name: 'Who asked and is on no list' });
  await expect(strangers).toHaveCount(0);
  const asked = await askTransfer({
    zone: ZONE,
    server: app.endpoint,
    via: '127.0.0.98',
    key: places.good.key,
  });
  await expect(strangers).toContainText('127.0.0.98 asked for example.com with the key home_good-bind');
  await strangers.getByRole('button', { name: 'Allow it for good BIND' }).click();
  await expect(strangers).toHaveCount(0);
  asked.destroy();
  const good = (await calls.secondaries.list()).find(({ name }) => name === 'good BIND');
  expect(good?.transferFrom).toEqual(['127.0.0.11', '127.0.0.98']);

  // More time is a click.
  const endsAt = async (): Promise<number> => {
    const { session } = await app.waitFor(() => true);
    return session.state === 'open' ? (session.endsAt ?? 0) : 0;
  };
  const before = await endsAt();
  await bar.getByRole('button', { name: '10 more minutes' }).click();
  await expect.poll(async () => (await endsAt()) - before).toBe(600_000);

  // A transfer runs: stopping asks first.
  const question = page.getByRole('dialog', { name: 'Stop publishing?' });
  const slow = {
    zone: 'big.example',
    server: app.endpoint,
    via: places.stuck.address,
    key: places.stuck.key,
  };
  const reader = await askTransfer(slow);
  await bar.getByRole('button', { name: 'Stop now' }).click();
  await expect(question).toContainText(
    /transfers? (is|are) still running\. Stopping now cuts off what is running/,
  );
  await page.keyboard.press('Escape');
  await expect(question).toHaveCount(0);
  await expect(bar).toContainText('4 of 8 in sync');
  await bar.getByRole('button', { name: 'Stop now' }).click();
  await question.getByRole('button', { name: 'Stop now' }).click();
  await expect(bar).toContainText('Not publishing');

  reader.destroy();

  // Of those that were seen before it is known how long they take. The limit is said before it strikes.
  const secondaries = [places.good, places.refusing].map(({ id, key }) => ({ secondary: id, key: key.name }));
  await calls.zones.updateSettings({ zone: `${ZONE}.`, settings: { secondaries } });
  await calls.zones.updateSettings({ zone: 'big.example.', settings: { secondaries: [] } });
  await bind.stop();
  await calls.session.start({ limitMinutes: 1 });
  await expect(bar).toContainText(/0 of 2 in sync · waiting for \S+ \S+ \(usually \d+ s\) and another/);
  const nearly = main.getByRole('alert');
  await expect(nearly).toContainText('Not all are in sync, and the time is nearly up.', SOON);
  await nearly.getByRole('button', { name: '10 more minutes' }).click();
  await expect(nearly).toHaveCount(0);
  await bar.getByRole('button', { name: 'Stop now' }).click();
  // With no transfer running, it stops at once.
  await expect(bar).toContainText('Not publishing');

  // What they did is kept.
  await page.getByRole('link', { name: 'Sessions', exact: true }).click();
  await main.getByText('4 of 8 in sync · stopped by hand').click();
  for (const [name, [word]] of Object.entries(told))
    if (['down', 'refusing Knot', 'wrong clock'].includes(name))
      await expect(line(name).getByText(word).filter({ visible: true })).toBeVisible();
});
