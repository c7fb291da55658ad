import { describe, expect, it } from 'vitest';
import { type SigningChoice } from '../../../../shared/model/dnssec.ts';
import { type RolloverStep } from '../../../../shared/model/rollover.ts';
import { type KeyRole } from '../../../../shared/model/zone-key.ts';
import { switchOn } from '../switch-on.ts';
import { CachedWorld, DAY_MS, HOUR_MS, MINUTE_MS } from './cached-world.ts';
import { advanced } from './rollover.ts';
import { continueRollover, rolloverWait, startRollover } from './rollovers.ts';

const CSK: SigningChoice = { algorithm: 13, keys: 'csk', denial: 'nsec' };
const TWO: SigningChoice = { algorithm: 13, keys: 'ksk-zsk', denial: 'nsec' };

const NOT_SEEN = { error: { code: 'rollover-refused', reason: 'not-seen' } };

/**
 * Walks a rollover to its end: sessions, looks, edits and the registrar in between, each step at the first moment at which it may
 * be taken and not a second before; or `lateMs` after that. Answers the steps, in the order of the versions that were made.
 */
async function walk(world: CachedWorld, role: KeyRole, lateMs: number): Promise<readonly RolloverStep[]> {
  const { own } = world;
  const steps: RolloverStep[] = [];
  await startRollover(own.signing, world.zone, role, world.now);
  for (;;) {
    // Weeks later it is another run of the app.
    if (lateMs > 0) await own.restart();
    const { zone } = world;
    const { signing } = own;
    const { rollover } = signing.planOf(zone);
    if (rollover === null) return steps;
    expect(steps.length, 'it comes to an end').toBeLessThan(10);
    steps.push(rollover.step);
    expect(signing.due(zone)).toBe('keys');
    await world.editWww(3600);
    await world.publish();
    if (rollover.step === 'exchange-ds') world.handIn();
    await reach(world, lateMs);
  }
}

/** Looks every half an hour until the step is over, then takes the next one. */
async function reach(world: CachedWorld, lateMs: number): Promise<void> {
  const { own, zone } = world;
  const { signing } = own;
  const before = signing.planOf(zone).rollover;
  for (let looks = 0; signing.planOf(zone).rollover === before; looks++) {
    expect(looks).toBeLessThan(20);
    await expect(continueRollover(signing, zone, world.now)).rejects.toMatchObject(NOT_SEEN);
    await world.pass(30 * MINUTE_MS);
    await world.look();
    if (signing.planOf(zone).rollover !== before) return;
    const wait = rolloverWait(signing, zone, world.now);
    if (wait.state !== 'caches') continue;
    await world.pass(wait.until - world.now - 1000);
    await world.look();
    await expect(continueRollover(signing, zone, world.now)).rejects.toMatchObject(NOT_SEEN);
    await world.pass(1000 + lateMs);
    await world.look();
    if (signing.planOf(zone).rollover === before) await continueRollover(signing, zone, world.now);
  }
}

describe('a rollover, with every combination that caches may hold,', () => {
  it.each([
    { role: 'csk', choice: CSK, steps: ['publish', 'exchange-ds', 'remove'] },
    { role: 'ksk', choice: TWO, steps: ['publish', 'exchange-ds', 'remove'] },
    { role: 'zsk', choice: TWO, steps: ['publish', 'sign', 'remove'] },
  ] as const)('of a $role is never noticed by a validator', async ({ role, choice, steps }) => {
    for (const lateMs of [0, 24 * DAY_MS]) {
      await using world = await CachedWorld.make(choice);
      const before = world.own.signing.planOf(world.zone).keys;
      expect(await walk(world, role, lateMs)).toEqual(steps);
      await world.pass(4 * DAY_MS);
      expect(world.broken()).toEqual([]);
      const { signing, secrets } = world.own;
      const { keys } = signing.planOf(world.zone);
      const replaced = before.filter((key) => key.role === role).map(({ keyTag }) => keyTag);
      expect(keys.map(({ keyTag, state }) => [replaced.includes(keyTag), state])).toEqual([
        ...before.map((key) => (key.role === role ? [true, 'removed'] : [false, 'signing'])),
        [false, 'signing'],
      ]);
      expect(secrets.entries.size).toBe(before.length);
      expect([signing.due(world.zone), await world.zone.commitDue()]).toEqual([undefined, undefined]);
    }
  });

  it('waits for a TTL that was lowered just before', async () => {
    await using world = await CachedWorld.make(TWO, 6 * 86_400);
    await world.editWww(300);
    await world.publish();
    await world.pass(4 * HOUR_MS);
    const began = world.now;
    await walk(world, 'zsk', 0);
    expect(world.broken()).toEqual([]);
    expect(world.now - began).toBeGreaterThan(6 * DAY_MS);
  });
});

describe('the check of all combinations', () => {
  it.each([
    ['csk', CSK, 'publish'],
    ['csk', CSK, 'exchange-ds'],
    ['ksk', TWO, 'publish'],
    ['ksk', TWO, 'exchange-ds'],
    ['zsk', TWO, 'publish'],
    ['zsk', TWO, 'sign'],
  ] as const)(
    'finds what breaks when the replacement of a %s does not wait: %$',
    async (role, choice, hasty) => {
      await using world = await CachedWorld.make(choice);
      const { signing } = world.own;
      await startRollover(signing, world.zone, role, world.now);
      for (let n = 0; n < 3; n++) {
        const { rollover } = signing.planOf(world.zone);
        await world.publish();
        if (rollover?.step === 'exchange-ds') world.handIn();
        // Two of three have the keys; or everybody has what it is about, but the caches.
        await world.pass(hasty === 'publish' ? 90 * MINUTE_MS : 5 * HOUR_MS + MINUTE_MS);
        if (rollover?.step === hasty)
          await signing.updatePlan(world.zone, (plan) => advanced(plan, world.now));
        else await reach(world, 0);
      }
      await world.pass(4 * DAY_MS);
      expect(world.broken().length).toBeGreaterThan(0);
    },
  );

  it('finds a key that is taken away at once, and none where nothing happens', async () => {
    await using world = await CachedWorld.make(CSK);
    expect(world.broken()).toEqual([]);
    const { signing } = world.own;
    await signing.updatePlan(world.zone, ({ keys: [old], ...plan }) => ({
      ...plan,
      keys: [{ ...old, state: 'removed' }],
      signs: false,
    }));
    await switchOn(signing, world.zone, CSK, world.now);
    await world.publish();
    await world.pass(DAY_MS);
    expect(world.broken()[0]).toMatch(/DS example\.com\. \d+ \| DNSKEY/);
  });
});
