import { describe, expect, it } from 'vitest';
import { TYPE } from '../../../shared/dns/types.ts';
import { signatureFaults } from '../../dnssec/signature-faults.ts';
import { edit, exampleContents, lines, SETTINGS } from '../temporary-zones.ts';
import { type Zone } from '../zone.ts';
import { switchOn } from './switch-on.ts';
import { TemporarySigning } from './temporary-signing.ts';
import { isSigned } from './zone-signing.ts';

const DAY_MS = 86_400_000;
const CHOICE = { algorithm: 13, keys: 'csk', denial: 'nsec' } as const;

async function newZone({ zones }: TemporarySigning): Promise<Zone> {
  const zone = await zones.create({ contents: exampleContents(), origin: 'created', settings: SETTINGS });
  await zone.edit([edit('www', 'A', ['192.0.2.1']), edit('mail', 'A', ['192.0.2.25'])], 'hosts');
  return zone;
}

async function signedZone(own: TemporarySigning): Promise<Zone> {
  const zone = await newZone(own);
  await switchOn(own.signing, zone, CHOICE, own.temporary.nowMs);
  await zone.commit();
  return zone;
}

const faultsOf = (own: TemporarySigning, zone: Zone): unknown =>
  signatureFaults(zone.version!.contents, own.temporary.nowMs / 1000);

describe('ZoneSigning', () => {
  it('signs the version after the switch, though no record changed, and leaves the records of the table alone', async () => {
    await using own = await TemporarySigning.make();
    const zone = await newZone(own);
    const { version: first } = await zone.commit();
    await switchOn(own.signing, zone, CHOICE, own.temporary.nowMs);
    expect([isSigned(first), zone.nextSerial]).toEqual([false, first.serial + 1]);
    const { version, made } = await zone.commit();
    expect([made, version.record.reason, isSigned(version), faultsOf(own, zone)]).toEqual([
      true,
      'keys',
      true,
      [],
    ]);
    expect(lines(zone.state.contents)).toEqual(lines(first.contents));
    expect(version.contents.rrset(zone.name, TYPE.CDS)?.rdatas).toHaveLength(2);
    expect((await zone.commit()).made).toBe(false);
  });

  it('signs again what an edit touched, and nothing else', async () => {
    await using own = await TemporarySigning.make();
    const zone = await signedZone(own);
    const { serial } = zone.version!;
    own.temporary.nowMs += DAY_MS;
    await zone.edit([edit('www', 'A', ['192.0.2.2'])], 'move');
    await zone.commit();
    const changed = zone.version!.differencesSince(serial)!.flatMap(({ changes }) => changes);
    expect(changed.map(({ owner, type }) => [owner.labelCount, type])).toEqual([
      [2, TYPE.SOA],
      [2, TYPE.RRSIG],
      [3, TYPE.A],
      [3, TYPE.RRSIG],
    ]);
    expect(faultsOf(own, zone)).toEqual([]);
  });

  it('renews signatures past the refresh point with a new serial, and leaves a draft with errors where it is', async () => {
    await using own = await TemporarySigning.make();
    const zone = await signedZone(own);
    const { serial } = zone.version!;
    own.temporary.nowMs += 30 * DAY_MS;
    expect([await zone.commitDue(), zone.nextSerial]).toEqual([undefined, null]);
    own.temporary.nowMs += 20 * DAY_MS;
    await zone.edit([edit('www', 'CNAME', ['mail'])], 'two at one name');
    await expect(zone.commit()).rejects.toMatchObject({ error: { code: 'draft-has-errors' } });
    const renewed = await zone.commitDue();
    expect([renewed?.version.record.reason, zone.version!.serial > serial, zone.editCount]).toEqual([
      'renewed',
      true,
      1,
    ]);
    expect(faultsOf(own, zone)).toEqual([]);
    // Each has EXPIRE (77 days), the largest TTL and a day left.
    expect(own.signing.firstExpiration(zone.version!.contents) * 1000 - own.temporary.nowMs).toBeGreaterThan(
      78 * DAY_MS,
    );
    expect(await zone.commitDue()).toBeUndefined();
  });

  it('keeps the last version when the keychain refuses, and makes the next one when it does no more', async () => {
    await using own = await TemporarySigning.make();
    const zone = await signedZone(own);
    const before = zone.version;
    await zone.edit([edit('www', 'A', ['192.0.2.3'])], 'move');
    own.secrets.locked = true;
    await expect(zone.commit()).rejects.toMatchObject({ code: 'keychain-locked' });
    expect([zone.version === before, zone.editCount]).toEqual([true, 1]);
    own.secrets.locked = false;
    own.secrets.entries.clear();
    await expect(zone.commit()).rejects.toMatchObject({ error: { code: 'zone-key-lost' } });
    expect(zone.version).toBe(before);
  });

  it('keeps the last version when signing is cancelled', async () => {
    await using own = await TemporarySigning.make();
    const zone = await signedZone(own);
    const before = zone.version;
    const names = Array.from({ length: 3000 }, (_, i) => edit(`host${i}`, 'A', ['192.0.2.9']));
    await zone.edit(names, 'many');
    const commit = zone.commit();
    while (own.signing.progressOf(zone) === undefined) await new Promise((done) => setImmediate(done));
    own.signing.cancel(zone);
    await expect(commit).rejects.toMatchObject({ error: { code: 'signing-cancelled' } });
    expect([zone.version === before, own.signing.progressOf(zone)]).toEqual([true, undefined]);
    await zone.commit();
    expect(faultsOf(own, zone)).toEqual([]);
  });

  it('finds keys and signatures again after a restart', async () => {
    await using own = await TemporarySigning.make();
    const zone = await signedZone(own);
    const { serial } = zone.version!;
    const again = (await own.temporary.open()).find(zone.name)!;
    expect([again.version!.serial, isSigned(again.version!), own.signing.due(again)]).toEqual([
      serial,
      true,
      undefined,
    ]);
    expect(faultsOf(own, again)).toEqual([]);
  });

  it('refuses to be switched on twice', async () => {
    await using own = await TemporarySigning.make();
    const zone = await signedZone(own);
    await expect(switchOn(own.signing, zone, CHOICE, 0)).rejects.toMatchObject({
      error: { code: 'dnssec-is-on' },
    });
  });
});
