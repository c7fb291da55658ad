import { describe, expect, it } from 'vitest';
import { exampleContents, SETTINGS } from '../temporary-zones.ts';
import { dnssecTask } from './dnssec-task.ts';
import { withObservation } from './observed.ts';
import { beginWithdrawal } from './switch-off.ts';
import { switchOn } from './switch-on.ts';
import { TemporarySigning } from './temporary-signing.ts';

const DAY_MS = 86_400_000;

describe('what DNSSEC waits for the owner to do', () => {
  it('is to hand in the first DS, once no cache can have an unsigned answer, until the parent has it', async () => {
    await using own = await TemporarySigning.make();
    const { signing, temporary } = own;
    const zone = await own.zones.create({
      contents: exampleContents(),
      origin: 'created',
      settings: SETTINGS,
    });
    const task = (): unknown => dnssecTask(zone, signing, temporary.nowMs);
    const see = async (ds: string[], signed = true): Promise<void> => {
      const keys = signing.planOf(zone).keys.map(({ dnskey }) => dnskey);
      await signing.updatePlan(zone, (plan) =>
        withObservation(plan, {
          at: temporary.nowMs,
          parent: 'com.',
          parentServers: [{ name: 'a.', address: null, ds, ttlSeconds: null }],
          nameServers: [
            { name: 'ns1.', address: null, keys: signed ? keys : [], serial: null, signed, signers: [] },
          ],
        }),
      );
    };
    expect(task()).toBeNull();
    await switchOn(signing, zone, { algorithm: 13, keys: 'csk', denial: 'nsec' }, temporary.nowMs);
    expect(task()).toBeNull();
    await zone.commit();
    await see([], false);
    expect(task(), 'a server is behind').toBeNull();
    await see([]);
    expect(task(), 'caches may have unsigned answers').toBeNull();
    temporary.nowMs += 7 * DAY_MS;
    expect(task()).toBe('hand-in-ds');

    const [{ keyTag }] = signing.planOf(zone).keys;
    await see([`${keyTag} 13 1 00`]);
    expect(task(), 'the parent has one').toBeNull();
    await see([]);
    expect(task()).toBe('hand-in-ds');
    await beginWithdrawal(signing, zone);
    expect(task(), 'none is wanted').not.toBe('hand-in-ds');
  });
});
