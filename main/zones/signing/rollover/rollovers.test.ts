import { describe, expect, it } from 'vitest';
import { type SigningChoice } from '../../../../shared/model/dnssec.ts';
import { TYPE } from '../../../../shared/dns/types.ts';
import { dnssecTask } from '../dnssec-task.ts';
import { beginWithdrawal } from '../switch-off.ts';
import { dsWithoutKey, judgeParent, judgeReadiness } from '../observed.ts';
import { dnskeyOf, dsKeys, neededKeys } from '../signing-plan.ts';
import { CachedWorld, DAY_MS, HOUR_MS, MINUTE_MS } from './cached-world.ts';
import { cancelRollover, continueRollover, rolloverWait, startRollover } from './rollovers.ts';

const CSK: SigningChoice = { algorithm: 13, keys: 'csk', denial: 'nsec' };
const TWO: SigningChoice = { algorithm: 13, keys: 'ksk-zsk', denial: 'nsec' };

const refused = (reason: string): object => ({ error: { code: 'rollover-refused', reason } });
const planOf = ({ own, zone }: CachedWorld) => own.signing.planOf(zone);
const waitOf = ({ own, zone, now }: CachedWorld) => rolloverWait(own.signing, zone, now);
const taskOf = ({ own, zone, now }: CachedWorld) => dnssecTask(zone, own.signing, now);
const cdsCount = ({ zone }: CachedWorld): unknown =>
  zone.version!.contents.rrset(zone.name, TYPE.CDS)?.rdatas.length;

describe('the replacement of a CSK', () => {
  it('says what it waits for at every moment, and offers the DS of one key only', async () => {
    await using world = await CachedWorld.make(CSK);
    const { own, zone } = world;
    const [{ keyTag: old }] = planOf(world).keys;
    const verdict = (): string => judgeParent(zone.name, planOf(world)).state;
    await startRollover(own.signing, zone, 'csk', world.now);
    const { new: fresh } = planOf(world).rollover!;
    expect(waitOf(world)).toEqual({ state: 'not-published' });
    await world.publish();
    expect([dsKeys(planOf(world)).map(({ keyTag }) => keyTag), cdsCount(world)]).toEqual([[old], 2]);
    await world.pass(30 * MINUTE_MS);
    await world.look();
    expect(waitOf(world)).toEqual({
      state: 'servers-behind',
      servers: [{ name: 'ns3.he.net.', why: 'no-keys' }],
    });
    await world.pass(3 * HOUR_MS);
    await world.look();
    // The largest TTL: that of www, two days, which only the old key had signed.
    expect(waitOf(world)).toEqual({ state: 'caches', until: world.now + 2 * DAY_MS });
    await world.pass(2 * DAY_MS);
    expect([waitOf(world).state, verdict(), dsWithoutKey(zone.name, planOf(world))]).toEqual([
      'over',
      'seen',
      [],
    ]);

    await world.look();
    expect(planOf(world).rollover?.step, 'the owner has the word').toBe('publish');
    await continueRollover(own.signing, zone, world.now);
    await world.publish();
    expect([dsKeys(planOf(world)).map(({ keyTag }) => keyTag), cdsCount(world)]).toEqual([[fresh], 2]);
    const readiness = judgeReadiness(planOf(world), { servedSigned: true, largestTtl: 0, nowMs: world.now });
    expect(readiness.state).toBe('ready');
    await world.look();
    const parents = ['a.parent.', 'b.parent.'];
    expect(waitOf(world)).toEqual({ state: 'parent-behind', missingAt: parents, oldAt: parents });
    // Both at once, as a registrar may have it.
    world.handIn(planOf(world).keys.map(dnskeyOf));
    await world.pass(6 * HOUR_MS);
    await world.look();
    expect([waitOf(world), verdict()]).toEqual([
      { state: 'parent-behind', missingAt: [], oldAt: parents },
      'seen',
    ]);
    world.handIn();
    await world.pass(2 * HOUR_MS);
    await world.look();
    expect(waitOf(world)).toEqual({ state: 'parent-behind', missingAt: [], oldAt: ['b.parent.'] });
    await world.pass(4 * HOUR_MS);
    await world.look();
    expect(waitOf(world)).toEqual({ state: 'caches', until: world.now + DAY_MS });
    expect([verdict(), dsWithoutKey(zone.name, planOf(world))]).toEqual(['seen', []]);
    await world.pass(DAY_MS);
    await continueRollover(own.signing, zone, world.now);
    await world.publish();
    await world.pass(4 * HOUR_MS);
    await world.look();
    expect([planOf(world).rollover, verdict(), world.broken()]).toEqual([null, 'seen', []]);
  });

  it('is told in lists of zones where its owner has something to do, and only then', async () => {
    await using world = await CachedWorld.make(CSK);
    const { own, zone } = world;
    const tasks: unknown[] = [taskOf(world)];
    const told = (): void => void tasks.push(taskOf(world));
    const goOn = (): Promise<void> => continueRollover(own.signing, zone, world.now);
    const wait = async (): Promise<void> => {
      await world.pass(6 * HOUR_MS);
      await world.look();
      told();
      await world.pass(4 * DAY_MS);
      told();
    };
    await startRollover(own.signing, zone, 'csk', world.now);
    told();
    await world.publish();
    await wait();
    await goOn();
    told();
    await world.publish();
    await world.look();
    told();
    world.handIn();
    await wait();
    await goOn();
    await world.publish();
    await wait();
    await beginWithdrawal(own.signing, zone);
    told();
    world.handIn([]);
    await wait();
    expect(tasks).toEqual([
      null,
      'publish-step',
      null,
      'show-ds',
      'exchange-ds',
      'exchange-ds',
      null,
      'remove-old-key',
      null,
      null,
      'remove-ds',
      null,
      'take-off',
    ]);
  });

  it('is taken back while nothing depends on the new key, unnoticed, and not after that', async () => {
    await using world = await CachedWorld.make(CSK);
    const { own, zone } = world;
    await startRollover(own.signing, zone, 'csk', world.now);
    await world.publish();
    await world.pass(4 * HOUR_MS);
    await world.look();
    await cancelRollover(own.signing, zone, world.now);
    await world.publish();
    await world.pass(4 * DAY_MS);
    await world.look();
    expect(planOf(world).keys.map(({ state }) => state)).toEqual(['signing', 'removed']);
    expect([planOf(world).rollover, own.secrets.entries.size, own.signing.due(zone), world.broken()]).toEqual(
      [null, 1, undefined, []],
    );
    await expect(cancelRollover(own.signing, zone, world.now)).rejects.toMatchObject(refused('none'));

    await startRollover(own.signing, zone, 'csk', world.now);
    await world.publish();
    await world.pass(4 * HOUR_MS);
    // Handed in before its time.
    world.handIn([dnskeyOf(planOf(world).keys[2])]);
    await world.pass(6 * HOUR_MS);
    await world.look();
    await expect(cancelRollover(own.signing, zone, world.now)).rejects.toMatchObject(
      refused('new-key-in-use'),
    );
    await world.pass(3 * DAY_MS);
    await continueRollover(own.signing, zone, world.now);
    await expect(cancelRollover(own.signing, zone, world.now)).rejects.toMatchObject(
      refused('new-key-in-use'),
    );
  });

  it('begins anew to wait when a server lost the new version meanwhile', async () => {
    await using world = await CachedWorld.make(TWO);
    const { own, zone } = world;
    await startRollover(own.signing, zone, 'zsk', world.now);
    await world.publish();
    await world.pass(4 * HOUR_MS);
    await world.look();
    const { until } = waitOf(world) as { until: number };
    world.silence('ns2.he.net.');
    await world.pass(10 * MINUTE_MS);
    await world.look();
    expect(waitOf(world)).toEqual({
      state: 'servers-behind',
      servers: [{ name: 'ns2.he.net.', why: 'silent' }],
    });
    await world.pass(HOUR_MS);
    world.silence(undefined);
    await world.look();
    expect(waitOf(world)).toEqual({ state: 'caches', until: until + 70 * MINUTE_MS });
  });
});

describe('a replacement', () => {
  it('is one at a time, of a key that is there, in a zone that stays signed', async () => {
    await using world = await CachedWorld.make(TWO);
    const { own, zone } = world;
    const start = (role: 'csk' | 'ksk' | 'zsk'): Promise<void> =>
      startRollover(own.signing, zone, role, world.now);
    await expect(start('csk')).rejects.toMatchObject(refused('no-such-key'));
    await expect(continueRollover(own.signing, zone, 0)).rejects.toMatchObject(refused('none'));
    await start('zsk');
    await expect(start('ksk')).rejects.toMatchObject(refused('is-on'));
    await cancelRollover(own.signing, zone, world.now);
    await beginWithdrawal(own.signing, zone);
    await expect(start('ksk')).rejects.toMatchObject(refused('turning-off'));
    const two = [start('zsk'), start('zsk')];
    expect((await Promise.allSettled(two)).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });

  it('needs the private halves of keys that sign or will, and of no other', async () => {
    await using world = await CachedWorld.make(TWO);
    const { own, zone } = world;
    const needed = (): readonly string[] =>
      neededKeys(planOf(world)).map(({ role, state }) => `${role} ${state}`);
    await startRollover(own.signing, zone, 'zsk', world.now);
    expect(needed()).toEqual(['ksk signing', 'zsk signing', 'zsk published']);
    await world.publish();
    await world.pass(DAY_MS);
    await world.look();
    await world.pass(HOUR_MS);
    await world.look();
    expect([planOf(world).rollover?.step, needed()]).toEqual(['sign', ['ksk signing', 'zsk signing']]);
  });
});
