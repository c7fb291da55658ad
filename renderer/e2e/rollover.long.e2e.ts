/** A key is replaced from its first step to its last, in a world with a real parent and a real name server. */
import { expect as usualExpect, test } from '@playwright/test';
import { ageSightings, SignedWorld, ZONE } from './signed-world.ts';
import { expectSound } from './soundness.ts';

/** Keys are made and sealed in the vault meanwhile: seconds, on a busy machine. */
const expect = usualExpect.configure({ timeout: 30_000 });

test('a CSK is replaced step by step, over restarts, each step when what it waits for was seen', async ({
  page,
}) => {
  test.setTimeout(420_000);
  await using world = await SignedWorld.make(page);
  const [{ keyTag: old }] = (await world.app.calls.dnssec.state({ zone: ZONE })).keys;
  await page.getByRole('button', { name: `Replace key ${old}…` }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Make the new key' }).click();
  const card = page.getByRole('region', { name: `Replacing CSK ${old} by` });
  const present = card.locator('[aria-current=step]');
  await expect(present).toContainText('Waits for you to publish');
  await expect(page.getByText('The recovery file does not hold these keys').or(card).first()).toBeVisible();
  await world.publish();
  await card.getByRole('button', { name: 'Ask now' }).click();
  await expect(present).toContainText('both keys sign');
  await expect(present).toContainText('goes on from');
  await expect(card.getByRole('button', { name: 'Show the new DS' })).toHaveCount(0);
  await expect(page.getByRole('heading', { name: 'Paste this at your registrar' })).toHaveCount(0);
  await expectSound(page, 'rollover-publish');
  // Taking back is a question, and Escape is an answer.
  await card.getByRole('button', { name: 'Take back…' }).press('Enter');
  await expect(page.getByRole('dialog', { name: 'Keep the old key after all?' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(card.getByRole('button', { name: 'Take back…' })).toBeFocused();

  await world.restart(ageSightings);
  await expect(present).toContainText('Its DS may be handed in');
  // The overview says so, too, and leads here.
  await page.getByRole('link', { name: /^Overview/ }).click();
  const left = page.getByRole('region', { name: 'What is left to do' });
  await expect(left).toContainText('The new key of example.test is known everywhere');
  await expectSound(page, 'rollover-overview');
  await left.getByRole('link', { name: 'Go to the new DS' }).click();
  // Moving on to another server in the middle of it is warned of.
  await page.goto(page.url().replace(/#.*/, `#/zones/${ZONE}/hand-over`));
  await expect(page.getByRole('main')).toContainText(
    'A key is being replaced. The new server would not know',
  );
  await expectSound(page, 'rollover-hand-over');
  await page.getByRole('main').getByRole('link', { name: 'Go to DNSSEC' }).click();
  await card.getByRole('button', { name: 'Show the new DS' }).press('Enter');
  await expect(page.getByRole('heading', { name: 'Paste this at your registrar' })).toBeVisible();
  const { rollover, ds } = await world.app.calls.dnssec.state({ zone: ZONE });
  expect(ds.map(({ keyTag }) => keyTag)).toEqual([rollover!.new]);
  await expect(page.getByText(ds[0].digests[0].digest, { exact: true })).toBeVisible();
  await card.getByRole('button', { name: 'Ask now' }).click();
  await expect(present).toContainText(`ns.test lacks the DS of ${rollover!.new}`);
  await expectSound(page, 'rollover-exchange');
  await world.publish();
  await world.handIn();
  await card.getByRole('button', { name: 'Ask now' }).click();
  await expect(present).toContainText('The old one may be in caches');

  await world.restart(ageSightings);
  await card.getByRole('button', { name: 'Remove the old key' }).click();
  await expect(present).toContainText('Waits for you to publish');
  await world.publish();
  await card.getByRole('button', { name: 'Ask now' }).click();
  await expect(card).toHaveCount(0);
  await expect(page.getByRole('row', { name: new RegExp(`${old} CSK .*removed`) })).toBeVisible();
});
