import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contentsOf, nameOf } from '../../interop/dnssec/zones.ts';
import { Turn } from '../../zones/turn.ts';
import { type Octets } from '../../../shared/dns/octets.ts';
import { printName } from '../../../shared/dns/name-text.ts';
import { printRdata } from '../../../shared/dns/rdata/registry.ts';
import { soa } from '../../../shared/dns/rdata/soa.ts';
import { TYPE, typeToText } from '../../../shared/dns/types.ts';
import { type ZoneContents } from '../../../shared/dns/zone-contents.ts';
import { generateZoneKey, type ZoneKey } from '../keys/zone-key.ts';
import { ZoneSigner } from '../zone-signer.ts';
import { expirationOf } from './rrsig.ts';
import { type KeyUse, signingKeys } from './keys-for-tests.ts';
import { type Denial, type Signing } from './signing.ts';
import { signatureFaults } from '../signature-faults.ts';

const DAY = 86_400;
const NOW = 1_795_000_000;
const signer = new ZoneSigner();
const work = { turn: new Turn() };
let csk: ZoneKey;
let other: ZoneKey;
let ksk: ZoneKey;
let zsk: ZoneKey;
beforeAll(async () => {
  csk = await generateZoneKey('csk', 13);
  other = await generateZoneKey('csk', 13, { takenTags: [csk.keyTag] });
  ksk = await generateZoneKey('ksk', 13);
  zsk = await generateZoneKey('zsk', 13, { takenTags: [ksk.keyTag] });
});
afterAll(() => signer.dispose());

const ZONE = `$TTL 3600
@ SOA ns1 host 1 86400 7200 604800 3600
@ NS ns1
ns1 A 192.0.2.1
www A 192.0.2.2
a.b.c A 192.0.2.3
sub NS ns.sub
ns.sub A 192.0.2.4
*.w TXT "x"
`;

const signing = (uses: readonly KeyUse[], denial: Denial = 'nsec', nowSeconds = NOW): Signing => ({
  keys: signingKeys(uses),
  policy: { denial, lifetimeSeconds: 126 * DAY, renewBelowSeconds: 79 * DAY, keyTtlSeconds: 3600 },
  nowSeconds,
});

const alone = (key: ZoneKey): readonly KeyUse[] => [{ key, signs: true }];

/** Names, types and chain, without the signatures' octets: what two ways of signing must have in common. */
function outline(contents: ZoneContents): readonly string[] {
  const lines: string[] = [];
  for (const { owner, type, ttlSeconds, rdatas } of contents.rrsets())
    for (const rdata of rdatas) {
      const text = printRdata(type, rdata).toLowerCase();
      // Type, algorithm, labels, TTL; then key tag and signer.
      const data =
        type === TYPE.RRSIG
          ? text
              .split(' ')
              .filter((_, n) => n < 4 || n === 6 || n === 7)
              .join(' ')
          : text;
      lines.push(
        `${printName(owner.toLowerCase())} ${type === TYPE.RRSIG ? '' : ttlSeconds} ${typeToText(type)} ${data}`,
      );
    }
  return lines.sort();
}

const withSerial = (contents: ZoneContents, serial: number): ZoneContents => {
  const set = contents.soa!;
  const rdatas = [soa.compose({ ...soa.parse(set.rdatas[0]), serial })];
  return contents.with(contents.origin, TYPE.SOA, { ...set, rdatas });
};

/** Edits that make and unmake cuts, DNAMEs, wildcards, empty non-terminals and odd neighbours. */
const RDATA: Readonly<Record<number, Octets>> = {
  [TYPE.A]: '\x0a\0\0\x01' as Octets,
  [TYPE.TXT]: '\x01x' as Octets,
  [TYPE.NS]: nameOf('ns.elsewhere.test.').wire,
  [TYPE.DS]: ('\x12\x34\x0d\x02' + 'd'.repeat(32)) as Octets,
  [TYPE.DNAME]: nameOf('elsewhere.test.').wire,
};
/** Where the apex's NSEC3 stands: a name like any other, which may have records of its own. */
const APEX_HASH = 'jbas736chung3bb701jkjdhqkqlhvug7';
const label = fc.constantFrom('a', 'b', 'B', 'c', '*', 'sub', 'w', 'www', '\0', '\xff', APEX_HASH);
const edit = fc.record({
  labels: fc.array(label, { minLength: 0, maxLength: 4 }),
  type: fc.constantFrom<number>(...Object.keys(RDATA).map(Number)),
  ttlSeconds: fc.constantFrom(300, 3600),
  remove: fc.boolean(),
});

function applied(
  contents: ZoneContents,
  edits: readonly (typeof edit extends fc.Arbitrary<infer T> ? T : never)[],
): ZoneContents {
  return edits.reduce((zone, { labels, type, ttlSeconds, remove }) => {
    const owner = labels.reduceRight((name, text) => name.child(text as Octets)!, zone.origin);
    if (owner.equals(zone.origin) && (type === TYPE.NS || type === TYPE.DS)) return zone;
    return zone.with(owner, type, remove ? undefined : { owner, type, ttlSeconds, rdatas: [RDATA[type]] });
  }, contents);
}

describe('signing what an edit touched', () => {
  it.each<Denial>(['nsec', 'nsec3'])(
    'gives what signing the whole zone anew gives, over any edits, and every signature holds (%s)',
    async (denial) => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.array(edit, { maxLength: 6 }), { minLength: 1, maxLength: 4 }),
          async (steps) => {
            let contents = contentsOf(ZONE);
            let served = await signer.sign(contents, signing(alone(csk), denial), work);
            for (const [n, edits] of steps.entries()) {
              const next = withSerial(applied(contents, edits), n + 2);
              const run = signing(alone(csk), denial, NOW + n * DAY);
              served = await signer.sign(next, run, work, { contents, served });
              contents = next;
              expect(outline(served)).toEqual(outline(await signer.sign(contents, run, work)));
            }
            expect(signatureFaults(served, NOW + 5 * DAY)).toEqual([]);
          },
        ),
        { numRuns: 60 },
      );
    },
  );

  it('keeps every signature that an edit does not touch', async () => {
    const contents = contentsOf(ZONE);
    const served = await signer.sign(contents, signing(alone(csk)), work);
    const next = withSerial(contents, 2);
    const renewed = await signer.sign(next, signing(alone(csk), 'nsec', NOW + DAY), work, {
      contents,
      served,
    });
    const changed = [...renewed.differencesFrom(served)].map(
      ({ owner, type }) => `${printName(owner)} ${typeToText(type)}`,
    );
    expect(changed).toEqual(['example.test. SOA', 'example.test. RRSIG']);
    const kept = served.rrset(served.origin, TYPE.RRSIG)!.rdatas;
    expect(
      renewed.rrset(served.origin, TYPE.RRSIG)!.rdatas.filter((rdata) => kept.includes(rdata)),
    ).toHaveLength(kept.length - 1);
  });

  it.each<Denial>(['nsec', 'nsec3'])(
    'renews signatures that have too little left, and no others (%s)',
    async (denial) => {
      const contents = contentsOf(ZONE);
      const served = await signer.sign(contents, signing(alone(csk), denial), work);
      // Expirations lie 113.4–126 days ahead, renewal is due below 79: on the 41st day for some.
      const later = signing(alone(csk), denial, NOW + 41 * DAY);
      const renewed = await signer.sign(withSerial(contents, 2), later, work, { contents, served });
      const lives = (zone: ZoneContents): number[] =>
        [...zone.rrsets()]
          .filter(({ type }) => type === TYPE.RRSIG)
          .flatMap(({ rdatas }) => rdatas.map(expirationOf));
      const before = lives(served).filter((expiration) => expiration < NOW + 120 * DAY);
      expect(before.length).toBeGreaterThan(0);
      expect(Math.min(...lives(renewed))).toBeGreaterThanOrEqual(NOW + 120 * DAY);
      const kept = lives(renewed).filter((expiration) => expiration < NOW + 126 * DAY + 1);
      expect(kept.length).toBeGreaterThan(0);
      expect(signer.isRenewalDue(served, later)).toBe(true);
      expect(signer.isRenewalDue(renewed, later)).toBe(false);
      expect(signatureFaults(renewed, NOW + 41 * DAY)).toEqual([]);
    },
  );

  it.each<[string, Denial, () => readonly KeyUse[]]>([
    ['another key', 'nsec', () => alone(other)],
    ['two keys at once', 'nsec', () => [...alone(csk), ...alone(other)]],
    ['a KSK and a ZSK', 'nsec', () => [...alone(ksk), ...alone(zsk)]],
    ['another way to deny', 'nsec3', () => alone(csk)],
    ['a key published ahead', 'nsec', () => [...alone(csk), { key: other, signs: false }]],
  ])('takes up %s in the whole zone', async (_what, denial, uses) => {
    const contents = contentsOf(ZONE);
    const served = await signer.sign(contents, signing(alone(csk)), work);
    const next = withSerial(contents, 2);
    const changed = await signer.sign(next, signing(uses(), denial), work, { contents, served });
    expect(outline(changed)).toEqual(outline(await signer.sign(next, signing(uses(), denial), work)));
    expect(signatureFaults(changed, NOW)).toEqual([]);
  });

  it('takes up a new negative TTL in the whole chain', async () => {
    const contents = contentsOf(ZONE);
    const served = await signer.sign(contents, signing(alone(csk)), work);
    const next = contentsOf(ZONE.replace('604800 3600', '604800 60'));
    const changed = await signer.sign(next, signing(alone(csk)), work, { contents, served });
    const ttls = [...changed.rrsets()]
      .filter(({ type }) => type === TYPE.NSEC)
      .map(({ ttlSeconds }) => ttlSeconds);
    expect(new Set(ttls)).toEqual(new Set([60]));
  });
});
