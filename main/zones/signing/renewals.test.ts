import { expect, it } from 'vitest';
import { edit, exampleContents, SETTINGS } from '../temporary-zones.ts';
import { Renewals } from './renewals.ts';
import { switchOn } from './switch-on.ts';
import { TemporarySigning } from './temporary-signing.ts';

const DAY_MS = 86_400_000;
const CHOICE = { algorithm: 13, keys: 'csk', denial: 'nsec' } as const;

it('renews in an open session only what is due, and nothing that would cover up what another computer published', async () => {
  await using own = await TemporarySigning.make();
  const zone = await own.zones.create({
    contents: exampleContents(),
    origin: 'created',
    settings: SETTINGS,
  });
  await switchOn(own.signing, zone, CHOICE, own.temporary.nowMs);
  await zone.commit();
  const first = zone.version!.serial;
  const asked: string[] = [];
  const [state, failures] = [{ open: false, may: false }, [] as unknown[]];
  const renewals = new Renewals({
    zones: () => [zone],
    isOpen: () => state.open,
    mayRenew: ({ nameText }) => (asked.push(nameText), Promise.resolve(state.may)),
    onFailed: (_zone, error) => failures.push(error),
  });
  const made = async (): Promise<unknown> => {
    await renewals.renew();
    return [asked.length, zone.history[0].reason, zone.version!.serial === first];
  };
  state.open = true;
  expect(await made()).toEqual([0, 'created', true]);
  own.temporary.nowMs += 50 * DAY_MS;
  // The owner's edits are no reason, and stay.
  await zone.edit([edit('www', 'A', ['192.0.2.9'])], 'mine');
  expect(await made()).toEqual([1, 'created', true]);
  state.open = false;
  state.may = true;
  expect(await made()).toEqual([1, 'created', true]);
  state.open = true;
  expect(await made()).toEqual([2, 'renewed', false]);
  expect([await made(), zone.editCount, failures]).toEqual([[2, 'renewed', false], 1, []]);

  // A serial that was decided about: the next version overtakes it, asked or not.
  await zone.serials.noteSeen(zone.version!.serial + 5);
  expect(await made()).toEqual([3, 'published', false]);
  await renewals.dispose();
});
