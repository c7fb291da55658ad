/** What counts as published by another computer, with real zones: after a recovery, an import, a removal, in the ordinary case. */
import { describe, expect, it } from 'vitest';
import { dnskey } from '../../shared/dns/rdata/dnskey.ts';
import { TYPE } from '../../shared/dns/types.ts';
import type { ZoneContents } from '../../shared/dns/zone-contents.ts';
import type { CopyHistory } from '../../shared/model/copy.ts';
import { generateZoneKey } from '../dnssec/keys/zone-key.ts';
import type { CopyAnswer } from '../exchange/copy-question.ts';
import { nothingKnown } from '../watch/copy-history.ts';
import { withSerial } from '../zones/apex-soa.ts';
import { servedApex } from '../zones/made-elsewhere.ts';
import { switchOn } from '../zones/signing/switch-on.ts';
import { TemporarySigning } from '../zones/signing/temporary-signing.ts';
import { edit, exampleContents, SETTINGS } from '../zones/temporary-zones.ts';
import { ZoneState } from '../zones/zone-state.ts';
import type { Zone } from '../zones/zone.ts';
import { sessionZone } from './session-zone.ts';

const ID = 'he.net';

/** What a secondary answers that holds these contents. */
const copyOf = (contents: ZoneContents): CopyAnswer => ({
  ...servedApex(contents)!,
  keys: contents.rrset(contents.origin, TYPE.DNSKEY)?.rdatas ?? [],
});

/** Contents of somebody else under a serial. */
const foreign = (serial: number): CopyAnswer =>
  copyOf(withSerial(new ZoneState(exampleContents()), serial).contents);

/** What is found when the secondary answers this, having been seen before as `history` says. */
async function found(
  own: TemporarySigning,
  zone: Zone,
  answer: CopyAnswer,
  history: Partial<CopyHistory> = {},
): Promise<readonly string[]> {
  const seen = sessionZone(zone, {
    firstExpiration: () => Infinity,
    dsWithoutKey: () => [],
    beforeCommit: () => Promise.resolve(),
    keysOf: () => own.signing.planOf(zone).keys.map((key) => key.dnskey),
    failureSentence: () => undefined,
  });
  await seen.noteCopies(ID, [answer], { ...nothingKnown(zone.nameText, ID), ...history });
  return seen.madeElsewhere().map(({ why, serial }) => `${why} ${serial}, stands on ${seen.standsOn}`);
}

const refresh = (serial: number): CopyHistory['refresh'] => ({
  at: 0,
  serial,
  expireSeconds: 1,
  signaturesUntil: null,
});

async function committed(own: TemporarySigning, signed = false): Promise<Zone> {
  const zone = await own.zones.create({ contents: exampleContents(), origin: 'created', settings: SETTINGS });
  if (signed)
    await switchOn(own.signing, zone, { algorithm: 13, keys: 'csk', denial: 'nsec' }, own.temporary.nowMs);
  await zone.commit();
  return zone;
}

describe('what a secondary holds', () => {
  it('is no news when it was made here', async () => {
    await using own = await TemporarySigning.make();
    const zone = await committed(own, true);
    const first = zone.version!;
    await zone.edit([edit('www', 'A', ['192.0.2.1'])], 'host');
    await zone.commit();
    expect([
      await found(own, zone, copyOf(first.contents)),
      await found(own, zone, copyOf(zone.version!.contents)),
      await found(own, zone, copyOf(zone.version!.contents), {
        heldSerial: first.serial,
        refresh: refresh(1),
      }),
    ]).toEqual([[], [], []]);
  });

  it('is asked about once when it is ahead, and the next version overtakes it', async () => {
    await using own = await TemporarySigning.make();
    const zone = await committed(own);
    const { serial } = zone.version!;
    const theirs = foreign(serial + 5);
    expect(await found(own, zone, theirs)).toEqual([`serial ${serial + 5}, stands on versions`]);
    // Nor is it forgotten when it was seen meanwhile, and something was committed.
    await zone.commit();
    expect(zone.version!.serial).toBe(serial + 6);
    expect(await found(own, zone, theirs, { heldSerial: serial + 5 })).toHaveLength(1);
    await zone.serials.goAheadOf(zone.description.madeElsewhere);
    const again = (await own.temporary.open()).find(zone.name)!;
    expect(await found(own, again, theirs, { heldSerial: serial + 5 })).toEqual([]);
  });

  it('is news under a serial of ours with another SOA, or signatures and keys that are not ours', async () => {
    await using own = await TemporarySigning.make();
    await using other = await TemporarySigning.make();
    const [zone, theirs] = [await committed(own, true), await committed(other, true)];
    const { serial } = zone.version!;
    expect(theirs.version!.serial).toBe(serial);
    const answer = copyOf(theirs.version!.contents);
    expect([
      await found(own, zone, answer),
      await found(own, zone, copyOf(zone.version!.contents)),
      await found(own, zone, { ...copyOf(zone.version!.contents), keys: answer.keys }),
      await found(own, zone, answer),
    ]).toEqual([
      [`contents ${serial}, stands on versions`],
      [],
      [`keys ${serial}, stands on versions`],
      [`contents ${serial}, stands on versions`],
    ]);

    // What follows is no difference to what is held there: it goes whole, under a later serial.
    await zone.serials.goAheadOf(zone.description.madeElsewhere);
    expect(await found(own, zone, answer)).toEqual([]);
    const { version, made } = await zone.commit();
    expect([made, version.serial, version.differencesSince(serial)]).toEqual([true, serial + 1, undefined]);
  });

  it('is not judged by its looks where it was seen to be taken from here, or keeps signatures to itself', async () => {
    await using own = await TemporarySigning.make();
    const zone = await committed(own, true);
    const { serial, contents } = zone.version!;
    const { dnskey: key } = await generateZoneKey('zsk', 13);
    const rewritten = { ...foreign(serial), keys: [key] };
    expect(dnskey.print(key)).toContain('256 3 13');
    expect([
      await found(own, zone, rewritten, { heldSerial: serial, refresh: refresh(serial) }),
      await found(own, zone, { ...copyOf(contents), signatures: [], keys: undefined }),
    ]).toEqual([[], []]);
  });

  it('is no news for an imported zone, unless it has moved on where it comes from', async () => {
    await using own = await TemporarySigning.make();
    const contents = withSerial(new ZoneState(exampleContents()), 2026010105).contents;
    const zone = await own.zones.create({ contents, origin: 'imported', settings: SETTINGS });
    expect([
      await found(own, zone, copyOf(contents)),
      await found(own, zone, foreign(2026010101)),
      await found(own, zone, foreign(2026010106)),
    ]).toEqual([[], [], ['serial 2026010106, stands on import']]);
    await zone.serials.goAheadOf(zone.description.madeElsewhere);
    expect(await found(own, zone, foreign(2026010106))).toEqual([]);
    await zone.commit();
    expect(await found(own, zone, foreign(2026010105))).toEqual([]);
  });

  it('is asked about once for a zone that is made anew', async () => {
    await using own = await TemporarySigning.make();
    const first = await committed(own);
    const { contents, serial } = first.version!;
    await own.zones.remove(first);
    const zone = await own.zones.create({
      contents: exampleContents(),
      origin: 'created',
      settings: SETTINGS,
    });
    expect(await found(own, zone, copyOf(contents))).toEqual([`serial ${serial}, stands on nothing`]);
    await zone.serials.goAheadOf(zone.description.madeElsewhere);
    expect([await found(own, zone, copyOf(contents)), zone.nextSerial! > serial]).toEqual([[], true]);
  });

  it('is no news after a recovery when the recovery file knew it, and is when it came later', async () => {
    await using own = await TemporarySigning.make();
    const jumped = withSerial(new ZoneState(exampleContents()), 2026112399).contents;
    const knownSerials = [2026112300, 2026112301];
    const zone = await own.zones.create({
      contents: jumped,
      origin: 'created',
      settings: SETTINGS,
      knownSerials,
    });
    expect([
      await found(own, zone, foreign(2026112301)),
      await found(own, zone, foreign(2026112200)),
      await found(own, zone, foreign(2026112302)),
    ]).toEqual([[], [], ['serial 2026112302, stands on recovery']]);
  });
});
