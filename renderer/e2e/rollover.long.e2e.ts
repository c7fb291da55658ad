/**
 * A key is replaced from its first step to its last, with Knot as the parent, whose DS is exchanged by hand, and BIND as the name
 * server that the parent names. What only time can bring is brought by moving back when things were seen, while the app is off.
 */
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect as usualExpect, test, type Page } from '@playwright/test';
import { freePort } from '../../main/interop/peers/free-port.ts';
import { startPrimary, startSecondary } from '../../main/interop/peers/start.ts';
import { startApp, type RunningApp } from '../../main/interop/running-app.ts';

/** Keys are made and sealed in the vault meanwhile: seconds, on a busy machine. */
const expect = usualExpect.configure({ timeout: 30_000 });
const ZONE = 'example.test.';
const TEXT = `$ORIGIN example.test.
$TTL 3600
@ SOA ns1 hostmaster 1 86400 7200 6652800 3600
@ NS ns1
ns1 A 127.0.0.1
www A 192.0.2.1
`;

/** The zone `test.`, which delegates ours to BIND. */
const parentText = (serial: number, ds: readonly string[]): string =>
  [
    '$ORIGIN test.',
    '$TTL 600',
    `@ SOA ns.test. host.test. ${serial} 3600 600 86400 60`,
    '@ NS ns.test.',
    'ns A 127.0.0.2',
    'example NS ns1.example.test.',
    'ns1.example A 127.0.0.1',
    ...ds,
    '',
  ].join('\n');

/** As if everything had been seen two days earlier. */
async function ageSightings(dataDir: string): Promise<void> {
  const zones = path.join(dataDir, 'zones');
  const [folder] = await readdir(zones);
  const file = path.join(zones, folder, 'dnssec.json');
  const content = JSON.parse(await readFile(file, 'utf8')) as {
    data: Record<'servedByAll' | 'signedByAll' | 'parentHas', { since: number } | null>;
  };
  const { servedByAll, signedByAll, parentHas } = content.data;
  for (const seen of [servedByAll, signedByAll, parentHas]) if (seen !== null) seen.since -= 2 * 86_400_000;
  await writeFile(file, JSON.stringify(content));
}

async function shot(page: Page, name: string): Promise<void> {
  const axe = await new AxeBuilder({ page }).analyze();
  expect(axe.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join('; ')}`)).toEqual(
    [],
  );
  for (const theme of ['light', 'dark']) {
    await page.evaluate((chosen) => (document.documentElement.dataset.theme = chosen), theme);
    for (const width of [900, 1440]) {
      await page.setViewportSize({ width, height: 900 });
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(overflow, `${name} is wider than ${width} px`).toBeLessThanOrEqual(0);
      if (process.env.SCREENSHOTS !== undefined)
        await page.screenshot({
          path: path.join(process.env.SCREENSHOTS, `${name}-${theme}-${width}.png`),
          fullPage: true,
        });
    }
  }
}

test('a CSK is replaced step by step, over restarts, each step when what it waits for was seen', async ({
  page,
}) => {
  test.setTimeout(240_000);
  await using stack = new AsyncDisposableStack();
  const folder = await mkdtemp(path.join(os.tmpdir(), 'hidden-primary-rollover-'));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const dataDir = path.join(folder, 'data');
  const parentFile = path.join(folder, 'parent');
  const port = await freePort();
  await writeFile(parentFile, parentText(1, []));
  const parent = stack.use(
    await startPrimary('Knot', { zones: [{ name: 'test', file: parentFile }], listen: '127.0.0.2', port }),
  );
  const dns = `127.0.0.1:${await freePort()}`;
  let app: RunningApp | undefined;
  stack.defer(() => app?.stop());
  const open = async (): Promise<RunningApp> => {
    await app?.stop();
    app = await startApp({ dataDir, dns: [dns], args: ['--authoritative-port', String(port)] });
    await page.goto(await app.newLink());
    await page.goto(page.url().replace(/#.*/, `#/zones/${ZONE}/dnssec`));
    return app;
  };
  const { calls, endpoint } = await open();
  await calls.settings.update({ timeServer: '', resolver: { address: '127.0.0.2', port } });
  await calls.zones.import({ text: TEXT, kind: 'primary' });
  const { id } = await calls.secondaries.create({
    name: 'BIND',
    provider: null,
    transferFrom: ['127.0.0.1'],
    notifyTo: [{ address: '127.0.0.1', port }],
    verifyAt: [],
    signNotify: true,
    primaryAddress: null,
  });
  await calls.zones.updateSettings({ zone: ZONE, settings: { secondaries: [{ secondary: id, key: null }] } });
  await calls.dnssec.enable({ zone: ZONE });
  const bind = stack.use(
    await startSecondary('BIND', { zones: [{ name: 'example.test', primaries: [endpoint] }], port }),
  );
  const publish = async (): Promise<void> => {
    const { serials } = await app!.calls.session.start({ override: true });
    await bind.waitForSerial('example.test', serials[0].serial);
    await app!.calls.session.stop({ force: true });
  };
  let serial = 1;
  const handIn = async (): Promise<void> => {
    const [forms] = (await app!.calls.dnssec.state({ zone: ZONE })).ds;
    await writeFile(
      parentFile,
      parentText(
        ++serial,
        forms.digests.map(({ record }) => record),
      ),
    );
    await parent.load('test', parentFile);
    await parent.waitForSerial('test', serial);
  };
  await publish();
  await handIn();
  await calls.dnssec.look({ zone: ZONE });
  await page.reload();

  const [{ keyTag: old }] = (await calls.dnssec.state({ zone: ZONE })).keys;
  await page.getByRole('button', { name: `Replace key ${old}…` }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Make the new key' }).click();
  const card = page.getByRole('region', { name: `Replacing CSK ${old} by` });
  const present = card.locator('[aria-current=step]');
  await expect(present).toContainText('Waits for you to publish');
  await expect(page.getByText('The recovery file does not hold these keys').or(card).first()).toBeVisible();
  await publish();
  await card.getByRole('button', { name: 'Ask now' }).click();
  await expect(present).toContainText('both keys sign');
  await expect(present).toContainText('goes on from');
  await expect(card.getByRole('button', { name: 'Show the new DS' })).toHaveCount(0);
  await expect(page.getByRole('heading', { name: 'Paste this at your registrar' })).toHaveCount(0);
  await shot(page, 'rollover-publish');
  // Taking back is a question, and Escape is an answer.
  await card.getByRole('button', { name: 'Take back…' }).press('Enter');
  await expect(page.getByRole('dialog', { name: 'Keep the old key after all?' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(card.getByRole('button', { name: 'Take back…' })).toBeFocused();

  await app!.stop();
  await ageSightings(dataDir);
  await open();
  await expect(present).toContainText('Its DS may be handed in');
  await card.getByRole('button', { name: 'Show the new DS' }).press('Enter');
  await expect(page.getByRole('heading', { name: 'Paste this at your registrar' })).toBeVisible();
  const { rollover, ds } = await app!.calls.dnssec.state({ zone: ZONE });
  expect(ds.map(({ keyTag }) => keyTag)).toEqual([rollover!.new]);
  await expect(page.getByText(ds[0].digests[0].digest, { exact: true })).toBeVisible();
  await card.getByRole('button', { name: 'Ask now' }).click();
  await expect(present).toContainText(`ns.test lacks the DS of ${rollover!.new}`);
  await shot(page, 'rollover-exchange');
  await publish();
  await handIn();
  await card.getByRole('button', { name: 'Ask now' }).click();
  await expect(present).toContainText('The old one may be in caches');

  await app!.stop();
  await ageSightings(dataDir);
  await open();
  await card.getByRole('button', { name: 'Remove the old key' }).click();
  await expect(present).toContainText('Waits for you to publish');
  await publish();
  await card.getByRole('button', { name: 'Ask now' }).click();
  await expect(card).toHaveCount(0);
  await expect(page.getByRole('row', { name: new RegExp(`${old} CSK .*removed`) })).toBeVisible();
});
