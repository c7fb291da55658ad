import { describe, expect, it } from 'vitest';
import { ds } from '../../../shared/dns/rdata/ds.ts';
import { errorSentence } from '../../../shared/model/error-sentences.ts';
import { leftBehindSentence } from '../../../shared/model/dnssec-sentences.ts';
import { type KeysLeftBehind } from '../../../shared/model/dnssec.ts';
import { type Observation } from '../../../shared/model/observation.ts';
import { printBindPrivateKey, printBindPublicKey } from '../../dnssec/keys/bind-key-file.ts';
import { dsRdata } from '../../dnssec/ds.ts';
import { generateZoneKey, type ZoneKey } from '../../dnssec/keys/zone-key.ts';
import { exampleContents, ORIGIN, SETTINGS } from '../temporary-zones.ts';
import { type Zone } from '../zone.ts';
import { takeKeyIn } from './carry-keys.ts';
import { keysLeftBehind, withSignedElsewhere } from './keys-left-behind.ts';
import { describeKey, dnskeyOf, type SigningPlan, UNSIGNED } from './signing-plan.ts';
import { switchOn } from './switch-on.ts';
import { TemporarySigning } from './temporary-signing.ts';

const CHOICE = { algorithm: 13, keys: 'csk', denial: 'nsec' } as const;
const [kskHere, zskHere] = [await generateZoneKey('ksk', 13), await generateZoneKey('zsk', 13)];
const [ksk, zsk] = [kskHere, zskHere].map((key) => describeKey(key, 'signing', 'imported', 0));
const DS = ds.print(dsRdata(ORIGIN, dnskeyOf(ksk), 2));
const KSK = { keyTag: ksk.keyTag, role: 'ksk', algorithm: 13 };
const ZSK = { keyTag: zsk.keyTag, role: 'zsk', algorithm: 13 };
const IN_FILE = { keys: [ksk.dnskey, zsk.dnskey].sort(), ttlSeconds: 7200 };
const tagged = (keys: readonly { keyTag: number }[] | undefined): unknown =>
  [...(keys ?? [])].sort((x, y) => (x.keyTag === KSK.keyTag ? -1 : y.keyTag === KSK.keyTag ? 1 : 0));

/** What the parent has (null: no answer), and what each name server serves. */
const seen = (parent: string[] | null, ...children: (string[] | null)[]): Observation => ({
  at: 0,
  parent: 'com.',
  parentServers: [{ name: 'p.', address: null, ds: parent, ttlSeconds: null }],
  nameServers: children.map((keys, i) => {
    return { name: `n${i}.`, address: null, keys, serial: 1, signed: true, signers: [] };
  }),
});

describe('keysLeftBehind', () => {
  const left = (plan: Partial<SigningPlan>): unknown =>
    tagged(keysLeftBehind(ORIGIN, { ...UNSIGNED, ...plan }, 0)?.keys);
  const revoked = ksk.dnskey.replace('257', '385');
  it.each([
    ['nothing known of elsewhere', {}, []],
    ['nothing brought of what was in the file', { signedElsewhere: IN_FILE }, [KSK, ZSK]],
    ['the KSK brought alone', { signedElsewhere: IN_FILE, keys: [ksk] }, [ZSK]],
    ['all brought', { signedElsewhere: IN_FILE, keys: [ksk, zsk] }, []],
    [
      'served at one server only',
      { observation: seen([DS], [ksk.dnskey], IN_FILE.keys), keys: [ksk] },
      [ZSK],
    ],
    ['no server answered', { observation: seen([DS], null), keys: [ksk] }, []],
    [
      'a parent that did not answer',
      { signedElsewhere: IN_FILE, observation: seen(null), keys: [ksk] },
      [ZSK],
    ],
    ['a parent without a DS', { signedElsewhere: IN_FILE, observation: seen([]), keys: [ksk] }, []],
    ['signed here already', { signedElsewhere: IN_FILE, signs: true, keys: [ksk] }, []],
    [
      'removed here',
      { observation: seen([DS], IN_FILE.keys), keys: [ksk, { ...zsk, state: 'removed' }] },
      [],
    ],
    ['a lone key with SEP', { observation: seen([DS], [ksk.dnskey]) }, [{ ...KSK, role: 'csk' }]],
    [
      'a revoked key, and what is none',
      { observation: seen([DS], [revoked, '\\# 2 0101']), keys: [ksk] },
      [],
    ],
  ] as const)('%s', (_, plan, expected) => {
    expect(left(plan as Partial<SigningPlan>)).toEqual(expected);
  });

  it('reckons with the largest TTL of there and here', () => {
    const plan = { ...UNSIGNED, signedElsewhere: IN_FILE };
    const observed = { ...UNSIGNED, observation: seen([DS], IN_FILE.keys) };
    expect(
      [
        keysLeftBehind(ORIGIN, plan, 60),
        keysLeftBehind(ORIGIN, plan, 86_400),
        keysLeftBehind(ORIGIN, observed, 0),
      ].map((found) => found?.cachedSeconds),
    ).toEqual([7200, 86_400, null]);
  });
});

describe('leftBehindSentence', () => {
  it('tells of the gap in caches, and of the lasting one where a DS may name a key', () => {
    const sentence = (keys: KeysLeftBehind['keys'], cachedSeconds: number | null): string =>
      leftBehindSentence({ keys, cachedSeconds }, 'The zone');
    const [one, two] = [
      { keyTag: 1, role: 'zsk', algorithm: 8 },
      { keyTag: 2, role: 'ksk', algorithm: 8 },
    ] as const;
    expect(sentence([one], 3601)).toBe(
      'The zone is now signed by key 1 (ZSK, algorithm 8), which was not brought along. Once the zone is signed here, answers in caches that this key signed fail for up to 2 hours, and so do new answers where the old keys are cached. Bring it, too.',
    );
    expect(sentence([one, two], null)).toBe(
      'The zone is now signed by keys 1 (ZSK, algorithm 8) and 2 (KSK, algorithm 8), which were not brought along. Once the zone is signed here, answers in caches that these keys signed fail for as long as caches keep the old ones, and so do new answers where the old keys are cached. If the parent’s DS names key 2 and no key that is here, everything fails until the DS is replaced. Bring them, too.',
    );
  });
});

describe('switchOn', () => {
  const take = ({ signing }: TemporarySigning, zone: Zone, key: ZoneKey): Promise<unknown> => {
    const texts = { privateText: printBindPrivateKey(key), publicText: printBindPublicKey(ORIGIN, key) };
    return takeKeyIn(signing, zone, texts, key.role, 0);
  };
  /** A zone that both keys sign where it comes from, with the KSK brought along. */
  async function moved(own: TemporarySigning): Promise<Zone> {
    const zone = await own.zones.create({
      contents: exampleContents(),
      origin: 'imported',
      settings: SETTINGS,
    });
    await own.signing.updatePlan(zone, (plan) => withSignedElsewhere(plan, IN_FILE));
    await take(own, zone, kskHere);
    return zone;
  }

  it('refuses while a key was left behind, also after a restart, and signs once it is brought', async () => {
    await using own = await TemporarySigning.make();
    await moved(own);
    await own.restart();
    const zone = own.zones.find(ORIGIN)!;
    const failure = await switchOn(own.signing, zone, CHOICE, 0).catch((error: unknown) => error);
    expect(failure).toMatchObject({ error: { code: 'keys-left-behind', keys: [ZSK], cachedSeconds: 7200 } });
    expect(errorSentence((failure as { error: Parameters<typeof errorSentence>[0] }).error)).toContain(
      `by key ${zsk.keyTag} (ZSK, algorithm 13), which was not brought along. Once the zone is signed here, answers in caches that this key signed fail for up to 2 hours`,
    );
    expect([own.signing.planOf(zone).signs, own.secrets.entries.size]).toEqual([false, 1]);
    await take(own, zone, zskHere);
    await switchOn(own.signing, zone, CHOICE, 0);
    const { keys, signedElsewhere } = own.signing.planOf(zone);
    expect([keys.map(({ origin }) => origin), signedElsewhere]).toEqual([['imported', 'imported'], null]);
    expect((await zone.commit()).made).toBe(true);
  });

  it('signs with a new key beside the brought one where the owner takes the gap', async () => {
    await using own = await TemporarySigning.make();
    const zone = await moved(own);
    await switchOn(own.signing, zone, { ...CHOICE, evenSo: true }, 0);
    const { keys, signedElsewhere } = own.signing.planOf(zone);
    expect([keys.map(({ role, origin }) => [role, origin]), signedElsewhere]).toEqual([
      [
        ['ksk', 'imported'],
        ['zsk', 'made'],
      ],
      null,
    ]);
  });
});
