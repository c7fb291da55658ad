/** What is looked at before a session: the address that providers hold, ports that are taken, the parent. BIND plays those who are asked. */
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startPrimary } from '../../main/interop/peers/start.ts';
import { expect, test } from './fixtures.ts';

/** A person waits for those who are asked. */
const SOON = { timeout: 30_000 };
/** It tells us our address, and has the parent's delegation; the parent's own server does not answer. */
const WORLD = `$ORIGIN test.
$TTL 300
@ SOA ns hostmaster 1 3600 900 604800 300
@ NS ns
ns A 127.0.0.77
shop NS ns1.he.net.
whoami A 198.51.100.4
`;

test('yesterday’s address, a taken port and a silent parent are said beforehand, each with what to do', async ({
  page,
  app,
}) => {
  test.setTimeout(240_000);
  const { calls } = app;
  await using stack = new AsyncDisposableStack();
  const folder = await mkdtemp(path.join(tmpdir(), 'hidden-primary-world-'));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const file = path.join(folder, 'test.zone');
  await writeFile(file, WORLD);
  const bind = stack.use(await startPrimary('BIND', { zones: [{ name: 'test', file }] }));
  const server = { address: bind.address, port: bind.port };
  await calls.settings.update({
    timeServer: '',
    resolver: server,
    whoAmI: { server, name: 'whoami.test.' },
  });
  const { name: zone } = await calls.zones.create({
    name: 'shop.test',
    kind: 'primary',
    nameServers: ['ns1.he.net'],
  });
  const secondary = await calls.secondaries.create({
    name: 'he.net',
    provider: 'he.net',
    transferFrom: ['127.0.0.41'],
    notifyTo: [],
    verifyAt: [],
    signNotify: false,
    primaryAddress: { address: '203.0.113.7', port: 53 },
  });
  const secondaries = [{ secondary: secondary.id, key: null }];
  await calls.zones.updateSettings({ zone, settings: { secondaries } });
  // Where this computer has a public address of its own, that one comes first.
  const { present, changed } = await calls.session.addresses();
  expect(present).toContainEqual({ address: '198.51.100.4', source: 'who-am-i' });
  const now = changed[0].present.address;

  // On the overview, with the new one to copy.
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.getByRole('link', { name: /^Overview/ }).click();
  const main = page.getByRole('main');
  await expect(main).toContainText(`he.net still asks 203.0.113.7; you are ${now}.`, SOON);
  await main.getByRole('button', { name: 'Copy the new address' }).click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(now);

  // Before publishing, beside a port that somebody else has, and a parent that does not answer.
  const taken = createServer();
  stack.defer(() => void taken.close());
  taken.listen(app.endpoint.port, app.endpoint.address);
  await once(taken, 'listening');
  await page.keyboard.press('p');
  const dialog = page.getByRole('dialog', { name: 'Publish' });
  const found = dialog.getByRole('region', { name: 'Looked at beforehand' }).getByRole('listitem');
  await expect(found.first()).toContainText(`:${app.endpoint.port} is taken by another program`, SOON);
  await expect(found.first()).toContainText('error');
  await expect(found.first().getByRole('link', { name: 'Open the settings' })).toBeVisible();
  await expect(found.filter({ hasText: 'he.net still asks' })).toContainText('What to type there');
  await expect(found.filter({ hasText: 'could not be asked' })).toContainText(
    /parent.s name servers for shop\.test could not be asked \(no server of test\. answers\)/,
  );

  // A port that cannot be opened stops it, whatever the owner says; once it is free, nothing does.
  const publish = dialog.getByRole('button', { name: /^Publish/ });
  await expect(publish).toBeDisabled();
  await expect(dialog.getByLabel('Publish all the same')).toHaveCount(0);
  taken.close();
  await once(taken, 'close');
  await page.keyboard.press('Escape');
  await page.keyboard.press('p');
  await expect(publish).toBeEnabled(SOON);
  await publish.click();
  await expect(page.getByRole('banner')).toContainText('Publishing', SOON);

  // Entered there, it is said no more.
  await main.getByRole('link', { name: 'I have entered it there' }).click();
  await expect(main.getByRole('heading', { name: 'Secondaries', level: 1 })).toBeVisible();
  await calls.secondaries.update({ ...secondary, primaryAddress: { address: now, port: 53 } });
  await page.getByRole('link', { name: /^Overview/ }).click();
  await expect(main.getByRole('heading', { name: 'This session' })).toBeVisible();
  await expect(main).not.toContainText('still asks');
});
