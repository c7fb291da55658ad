/**
 * The guide for he.net from nothing to its last step. On loopback BIND plays he.net, and Knot the parent and whoever knows
 * where he.net's names lead.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect as usualExpect, test } from '@playwright/test';
import { freePort } from '../../main/interop/peers/free-port.ts';
import { startPrimary, startSecondary } from '../../main/interop/peers/start.ts';
import { startApp } from '../../main/interop/running-app.ts';
import { PROVIDERS } from '../../shared/providers/catalog.ts';
import { showing } from './fixtures.ts';

/** Keys are made and sealed in the vault meanwhile: seconds, on a busy machine. */
const expect = usualExpect.configure({ timeout: 45_000 });
const ZONE = 'example.test.';
const { nameServers } = PROVIDERS.find(({ id }) => id === 'he.net')!;

/** The registrar's own, until the owner says otherwise. */
const REGISTRAR = 'ns.registrar.test.';

/** The zone `test.`, which delegates ours. */
const parentText = (serial: number, servers: readonly string[], ds: readonly string[]): string =>
  [
    '$ORIGIN test.',
    '$TTL 600',
    `@ SOA ns.test. host.test. ${serial} 3600 600 86400 60`,
    '@ NS ns.test.',
    'ns A 127.0.0.2',
    `${REGISTRAR} A 127.0.0.2`,
    ...servers.map((server) => `example NS ${server}`),
    ...ds,
    '',
  ].join('\n');

const HE_NET = [
  '$ORIGIN he.net.',
  '$TTL 600',
  '@ SOA ns.test. host.test. 1 3600 600 86400 60',
  '@ NS ns.test.',
  ...nameServers.map((server) => `${server} A 127.0.0.1`),
  '',
].join('\n');

test('the guide for he.net, from empty to the end', async ({ page }) => {
  test.setTimeout(240_000);
  await using stack = new AsyncDisposableStack();
  const folder = await mkdtemp(path.join(os.tmpdir(), 'hidden-primary-guide-'));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const [parentFile, heNetFile] = [path.join(folder, 'test'), path.join(folder, 'he.net')];
  await writeFile(parentFile, parentText(1, [REGISTRAR], []));
  await writeFile(heNetFile, HE_NET);
  const port = await freePort();
  const zones = [
    { name: 'test', file: parentFile },
    { name: 'he.net', file: heNetFile },
  ];
  const parent = stack.use(await startPrimary('Knot', { zones, listen: '127.0.0.2', port }));
  const app = stack.use(await startApp({ args: ['--authoritative-port', String(port)] }));
  await app.calls.settings.update({ timeServer: '', resolver: { address: '127.0.0.2', port } });

  const toGuide = async (done: number, next: string | null): Promise<void> => {
    await page.goto(page.url().replace(/#.*/, '#/guide'));
    await expect(page.getByText(`${done} of 8 done`)).toBeVisible();
    const step = page.locator('[aria-current=step]');
    if (next === null) await expect(step).toHaveCount(0);
    else await expect(step.getByRole('heading')).toContainText(next);
  };
  const follow = (action: string): Promise<void> =>
    page.locator('[aria-current=step]').getByRole('link', { name: action }).click();

  const atParent = async (serial: number, ds: readonly string[]): Promise<void> => {
    await writeFile(parentFile, parentText(serial, nameServers, ds));
    await parent.load('test', parentFile);
    await parent.waitForSerial('test', serial);
  };

  await showing(page, app, async () => {
    await toGuide(0, 'Make the zone');
    await follow('New zone');
    await page.getByLabel('Name of the zone').fill('example.test');
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByText('Its addresses').click();
    await page.getByLabel('Its transfers come from').fill('127.0.0.1');
    await page.getByLabel('NOTIFY goes to').fill(`127.0.0.1:${port}`);
    await page.getByLabel('Verified at').fill(`127.0.0.1:${port}`);
    await page.getByRole('button', { name: 'Make zone, key and secondary' }).click();
    await expect(page.getByRole('heading', { name: 'example.test at he.net' })).toBeVisible();

    await toGuide(2, 'Type it in at');
    await follow('Open the sheet');
    await page.getByLabel('First say where it reaches you:').fill('203.0.113.7');
    await page.getByRole('button', { name: 'Save the address' }).click();
    await expect(page.getByText('Master #1')).toBeVisible();
    const [key] = await app.calls.keys.list();
    const { secret } = await app.calls.keys.secret({ name: key.name });
    const bind = stack.use(
      await startSecondary('BIND', {
        zones: [{ name: 'example.test', primaries: [app.endpoint], key: { ...key, secret } }],
        port,
      }),
    );

    await toGuide(3, 'Publish for the first time');
    const publish = async (): Promise<void> => {
      const { serials } = await app.calls.session.start({ override: true });
      await bind.waitForSerial('example.test', serials[0].serial);
      await app.waitForEnd();
    };
    await publish();

    // What the registrar is told shows at the parent, which a button of the step itself asks.
    await toGuide(4, 'Name its servers at the registrar');
    await atParent(2, []);
    await page.getByRole('button', { name: 'Look at the parent now' }).first().click();
    await expect(page.getByText('5 of 8 done')).toBeVisible();

    await toGuide(5, 'Turn DNSSEC on');
    await follow('To DNSSEC');
    await page.getByLabel('Passphrase of the recovery file').fill('correct horse');
    await page.getByLabel('The same again').fill('correct horse');
    const recovery = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Turn on and save the recovery file' }).click();
    await recovery;
    await publish();

    await toGuide(6, 'Hand the DS to the registrar');
    const [{ digests }] = (await app.calls.dnssec.state({ zone: ZONE })).ds;
    await atParent(
      3,
      digests.map(({ record }) => record),
    );
    await page.getByRole('button', { name: 'Look at the parent now' }).click();
    await expect(page.getByText('7 of 8 done')).toBeVisible();

    await toGuide(7, 'Publish by itself');
    await follow('To the schedule');
    await page.getByRole('radio', { name: 'as often as promised' }).check();
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByText('Saved.')).toBeVisible();
    await toGuide(8, null);
  });
});
