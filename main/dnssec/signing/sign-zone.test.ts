import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contentsOf, manyHosts } from '../../interop/dnssec/zones.ts';
import { Turn } from '../../zones/turn.ts';
import { printName } from '../../../shared/dns/name-text.ts';
import { type Octets } from '../../../shared/dns/octets.ts';
import { printRdata } from '../../../shared/dns/rdata/registry.ts';
import { coveredTypeOf } from '../../../shared/dns/rdata/rrsig.ts';
import { TYPE, typeToText } from '../../../shared/dns/types.ts';
import { type ZoneContents } from '../../../shared/dns/zone-contents.ts';
import { generateZoneKey, type ZoneKey } from '../keys/zone-key.ts';
import { signatureFaults } from '../signature-faults.ts';
import { expirationOf, inceptionOf } from './rrsig.ts';
import { signZone } from './sign-zone.ts';
import { SigningPool } from './signing-pool.ts';
import { signingKeys } from './keys-for-tests.ts';
import { type Denial, type Signing } from './signing.ts';

const DAY = 86_400;
const NOW = 1_795_000_000;
const pool = new SigningPool(2);
let csk: ZoneKey;
beforeAll(async () => {
  csk = await generateZoneKey('csk', 13);
});
afterAll(() => pool.dispose());

const signing = (denial: Denial = 'nsec'): Signing => ({
  keys: signingKeys([{ key: csk, signs: true }]),
  policy: { denial, lifetimeSeconds: 126 * DAY, renewBelowSeconds: 79 * DAY, keyTtlSeconds: 300 },
  nowSeconds: NOW,
});

const ZONE = `$TTL 3600
@ 1800 SOA ns1 host 1 86400 7200 604800 900
@ NS ns1
ns1 A 192.0.2.1
a.ENT TXT "x"
*.w TXT "y"
secure NS ns.secure
secure DS 1 13 2 ${'00'.repeat(32)}
secure A 192.0.2.9
ns.secure A 192.0.2.2
d DNAME elsewhere.test.
`;

/** Owner, type and the types that have a signature there, for names that have any. */
function outline(contents: ZoneContents): readonly string[] {
  return [...contents.nodes()].map(({ owner, rrsets }) => {
    const rrsigs = rrsets.find(({ type }) => type === TYPE.RRSIG)?.rdatas ?? [];
    const types = rrsets.filter(({ type }) => type !== TYPE.RRSIG).map(({ type }) => typeToText(type));
    const covered = rrsigs.map((rdata) => typeToText(coveredTypeOf(rdata)));
    return `${printName(owner)} ${types.join(' ')} | ${covered.join(' ')}`;
  });
}

const denials = (contents: ZoneContents, type: number): readonly string[] =>
  [...contents.rrsets()]
    .filter((rrset) => rrset.type === type)
    .map(
      ({ owner, ttlSeconds, rdatas }) => `${printName(owner)} ${ttlSeconds} ${printRdata(type, rdatas[0])}`,
    );

describe('a zone signed with NSEC', () => {
  it('has signatures over what is its own, and a chain of what is visible', async () => {
    const signed = await signZone(contentsOf(ZONE), signing(), pool, { turn: new Turn() });
    expect(outline(signed)).toEqual([
      'example.test. NS SOA NSEC DNSKEY | NS SOA NSEC DNSKEY',
      'd.example.test. DNAME NSEC | DNAME NSEC',
      'a.ENT.example.test. TXT NSEC | TXT NSEC',
      'ns1.example.test. A NSEC | A NSEC',
      'secure.example.test. A NS DS NSEC | DS NSEC',
      'ns.secure.example.test. A | ',
      '*.w.example.test. TXT NSEC | TXT NSEC',
    ]);
    expect(denials(signed, TYPE.NSEC)).toEqual([
      'example.test. 900 d.example.test. NS SOA RRSIG NSEC DNSKEY',
      'd.example.test. 900 a.ent.example.test. DNAME RRSIG NSEC',
      'a.ENT.example.test. 900 ns1.example.test. TXT RRSIG NSEC',
      'ns1.example.test. 900 secure.example.test. A RRSIG NSEC',
      'secure.example.test. 900 *.w.example.test. NS DS RRSIG NSEC',
      '*.w.example.test. 900 example.test. TXT RRSIG NSEC',
    ]);
    expect(signatureFaults(signed, NOW)).toEqual([]);
  });

  it('has signatures that begin an hour back and end in the last tenth of their life', async () => {
    const signed = await signZone(contentsOf(ZONE), signing(), pool, { turn: new Turn() });
    const rrsigs = [...signed.rrsets()]
      .filter(({ type }) => type === TYPE.RRSIG)
      .flatMap(({ rdatas }) => rdatas);
    expect(new Set(rrsigs.map(inceptionOf))).toEqual(new Set([NOW - 3600]));
    const lives = rrsigs.map((rrsig) => (expirationOf(rrsig) - NOW) / DAY);
    expect(Math.min(...lives)).toBeGreaterThan(113.3);
    expect(Math.max(...lives)).toBeLessThanOrEqual(126);
    expect(new Set(lives).size).toBeGreaterThan(lives.length / 2);
  });

  it('passes over signatures, chains and keys that its records brought along', async () => {
    const first = await signZone(contentsOf(ZONE), signing(), pool, { turn: new Turn() });
    const again = await signZone(first, signing(), pool, { turn: new Turn() });
    const fresh = await signZone(contentsOf(ZONE), signing(), pool, { turn: new Turn() });
    expect(outline(again)).toEqual(outline(fresh));
    expect(signatureFaults(again, NOW)).toEqual([]);
  });
});

describe('a zone signed with NSEC3', () => {
  it('has a record for each visible name and each empty non-terminal, without salt or extra iterations', async () => {
    const signed = await signZone(contentsOf(ZONE), signing('nsec3'), pool, { turn: new Turn() });
    const chain = denials(signed, TYPE.NSEC3);
    const types = chain.map((line) => line.split(' ').slice(7).join(' '));
    expect(types.toSorted()).toEqual(
      [
        '',
        '',
        'A RRSIG',
        'DNAME RRSIG',
        'NS DS RRSIG',
        'NS SOA RRSIG DNSKEY NSEC3PARAM',
        'TXT RRSIG',
        'TXT RRSIG',
      ].toSorted(),
    );
    const links = chain.map((line) => line.split(' '));
    expect(links.map((fields) => fields.slice(1, 6).join(' '))).toEqual(links.map(() => '900 1 0 0 -'));
    const owners = links.map(([owner]) => owner.split('.')[0].toUpperCase());
    expect(links.map((fields) => fields[6])).toEqual([...owners.slice(1), owners[0]]);
    expect(signatureFaults(signed, NOW)).toEqual([]);
  });
});

describe('signing a large zone', () => {
  const zone = contentsOf(manyHosts(3000));

  it('goes to worker threads, and tells how far it is', async () => {
    const told: (readonly [number, number])[] = [];
    const signed = await signZone(zone, signing(), pool, {
      turn: new Turn(),
      onProgress: (done, total) => told.push([done, total]),
    });
    expect(told.length).toBeGreaterThan(3);
    const done = told.map(([count]) => count);
    expect(done).toEqual(done.toSorted((a, b) => a - b));
    expect(told.at(-1)).toEqual([6012, 6012]);
    expect(signatureFaults(signed, NOW)).toEqual([]);
  });

  it('comes back whole where signatures are longer than what they sign', async () => {
    const key = await generateZoneKey('csk', 8);
    const keys = signingKeys([{ key, signs: true }]);
    const signed = await signZone(contentsOf(manyHosts(20)), { ...signing(), keys }, pool, {
      turn: new Turn(),
    });
    expect(signatureFaults(signed, NOW)).toEqual([]);
  });

  it('is given up when that is asked for, with the reason, and leaves the workers free', async () => {
    const cancel = new AbortController();
    const run = signZone(zone, signing(), pool, {
      turn: new Turn(),
      signal: cancel.signal,
      onProgress: () => cancel.abort(new Error('the owner thought better of it')),
    });
    await expect(run).rejects.toThrow('the owner thought better of it');
    const small = await signZone(contentsOf(ZONE), signing(), pool, { turn: new Turn() });
    expect(signatureFaults(small, NOW)).toEqual([]);
  });

  it('fails as a whole when a key refuses to sign', async () => {
    const { privateKey } = await generateZoneKey('csk', 15);
    // A key of another kind than its algorithm: OpenSSL refuses in the worker.
    const signer = { ...csk, privateKey };
    const broken = { ...signing(), keys: { ...signing().keys, zoneSigners: [signer] } };
    const own = new SigningPool(2);
    await expect(signZone(zone, broken, own, { turn: new Turn() })).rejects.toThrow(
      /digest|operation|support/i,
    );
    const whole = await signZone(zone, signing(), own, { turn: new Turn() });
    expect(whole.rrset(whole.origin, TYPE.RRSIG)?.rdatas.length).toBe(6);
    await own.dispose();
    await expect(own.sign({ inputs: new Uint8Array(), zone: '\0' as Octets, signers: [] })).rejects.toThrow();
  });
});
