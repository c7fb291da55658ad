/** Replacements on random schedules: looks, sessions, edits and TTLs as they come, steps taken at once or weeks late. */
import { describe, expect, it } from 'vitest';
import { type SigningChoice } from '../../../../shared/model/dnssec.ts';
import { type KeyRole } from '../../../../shared/model/zone-key.ts';
import { CachedWorld, DAY_MS, HOUR_MS } from './cached-world.ts';
import { continueRollover, rolloverWait, startRollover } from './rollovers.ts';

/** mulberry32: the same numbers for the same seed. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x100000000;
  };
}

const TTLS = [300, 3600, 86_400, 6 * 86_400];

/** One after the other until its end; answers how often anything was done. */
async function live(world: CachedWorld, random: () => number): Promise<number> {
  const { own } = world;
  let deeds = 0;
  while (own.signing.planOf(world.zone).rollover !== null) {
    expect(++deeds).toBeLessThan(400);
    const { signing } = own;
    const { zone } = world;
    const chance = random();
    if (chance < 0.25) await world.look();
    else if (chance < 0.4) await world.editWww(TTLS[Math.floor(random() * TTLS.length)]);
    else if (chance < 0.6) await world.publish();
    else if (chance < 0.7 && signing.planOf(zone).rollover?.step === 'exchange-ds') world.handIn();
    else if (chance < 0.75) await own.restart();
    else if (chance < 0.85 && rolloverWait(signing, zone, world.now).state === 'over')
      await continueRollover(signing, zone, world.now);
    else
      await world.pass(random() * (random() < 0.1 ? 30 * DAY_MS : random() < 0.5 ? 2 * DAY_MS : 3 * HOUR_MS));
  }
  return deeds;
}

const ROLES: readonly (readonly [KeyRole, SigningChoice['keys']])[] = [
  ['csk', 'csk'],
  ['ksk', 'ksk-zsk'],
  ['zsk', 'ksk-zsk'],
];

describe('a replacement on a random schedule', () => {
  it.each(
    ROLES.flatMap(([role, keys]) =>
      ([13, 15, 14, 8] as const).flatMap((algorithm) =>
        (['nsec', 'nsec3'] as const).map((denial) => ({ role, keys, algorithm, denial })),
      ),
    ),
  )(
    'of a $role, algorithm $algorithm, $denial, is never noticed by a validator',
    async ({ role, ...choice }) => {
      for (let seed = 1; seed <= 3; seed++) {
        const random = numbers(seed * 1000 + choice.algorithm);
        await using world = await CachedWorld.make(choice, TTLS[seed % TTLS.length]);
        const [lost] = world.own.signing.planOf(world.zone).keys.filter((key) => key.role === 'zsk');
        // Every third ZSK is one that was lost.
        if (role === 'zsk' && seed % 3 === 0)
          world.own.secrets.entries.delete(`dnssec/${world.zone.nameText}/${lost.keyTag}`);
        await startRollover(world.own.signing, world.zone, role, world.now);
        await live(world, random);
        await world.pass(8 * DAY_MS);
        expect(world.broken(), `seed ${seed}`).toEqual([]);
      }
    },
  );
});
