import { describe, expect, it } from 'vitest';
import { type SigningChoice } from '../../../shared/model/dnssec.ts';
import { signatureFaults } from '../../dnssec/signature-faults.ts';
import { printBindPrivateKey } from '../../dnssec/keys/bind-key-file.ts';
import { takeKeyIn } from './carry-keys.ts';
import { signAnew, wayOutOf } from './lost-keys.ts';
import { judgeParent, judgeReadiness } from './observed.ts';
import { CachedWorld, DAY_MS, HOUR_MS } from './rollover/cached-world.ts';
import { continueRollover, rolloverWait, startRollover } from './rollover/rollovers.ts';
import { judgeDsGone } from './switch-off.ts';

const CSK: SigningChoice = { algorithm: 13, keys: 'csk', denial: 'nsec' };
const TWO: SigningChoice = { algorithm: 13, keys: 'ksk-zsk', denial: 'nsec' };

const planOf = ({ own, zone }: CachedWorld) => own.signing.planOf(zone);
const wayOf = async (world: CachedWorld) =>
  wayOutOf(planOf(world), await world.own.signing.lookForKeys(world.zone));

function lose({ own, zone }: CachedWorld, role: string): void {
  for (const key of own.signing.planOf(zone).keys)
    if (key.role === role) own.secrets.entries.delete(`dnssec/${zone.nameText}/${key.keyTag}`);
}

describe('a lost CSK', () => {
  it('is the end of new versions until the DS is gone from parent and caches; then a new key signs, and nobody notices', async () => {
    await using world = await CachedWorld.make(CSK);
    const { own, zone } = world;
    const served = zone.version;
    lose(world, 'csk');
    await world.editWww(600);
    await expect(zone.commit()).rejects.toMatchObject({ error: { code: 'zone-key-lost' } });
    expect([zone.version === served, zone.editCount, own.signing.lostKeys(zone).length]).toEqual([
      true,
      1,
      1,
    ]);
    expect(await wayOf(world)).toBe('sign-anew');
    const refused = { error: { code: 'rollover-refused', reason: 'key-lost' } };
    await expect(startRollover(own.signing, zone, 'csk', world.now)).rejects.toMatchObject(refused);

    const tryIt = (): Promise<void> => signAnew(own.signing, zone, world.now);
    await expect(tryIt()).rejects.toMatchObject({ error: { code: 'ds-is-there' } });
    world.handIn([]);
    await world.pass(3 * HOUR_MS);
    await world.look();
    expect(judgeDsGone(planOf(world), world.now)).toEqual({ state: 'not-known' });
    await world.pass(3 * HOUR_MS);
    await world.look();
    expect(judgeDsGone(planOf(world), world.now)).toEqual({ state: 'in-caches', until: world.now + DAY_MS });
    await world.pass(DAY_MS - 1000);
    await expect(tryIt()).rejects.toMatchObject({ error: { code: 'ds-is-there' } });
    await world.pass(1000);
    await tryIt();
    expect([own.signing.due(zone), own.signing.lostKeys(zone)]).toEqual(['keys', []]);
    await world.publish();
    expect([zone.editCount, signatureFaults(zone.version!.contents, world.now / 1000)]).toEqual([0, []]);

    // The rest is as it was at first: servers, caches, the DS.
    const readiness = () =>
      judgeReadiness(planOf(world), {
        servedSigned: true,
        largestTtl: own.signing.largestTtl(zone),
        nowMs: world.now,
      });
    await world.pass(HOUR_MS);
    await world.look();
    expect(readiness().state).toBe('servers-behind');
    await world.pass(3 * HOUR_MS);
    await world.look();
    expect(readiness()).toEqual({ state: 'caches', readyAt: world.now + 2 * DAY_MS });
    await world.pass(2 * DAY_MS);
    expect(readiness().state).toBe('ready');
    world.handIn();
    await world.pass(DAY_MS);
    await world.look();
    expect([judgeParent(zone.name, planOf(world)).state, world.broken()]).toEqual(['seen', []]);
    expect(planOf(world).keys.map(({ state }) => state)).toEqual(['removed', 'signing']);
  });

  it('is no loss when it is brought back', async () => {
    await using world = await CachedWorld.make(CSK);
    const { own, zone } = world;
    const kept = await own.signing.keys.load(zone.name, planOf(world).keys[0]);
    lose(world, 'csk');
    await own.signing.lookForKeys(zone);
    await takeKeyIn(own.signing, zone, { privateText: printBindPrivateKey(kept) }, 'csk', world.now);
    await world.editWww(600);
    expect([own.signing.lostKeys(zone), (await zone.commit()).made]).toEqual([[], true]);
  });
});

describe('a lost ZSK', () => {
  it('is replaced at once, the KSK signing for it meanwhile, and no validator notices', async () => {
    await using world = await CachedWorld.make(TWO);
    const { own, zone } = world;
    lose(world, 'zsk');
    expect(await wayOf(world)).toBe('replace-zsk');
    await startRollover(own.signing, zone, 'zsk', world.now);
    const signers: unknown[] = [];
    for (let n = 0; n < 3; n++) {
      await world.editWww(3600);
      await world.publish();
      signers.push(world.signersOf('www A'));
      await world.pass(4 * HOUR_MS);
      await world.look();
      const wait = rolloverWait(own.signing, zone, world.now);
      if (wait.state === 'caches') await world.pass(wait.until - world.now);
      await world.look();
    }
    await world.pass(4 * DAY_MS);
    const [ksk, old, fresh] = planOf(world).keys;
    expect(signers).toEqual([[ksk.keyTag], [fresh.keyTag], [fresh.keyTag]]);
    expect([old.state, planOf(world).rollover, world.broken()]).toEqual(['removed', null, []]);
  });

  it('is replaced in the middle of its own replacement, too', async () => {
    await using world = await CachedWorld.make(TWO);
    const { own, zone } = world;
    await startRollover(own.signing, zone, 'zsk', world.now);
    await world.publish();
    await world.pass(DAY_MS);
    lose(world, 'zsk');
    await startRollover(own.signing, zone, 'zsk', world.now);
    expect(planOf(world).rollover).toMatchObject({ lost: true, step: 'publish' });
    await world.publish();
    await world.pass(DAY_MS);
    await world.look();
    expect(world.broken()).toEqual([]);
  });
});

describe('a key that is lost while another is replaced', () => {
  it('is let go with the replacement, or by finishing it', async () => {
    await using world = await CachedWorld.make(CSK);
    const { own, zone } = world;
    await startRollover(own.signing, zone, 'csk', world.now);
    await world.publish();
    await world.pass(DAY_MS);
    await world.look();
    const [old, fresh] = planOf(world).keys;
    expect(wayOutOf(planOf(world), [fresh])).toBe('cancel-rollover');
    expect(wayOutOf(planOf(world), [old])).toBe('sign-anew');
    await world.pass(2 * DAY_MS);
    await continueRollover(own.signing, zone, world.now);
    expect(wayOutOf(planOf(world), [old])).toBe('finish-rollover');
    expect(wayOutOf(planOf(world), [fresh])).toBe('sign-anew');
    // The new key's DS is at the parent: the old one may go, lost or not.
    own.secrets.entries.delete(`dnssec/${zone.nameText}/${old.keyTag}`);
    world.handIn();
    await world.pass(DAY_MS);
    await world.look();
    await world.pass(DAY_MS);
    await continueRollover(own.signing, zone, world.now);
    await world.publish();
    await world.pass(4 * DAY_MS);
    await world.look();
    expect([planOf(world).rollover, world.broken()]).toEqual([null, []]);
  });
});
