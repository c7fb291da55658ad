/** The private key of a zone is gone: it is brought back, or the zone is led out by way of the parent and signed anew. */
import { expect as usualExpect, test } from '@playwright/test';
import { ageSightings, loseKeys, SignedWorld, ZONE } from './signed-world.ts';
import { expectSound } from './soundness.ts';

/** Keys are made and sealed in the vault meanwhile: seconds, on a busy machine. */
const expect = usualExpect.configure({ timeout: 30_000 });

test('a lost key is brought back from its files; one that is gone for good is followed by a new one, never bogus', async ({
  page,
}) => {
  test.setTimeout(420_000);
  await using world = await SignedWorld.make(page);
  const state = () => world.app.calls.dnssec.state({ zone: ZONE });
  const [{ keyTag: lost }] = (await state()).keys;
  const { files } = await world.app.calls.dnssec.exportKey({ zone: ZONE, keyTag: lost });
  const serial = await world.bind.serial('example.test');

  await world.restart(loseKeys);
  const card = page.getByRole('region', { name: 'A private key is gone' });
  await expect(card.getByRole('alert')).toContainText(
    `The private half of key ${lost} is not in the keychain`,
  );
  await expect(card.getByRole('alert')).toContainText(/holds until .* have it removed before/);
  // Nothing that needs the key is offered meanwhile.
  await expect(page.getByRole('heading', { name: 'Paste this at your registrar' })).toHaveCount(0);
  await expect(page.getByRole('button', { name: `Replace key ${lost}…` })).toHaveCount(0);
  await card
    .getByLabel('Key files')
    .setInputFiles(
      files.map(({ name, text }) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(text) })),
    );
  await expect(card).toHaveCount(0);
  await expect(page.getByRole('heading', { name: 'Paste this at your registrar' })).toBeVisible();

  await world.restart(loseKeys);
  await expect(card).toContainText('The parent has a DS: remove it at the registrar.');
  await expect(card).toContainText('still asks for this DS (CDS, CDNSKEY)');
  await expect(card.getByRole('button', { name: 'Sign anew' })).toHaveCount(0);
  await expectSound(page, 'lost-keys');
  // What was published is served on, and says why nothing new is.
  const { calls } = world.app;
  await calls.records.edit({
    zone: ZONE,
    sets: [{ owner: 'www', type: 'A', ttlSeconds: 3600, values: [{ text: '192.0.2.9' }] }],
  });
  await calls.session.start({ override: true });
  const { session } = await world.app.waitFor((now) => now.session.state === 'open');
  expect(session.state === 'open' && session.leftBehind.map(({ failure }) => failure)).toEqual([
    expect.stringContaining(String(lost)),
  ]);
  await calls.session.stop({ force: true });
  expect(await world.bind.serial('example.test')).toBe(serial);

  await world.handIn([]);
  await card.getByRole('button', { name: 'Ask now' }).click();
  await expect(card).toContainText('The DS is gone from the parent. It may be in caches until');
  await expect(page.getByRole('region', { name: 'At the parent' })).toContainText(
    'as it has to before it is signed anew',
  );
  await expectSound(page, 'lost-keys-in-caches');

  await world.restart(ageSightings);
  await expect(card).toContainText('The DS is gone, from the parent and from every cache.');
  await expectSound(page, 'lost-keys-gone');
  await card.getByRole('button', { name: 'Sign anew with a new key' }).click();
  await expect(card).toHaveCount(0);
  const fresh = (await state()).keys.find((key) => key.state === 'signing')?.keyTag;
  expect(fresh).not.toBe(lost);
  await world.publish();
  expect((await world.bind.dump('example.test')).join('\n')).toContain('192.0.2.9');
  await world.handIn();
  await page.getByRole('region', { name: 'At the parent' }).getByRole('button', { name: 'Ask now' }).click();
  await expect(page.getByRole('row', { name: new RegExp(`${fresh} CSK .*signs`) })).toBeVisible();
  await expect(page.getByRole('region', { name: 'At the parent' })).toContainText('seen');
  await expectSound(page, 'signed-anew');
});
