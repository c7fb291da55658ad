import { describe, expect, it } from 'vitest';
import { bindKeyFileName, printBindPrivateKey, printBindPublicKey } from '../../dnssec/keys/bind-key-file.ts';
import { type KeyRole } from '../../../shared/model/zone-key.ts';
import { generateZoneKey, type ZoneKey } from '../../dnssec/keys/zone-key.ts';
import { exampleContents, ORIGIN, SETTINGS } from '../temporary-zones.ts';
import { type Zone } from '../zone.ts';
import { keyFiles, letKeyGo, takeKeyIn } from './carry-keys.ts';
import { switchOn } from './switch-on.ts';
import { TemporarySigning } from './temporary-signing.ts';

const CHOICE = { algorithm: 13, keys: 'csk', denial: 'nsec' } as const;
const textsOf = (key: ZoneKey): { privateText: string; publicText: string } => ({
  privateText: printBindPrivateKey(key),
  publicText: printBindPublicKey(ORIGIN, key),
});

async function newZone({ zones }: TemporarySigning): Promise<Zone> {
  return zones.create({ contents: exampleContents(), origin: 'imported', settings: SETTINGS });
}

/** Role, algorithm and origin of the zone's keys. */
const keysOf = ({ signing }: TemporarySigning, zone: Zone): readonly unknown[] =>
  signing.planOf(zone).keys.map(({ role, algorithm, origin }) => [role, algorithm, origin]);

describe('takeKeyIn', () => {
  it('has the switch use the keys that were brought along, and make what is missing beside them', async () => {
    await using own = await TemporarySigning.make();
    const zone = await newZone(own);
    const ksk = await generateZoneKey('ksk', 15);
    expect(await takeKeyIn(own.signing, zone, textsOf(ksk), 'ksk', 0)).toBe(ksk.keyTag);
    await switchOn(own.signing, zone, CHOICE, 0);
    expect(keysOf(own, zone)).toEqual([
      ['ksk', 15, 'imported'],
      ['zsk', 15, 'made'],
    ]);
    expect((await zone.commit()).made).toBe(true);
  });

  it('says what is wrong with a key, and keeps nothing of it', async () => {
    await using own = await TemporarySigning.make();
    const zone = await newZone(own);
    const [key, other] = [await generateZoneKey('csk', 13), await generateZoneKey('csk', 13)];
    const take = (texts: object, role?: KeyRole): Promise<unknown> =>
      takeKeyIn(own.signing, zone, texts, role, 0);
    const { privateText, publicText } = textsOf(key);
    const elsewhere = publicText.replaceAll('example.com', 'example.net');
    for (const [texts, code] of [
      [{ privateText }, 'private-without-public'],
      [{ publicText }, 'public-without-private'],
      [{ privateText: printBindPrivateKey(other), publicText }, 'keys-do-not-match'],
      [{ privateText, publicText: elsewhere }, 'wrong-zone'],
    ] as const)
      await expect(take(texts)).rejects.toMatchObject({ error: { code: 'bad-zone-key', fault: { code } } });
    expect([keysOf(own, zone), own.secrets.entries.size]).toEqual([[], 0]);
  });

  it('gives a zone that is signed its lost key back, and takes no other', async () => {
    await using own = await TemporarySigning.make();
    const zone = await newZone(own);
    const key = await generateZoneKey('csk', 13);
    await takeKeyIn(own.signing, zone, textsOf(key), undefined, 0);
    await switchOn(own.signing, zone, CHOICE, 0);
    own.secrets.entries.clear();
    await expect(zone.commit()).rejects.toMatchObject({ error: { code: 'zone-key-lost' } });
    const another = textsOf(await generateZoneKey('csk', 13));
    await expect(takeKeyIn(own.signing, zone, another, undefined, 0)).rejects.toMatchObject({
      error: { code: 'dnssec-is-on' },
    });
    await takeKeyIn(own.signing, zone, textsOf(key), undefined, 0);
    expect((await zone.commit()).made).toBe(true);
  });
});

describe('keyFiles', () => {
  it('gives files that make the same key again, by BIND’s names', async () => {
    await using own = await TemporarySigning.make();
    const zone = await newZone(own);
    const key = await generateZoneKey('csk', 13);
    await takeKeyIn(own.signing, zone, textsOf(key), undefined, 0);
    const name = bindKeyFileName(ORIGIN, key);
    const bind = await keyFiles(own.signing, zone, key.keyTag, 'bind');
    expect(bind.map((file) => file.name)).toEqual([`${name}.key`, `${name}.private`]);
    for (const form of ['bind', 'pem'] as const) {
      const [publicFile, privateFile] = await keyFiles(own.signing, zone, key.keyTag, form);
      await letKeyGo(own.signing, zone, key.keyTag);
      expect(own.secrets.entries.size).toBe(0);
      const texts = { publicText: publicFile.text, privateText: privateFile.text };
      expect(await takeKeyIn(own.signing, zone, texts, undefined, 0)).toBe(key.keyTag);
    }
  });
});
