import { describe, expect, it } from 'vitest';
import { dnskey } from '../../shared/dns/rdata/dnskey.ts';
import { generateZoneKey } from '../dnssec/keys/zone-key.ts';
import { exampleContents, SETTINGS } from '../zones/temporary-zones.ts';
import { cancelRollover, startRollover } from '../zones/signing/rollover/rollovers.ts';
import { switchOn } from '../zones/signing/switch-on.ts';
import { TemporarySigning } from '../zones/signing/temporary-signing.ts';
import type { Zone } from '../zones/zone.ts';
import { ApiError } from './api-error.ts';
import type { NewCryptoKey } from './crypto-keys.ts';
import { SignedZones } from './signed-zones.ts';

const NEW: NewCryptoKey = {
  keytype: 'csk',
  active: true,
  published: true,
  algorithm: undefined,
  bits: undefined,
  privateKey: undefined,
};

async function open(temporary: TemporarySigning): Promise<{ zone: Zone; keys: SignedZones }> {
  const zone = await temporary.zones.create({
    contents: exampleContents(),
    origin: 'created',
    settings: SETTINGS,
  });
  await zone.commit();
  return { zone, keys: new SignedZones(temporary.signing, () => temporary.temporary.nowMs) };
}

const messageOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
    return '';
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return error.message;
  }
};

describe('DNSSEC keys by the API', () => {
  it('sign the zone from the first that is active, and let it be unsigned with the last', async () => {
    await using temporary = await TemporarySigning.make();
    const { zone, keys } = await open(temporary);
    const id = await keys.create(zone, { ...NEW, keytype: 'ksk' });
    // A lone KSK signs everything.
    expect(await keys.get(zone, id, false)).toMatchObject({
      id,
      keytype: 'csk',
      active: true,
      flags: 257,
      bits: 256,
    });
    expect((await zone.commitDue())?.version.record.reason).toBe('keys');
    expect(keys.isSecured(zone)).toBe(true);
    await keys.remove(zone, id);
    expect([keys.isSecured(zone), keys.list(zone)]).toEqual([false, []]);
  });

  it('come and go with their private halves', async () => {
    await using temporary = await TemporarySigning.make();
    const { zone, keys } = await open(temporary);
    const { privatekey } = (await keys.get(zone, await keys.create(zone, NEW), true)) as {
      privatekey: string;
    };
    expect(privatekey).toMatch(/^Private-key-format: v1\.[23]\nAlgorithm: 13 /);
    await using elsewhere = await TemporarySigning.make();
    const other = await open(elsewhere);
    const taken = await other.keys.create(other.zone, { ...NEW, privateKey: privatekey });
    expect(other.keys.list(other.zone)).toEqual(keys.list(zone));
    expect(await messageOf(other.keys.create(other.zone, { ...NEW, privateKey: privatekey }))).toBe(
      `A key with the tag ${taken} was in this zone already`,
    );
  });

  it('are refused where they are none that is offered', async () => {
    await using temporary = await TemporarySigning.make();
    const { zone, keys } = await open(temporary);
    expect([
      await messageOf(keys.create(zone, { ...NEW, algorithm: 5 })),
      await messageOf(keys.create(zone, { ...NEW, bits: 512 })),
      await messageOf(keys.create(zone, { ...NEW, privateKey: 'nonsense' })),
      await messageOf(keys.create(zone, { ...NEW, published: false })),
    ]).toEqual([
      'Algorithm 5 is not offered: 8, 13, 14 and 15 are',
      'The algorithm does not support the given bit size.',
      'Key could not be parsed. Make sure your key format is correct.',
      'A key that is not published cannot be kept: delete it instead',
    ]);
  });

  it('stay while the parent has a DS for them', async () => {
    await using temporary = await TemporarySigning.make();
    const { zone, keys } = await open(temporary);
    const id = await keys.create(zone, NEW);
    const { ds } = (await keys.get(zone, id, false)) as { ds: string[] };
    const [text] = ds.map((line) => line.toUpperCase());
    await temporary.signing.updatePlan(zone, (plan) => ({
      ...plan,
      observation: {
        at: 0,
        parent: 'com.',
        parentServers: [{ name: 'a.', address: null, ds: [text], ttlSeconds: 1 }],
        nameServers: [],
      },
    }));
    const refusal = /^The parent zone still has the DS of key/;
    expect(await messageOf(keys.remove(zone, id))).toMatch(refusal);
    expect(await messageOf(keys.setState(zone, id, false, true))).toMatch(refusal);
    expect(await messageOf(keys.change(zone, false, undefined))).toMatch(refusal);
    expect(keys.isSecured(zone)).toBe(true);
  });

  it('are not made by the switch while the zone’s are with another signer; key by key they come as they are sent', async () => {
    await using temporary = await TemporarySigning.make();
    const { zone, keys } = await open(temporary);
    const { signing } = temporary;
    const elsewhere = { keys: [dnskey.print((await generateZoneKey('csk', 13)).dnskey)], ttlSeconds: 60 };
    await signing.updatePlan(zone, (plan) => ({ ...plan, signedElsewhere: elsewhere }));
    await expect(keys.change(zone, true, undefined)).rejects.toMatchObject({
      error: { code: 'keys-left-behind' },
    });
    expect(keys.isSecured(zone)).toBe(false);
    await keys.create(zone, NEW);
    expect([keys.isSecured(zone), signing.planOf(zone).signedElsewhere]).toEqual([true, null]);
  });

  it('show a key that is being replaced as it is, and leave it to the app', async () => {
    await using temporary = await TemporarySigning.make();
    const { zone, keys } = await open(temporary);
    const { signing } = temporary;
    await switchOn(signing, zone, { algorithm: 13, keys: 'ksk-zsk', denial: 'nsec' }, 0);
    await startRollover(signing, zone, 'zsk', 0);
    const shown = (): unknown =>
      keys.list(zone).map(({ keytype, active, published }) => [keytype, active, published]);
    expect(shown()).toEqual([
      ['ksk', true, true],
      ['zsk', true, true],
      ['zsk', false, true],
    ]);
    const { old, new: fresh } = signing.planOf(zone).rollover!;
    const secrets = temporary.secrets.entries.size;
    for (const work of [
      keys.remove(zone, fresh),
      keys.setState(zone, old[0], false, true),
      keys.create(zone, NEW),
      keys.change(zone, false, undefined),
    ])
      expect(await messageOf(work)).toMatch(/is being replaced by/);
    expect([temporary.secrets.entries.size, shown()]).toEqual([secrets, shown()]);
    await cancelRollover(signing, zone, 0);
    expect(await messageOf(keys.create(zone, NEW))).toBe('');
  });
});
