import { describe, expect, it } from 'vitest';
import { TYPE } from '../../../shared/dns/types.ts';
import { type Observation } from '../../../shared/model/observation.ts';
import { exampleContents, SETTINGS } from '../temporary-zones.ts';
import { type Zone } from '../zone.ts';
import { withObservation } from './observed.ts';
import { beginWithdrawal, judgeWithdrawal, switchOff, takeWithdrawalBack } from './switch-off.ts';
import { switchOn } from './switch-on.ts';
import { TemporarySigning } from './temporary-signing.ts';
import { isSigned } from './zone-signing.ts';

async function signedZone(own: TemporarySigning): Promise<Zone> {
  const zone = await own.zones.create({ contents: exampleContents(), origin: 'created', settings: SETTINGS });
  await switchOn(own.signing, zone, { algorithm: 13, keys: 'csk', denial: 'nsec' }, own.temporary.nowMs);
  await zone.commit();
  return zone;
}

const parentWith = (at: number, ds: string[]): Observation => ({
  at,
  parent: 'com.',
  parentServers: [{ name: 'a.', address: null, ds, ttlSeconds: ds.length > 0 ? 7200 : null }],
  nameServers: [],
});

describe('switching off', () => {
  it('asks the parent to remove the DS, waits until it was seen gone for its TTL, and only then takes the signatures off', async () => {
    await using own = await TemporarySigning.make();
    const { signing, temporary } = own;
    const zone = await signedZone(own);
    const stateAt = (): string => judgeWithdrawal(signing.planOf(zone), temporary.nowMs).state;
    const see = (ds: string[]): Promise<unknown> =>
      signing.updatePlan(zone, (plan) => withObservation(plan, parentWith(temporary.nowMs, ds)));
    const refused = { error: { code: 'ds-is-there' } };
    const tryOff = (): Promise<void> => switchOff(signing, zone, { evenNow: false, nowMs: temporary.nowMs });

    await see(['1 13 2 AA']);
    await expect(tryOff()).rejects.toMatchObject(refused);
    await beginWithdrawal(signing, zone);
    expect([stateAt(), signing.due(zone)]).toEqual(['at-parent', 'keys']);
    await zone.commit();
    expect(zone.version!.contents.rrset(zone.name, 59)?.rdatas).toEqual(['\0\0\0\0\0']);

    temporary.nowMs += 1000;
    await see([]);
    expect(stateAt()).toBe('in-caches');
    await expect(tryOff()).rejects.toMatchObject(refused);
    // The TTL that the DS had was two hours; what is not known counts as a day.
    temporary.nowMs += 86_400_000;
    expect(stateAt()).toBe('gone');
    await tryOff();
    await zone.commit();
    expect([isSigned(zone.version!), own.secrets.entries.size, signing.planOf(zone).keys[0].state]).toEqual([
      false,
      0,
      'removed',
    ]);
    expect(signing.due(zone)).toBeUndefined();
  });

  it('takes the delete form back once the parent has followed, and asks again if a DS comes back', async () => {
    await using own = await TemporarySigning.make();
    const { signing, temporary } = own;
    const zone = await signedZone(own);
    const see = (...sets: (string[] | null)[]): Promise<unknown> =>
      signing.updatePlan(zone, (plan) => {
        const [server] = parentWith(temporary.nowMs, []).parentServers;
        const parentServers = sets.map((ds) => ({ ...server, ds }));
        return withObservation(plan, { ...parentWith(temporary.nowMs, []), parentServers });
      });
    const cds = async (): Promise<unknown> => {
      await zone.commit();
      const { contents } = zone.version!;
      return [TYPE.CDS, TYPE.CDNSKEY].map((type) => contents.rrset(zone.name, type)?.rdatas.length);
    };
    const DS = '1 13 2 AA';
    await see([DS], [DS]);
    await beginWithdrawal(signing, zone);
    await see([DS], []);
    expect(await cds(), 'one server has it still').toEqual([1, 1]);
    await see([], null);
    expect(await cds(), 'one server did not answer').toEqual([1, 1]);
    await see([], []);
    expect(signing.due(zone)).toBe('keys');
    expect(await cds(), 'gone from all').toEqual([undefined, undefined]);
    await see([], null);
    expect([await cds(), signing.due(zone)]).toEqual([[undefined, undefined], undefined]);
    temporary.nowMs += 86_400_000;
    await see([], []);
    temporary.nowMs += 86_400_000;
    expect(judgeWithdrawal(signing.planOf(zone), temporary.nowMs).state).toBe('gone');
    await see([DS], [DS]);
    expect(await cds(), 'a DS came back').toEqual([1, 1]);
    await takeWithdrawalBack(signing, zone);
    expect(await cds()).toEqual([2, 1]);
  });

  it('is taken back, or done at once by an owner who knows what breaks', async () => {
    await using own = await TemporarySigning.make();
    const { signing, temporary } = own;
    const zone = await signedZone(own);
    await beginWithdrawal(signing, zone);
    await takeWithdrawalBack(signing, zone);
    expect([judgeWithdrawal(signing.planOf(zone), 0).state, signing.due(zone)]).toEqual([
      'not-begun',
      undefined,
    ]);
    await switchOff(signing, zone, { evenNow: true, nowMs: temporary.nowMs });
    await zone.commit();
    expect(isSigned(zone.version!)).toBe(false);
    await expect(beginWithdrawal(signing, zone)).rejects.toMatchObject({ error: { code: 'dnssec-is-off' } });
  });

  it('and on again makes a key of another tag', async () => {
    await using own = await TemporarySigning.make();
    const zone = await signedZone(own);
    await switchOff(own.signing, zone, { evenNow: true, nowMs: 0 });
    await switchOn(own.signing, zone, { algorithm: 13, keys: 'csk', denial: 'nsec3' }, 0);
    await zone.commit();
    const [first, second] = own.signing.planOf(zone).keys;
    expect([first.state, second.state, first.keyTag === second.keyTag]).toEqual([
      'removed',
      'signing',
      false,
    ]);
  });
});
