/** What the router does for a session, on a real miniupnpd; and how a secondary and a zone are taken away step by step. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort } from '../../main/interop/peers/free-port.ts';
import { HomeRouter } from '../../main/interop/peers/router.ts';
import { startApp } from '../../main/interop/running-app.ts';
import { test as base } from '@playwright/test';
import { expect, showing, test } from './fixtures.ts';

base('what the router refuses is said in the session, with the rule to copy', async ({ page }) => {
  base.skip(process.getuid?.() !== 0, 'network namespaces take root');
  await using stack = new AsyncDisposableStack();
  // It maps, but only from port 60 on.
  const router = stack.use(await HomeRouter.start({ natPmp: true, firstPort: 60 }));
  const dataDir = await mkdtemp(path.join(tmpdir(), 'hidden-primary-router-'));
  stack.defer(() => rm(dataDir, { recursive: true, force: true }));
  const port = await freePort();
  const relay = await router.home.relay(port);
  stack.defer(() => relay.close());
  const { prefix } = router.home;
  const app = stack.use(await startApp({ dataDir, dns: ['0.0.0.0:5300'], prefix, ui: `127.0.0.1:${port}` }));
  await showing(page, app, async () => {
    await page.getByRole('navigation', { name: 'Places' }).getByText('Settings').click();
    await page.getByLabel('Ask the router to send it here while publishing').check();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(page.getByText('Saved.')).toBeVisible();
    await app.calls.zones.create({ name: 'example.com', kind: 'primary', nameServers: ['ns1.example.net'] });
    await app.calls.session.start({});
    await page.goto(`${new URL(page.url()).origin}/#/`);
    await expect(page.getByText('The router would map port 60 instead of 53 (NAT-PMP)')).toBeVisible({
      timeout: 20_000,
    });
    await expect(page.getByText('router: forward TCP and UDP 53 to 192.168.77.5 port 5300')).toBeVisible();
    await expect(page.getByRole('button', { name: /copy the rule for the router/i })).toBeVisible();
  });
});

test('a secondary is taken off, and a zone deleted, with the steps in order and how long copies live on', async ({
  page,
  app,
}) => {
  // Nobody answers there: what the parent says cannot be seen.
  await app.calls.settings.update({ resolver: { address: '127.0.0.1', port: 9 } });
  const { name: zone } = await app.calls.zones.create({
    name: 'example.com',
    kind: 'primary',
    nameServers: ['ns1.he.net', 'ns1.example.net'],
  });
  const { id } = await app.calls.secondaries.create({
    name: 'he.net',
    provider: 'he.net',
    transferFrom: ['127.0.0.44'],
    notifyTo: [],
    verifyAt: [],
    signNotify: true,
    primaryAddress: null,
  });
  await app.calls.zones.updateSettings({
    zone,
    settings: { secondaries: [{ secondary: id, key: null }] },
  });
  await page.goto(`${new URL(page.url()).origin}/#/zones/example.com./secondaries`);
  await page.getByRole('button', { name: 'Take off…' }).click();
  const off = page.getByRole('dialog', { name: 'Take he.net off example.com?' });
  const step = (number: number) => off.getByRole('listitem').nth(number);
  await expect(step(0)).toContainText('Take ns1.he.net out of the NS records of the zone, and publish.');
  await expect(step(0)).toContainText('to do now');
  await expect(step(1)).toContainText('could not be seen: the resolver does not answer');
  await expect(step(2)).toContainText('Wait out their TTL');
  await expect(step(3)).toContainText('he.net was never seen to take it.');
  await expect(off.getByLabel('ns1.he.net')).toBeChecked();
  await off.getByLabel('ns1.example.net').check();
  await expect(step(0)).toContainText('Take ns1.he.net, ns1.example.net out');
  await off.getByRole('button', { name: 'Take off' }).click();
  await expect(page.getByText('Nobody serves this zone yet')).toBeVisible();

  await page.getByRole('link', { name: 'Settings' }).last().click();
  await page.getByRole('button', { name: 'Delete…' }).click();
  const gone = page.getByRole('dialog', { name: 'Delete example.com?' });
  await expect(gone.getByRole('listitem').first()).toContainText(
    'At the registrar, take its name servers out.',
  );
  await expect(gone.getByRole('listitem')).toHaveCount(3);
  await gone.getByLabel('I do not need its records and history any more').check();
  await gone.getByRole('button', { name: 'Delete example.com' }).click();
  await expect(page.getByText('example.com was deleted.')).toBeVisible();
});
