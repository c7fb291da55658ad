/** The name servers that the parent names, on the screen, with BIND as the parent: right, missing, extra, wrong, none, and silent. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test, type Page } from '@playwright/test';
import { startPrimary } from '../../main/interop/peers/start.ts';
import { startApp } from '../../main/interop/running-app.ts';
import { PARENT } from '../../main/interop/sessions/parent-zone.ts';
import { expect as usualExpect, showing } from './fixtures.ts';
import { expectSound } from './soundness.ts';

/** A resolver that is gone is waited for. */
const expect = usualExpect.configure({ timeout: 40_000 });
const SAID = {
  right: 'The parent (test) names the same name servers as the zone.',
  missing:
    'The parent does not name ns2.example.net, so hardly anybody asks there. Enter it at the registrar',
  extra:
    'The parent names ns3.example.net, which the zone does not: whoever asks there may get an old answer',
  wrong:
    'The parent names altogether other name servers (old.example.net) than the zone (ns1.example.net, ns2',
  nowhere: 'The parent (test) has no delegation for this zone: nobody finds it.',
};

const card = (page: Page) => page.getByRole('region', { name: 'Name servers at the parent' });

async function open(page: Page, zone: string): Promise<void> {
  await page.goto(page.url().replace(/#.*/, `#/zones/${zone}.test./secondaries`));
  await expect(card(page)).toContainText('Resolvers go by the name servers that the parent names.');
  await card(page).getByRole('button', { name: 'Ask the parent' }).click();
}

test('the parent’s name servers are said to be right, missing, too many or wrong, each with what to do', async ({
  page,
}) => {
  test.setTimeout(240_000);
  await using stack = new AsyncDisposableStack();
  const folder = await mkdtemp(path.join(tmpdir(), 'hidden-primary-parent-'));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const file = path.join(folder, 'test.zone');
  await writeFile(file, PARENT);
  const bind = stack.use(await startPrimary('BIND', { zones: [{ name: 'test', file }] }));
  const app = stack.use(await startApp({ args: ['--authoritative-port', String(bind.port)] }));
  const resolver = { address: bind.address, port: bind.port };
  await app.calls.settings.update({ timeServer: '', resolver });
  const nameServers = ['ns1.example.net', 'ns2.example.net'];
  for (const zone of Object.keys(SAID))
    await app.calls.zones.create({ name: `${zone}.test`, kind: 'primary', nameServers });
  await showing(page, app, async () => {
    for (const [zone, said] of Object.entries(SAID)) {
      await open(page, zone);
      await expect(card(page)).toContainText(said);
      if (zone === 'extra' || zone === 'right') await expectSound(page, `parent-ns-${zone}`);
    }
    // The preflight asks the same.
    const found = (await app.calls.session.preflight()).findings.map(({ finding }) => finding);
    const differ = found.flatMap((one) => (one.code === 'parent-ns-differ' ? [one.zone] : []));
    expect(differ.sort()).toEqual(['extra', 'missing', 'nowhere', 'wrong'].map((zone) => `${zone}.test.`));
    await bind.stop();
    await open(page, 'right');
    await expect(card(page)).toContainText('The parent could not be asked: the resolver does not answer.');
  });
});
