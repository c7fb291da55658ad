/**
 * A tool changes a zone during a session, with what the screens gave it; and a recovery file brings a signed zone to another
 * computer. A real BIND takes the zone in either case.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { test as base, type Locator, type Page } from '@playwright/test';
import type { Secondary } from '../../main/interop/peers/peer.ts';
import { freePort } from '../../main/interop/peers/free-port.ts';
import { startSecondary } from '../../main/interop/peers/start.ts';
import { startApp, type RunningApp } from '../../main/interop/running-app.ts';
import { expect as usualExpect, showing } from './fixtures.ts';
import { expectSound } from './soundness.ts';

/** Servers start and are asked meanwhile. */
const expect = usualExpect.configure({ timeout: 30_000 });

const ZONE = 'example.test.';
const TEXT = `$ORIGIN ${ZONE}
$TTL 3600
@ SOA ns1.example.net. hostmaster 1 86400 7200 6652800 3600
@ NS ns1.example.net.
www A 192.0.2.1
`;

interface World {
  readonly app: RunningApp;
  readonly bind: Secondary;
}

/** An app with the zone, and a BIND that takes it. */
const test = base.extend<{ world: World }>({
  world: async ({ page: _ }, use) => {
    await using app = await startApp();
    const at = { address: '127.0.0.1', port: await freePort() };
    await using bind = await startSecondary('BIND', {
      zones: [{ name: 'example.test', primaries: [app.endpoint] }],
      port: at.port,
    });
    await app.calls.settings.update({ timeServer: '' });
    await app.calls.zones.import({ text: TEXT, kind: 'primary' });
    const { id } = await app.calls.secondaries.create({
      name: 'the BIND',
      provider: null,
      transferFrom: ['127.0.0.1'],
      notifyTo: [at],
      verifyAt: [at],
      signNotify: false,
      primaryAddress: null,
    });
    const settings = { secondaries: [{ secondary: id, key: null }] };
    await app.calls.zones.updateSettings({ zone: ZONE, settings });
    await use({ app, bind });
  },
});

const goTo = (page: Page, place: string): Promise<unknown> =>
  page.goto(page.url().replace(/#.*/, `#/${place}`));

async function askToPublish(page: Page): Promise<Locator> {
  await page.getByRole('banner').getByRole('button', { name: 'Publish…' }).click();
  return page.getByRole('dialog', { name: 'Publish' });
}

/** Publishes from the dialog; the serial that BIND then has. */
async function publish(dialog: Locator, app: RunningApp, bind: Secondary): Promise<number> {
  await dialog.getByRole('button', { name: /^Publish/ }).click();
  await expect(dialog).toHaveCount(0);
  const { session } = await app.waitFor((now) => now.session.state === 'open');
  const serial = session.state === 'open' ? session.zones[0].serial : NaN;
  await bind.waitForSerial('example.test', serial);
  return serial;
}

/** Adds a name, by libcloud's own driver for PowerDNS. */
const ADD_RECORD = `
import sys
from urllib.parse import urlsplit
from libcloud.dns.providers import get_driver
from libcloud.dns.types import Provider, RecordType
url = urlsplit(sys.argv[1])
driver = get_driver(Provider.POWERDNS)(sys.argv[2], host=url.hostname, port=url.port, secure=False, api_version="v1")
zone = driver.get_zone("${ZONE}")
driver.create_record("tool.${ZONE}", zone, RecordType.A, "192.0.2.77", extra={"ttl": 60})
`;

test('a tool gets its address and key from the screens, and what it writes is published at once', async ({
  page,
  world: { app, bind },
}) => {
  test.setTimeout(180_000);
  await app.calls.settings.update({ keepOpen: true });
  await showing(page, app, async () => {
    const first = await publish(await askToPublish(page), app, bind);
    await page.getByRole('link', { name: 'API for tools' }).click();
    await page.getByLabel('Answer tools').check();
    await page.getByLabel('Port', { exact: true }).fill('0');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    const listens = page.getByText(/It listens at http:\/\/127\.0\.0\.1:/);
    const [url] = /http:\/\/[\d.]+:\d+/.exec(await listens.innerText())!;
    await page.getByRole('button', { name: 'Show API key' }).click();
    const { key } = await app.calls.api.key();
    await expect(page.getByText(key)).toBeVisible();

    await promisify(execFile)('/usr/bin/python3', ['-c', ADD_RECORD, url, key]);
    await expect(page.getByRole('row').filter({ hasText: 'libcloud' }).first()).toContainText('PATCH');
    await expectSound(page, 'automated');
    await bind.waitForSerial('example.test', first + 1);
    expect(await bind.dump('example.test')).toContainEqual(
      expect.stringMatching(/^tool\.example\.test\.\s+60\s+IN\s+A\s+192\.0\.2\.77$/),
    );
    await goTo(page, `zones/${ZONE}`);
    await expect(page.getByRole('grid', { name: 'Record sets' })).toContainText('192.0.2.77');
  });
});

test('a recovery file brings a signed zone to another computer: same DS, and the BIND takes what is ahead', async ({
  page,
  world: { app, bind },
}) => {
  test.setTimeout(240_000);
  const folder = await mkdtemp(path.join(tmpdir(), 'hidden-primary-moved-'));
  const file = path.join(folder, 'recovery.age');
  try {
    let published = 0;
    let digest = '';
    await showing(page, app, async () => {
      await goTo(page, `zones/${ZONE}/dnssec`);
      await page.getByLabel('Passphrase of the recovery file').fill('correct horse');
      await page.getByLabel('The same again').fill('correct horse');
      const saved = page.waitForEvent('download');
      await page.getByRole('button', { name: 'Turn on and save the recovery file' }).click();
      await (await saved).saveAs(file);
      published = await publish(await askToPublish(page), app, bind);
      digest = (await app.calls.dnssec.state({ zone: ZONE })).ds[0].digests[0].digest;
      await goTo(page, `zones/${ZONE}/dnssec`);
      await expect(page.getByText(digest, { exact: true })).toBeVisible();
    });
    await app.stop();

    // The other computer is where the BIND asks.
    await using other = await startApp({ dns: app.dns });
    await other.calls.settings.update({ timeServer: '' });
    await showing(page, other, async () => {
      await goTo(page, 'recovery');
      const card = page.getByRole('region', { name: 'Restore' });
      await card.locator('input[type=file]').setInputFiles(file);
      const passphrase = card.getByLabel('Passphrase of the recovery file');
      await passphrase.fill('incorrect horse');
      await card.getByRole('button', { name: 'Restore' }).click();
      await expect(card.getByRole('alert')).toContainText('not the passphrase');
      await passphrase.fill('correct horse');
      await card.getByRole('button', { name: 'Restore' }).click();
      await expect(card.getByText('Restored: example.test')).toBeVisible();
      await expectSound(page, 'restored');
      // The file is of before that session: what BIND holds was made by none who restores it.
      const dialog = await askToPublish(page);
      await expect(dialog).toContainText(`the BIND holds serial ${published} of example.test`);
      await dialog.getByRole('button', { name: 'Take it over' }).click();
      await expect(dialog.getByText(`holds serial ${published}`)).toHaveCount(0);
      expect(await publish(dialog, other, bind)).toBeGreaterThan(published);
      await goTo(page, `zones/${ZONE}/dnssec`);
      await expect(page.getByText(digest, { exact: true })).toBeVisible();
    });
    expect(await bind.dump('example.test')).toContainEqual(
      expect.stringMatching(/^www\.example\.test\.\s.*\sRRSIG\s+A 13 /),
    );
  } finally {
    await rm(folder, { recursive: true });
  }
});
