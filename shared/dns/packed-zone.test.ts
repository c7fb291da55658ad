import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Name } from './name.ts';
import { scanName } from './name-text.ts';
import { octetsOf, type Octets } from './octets.ts';
import { packChanges, packContents, unpackChanges, unpackContents, unpackedAtOnce } from './packed-zone.ts';
import { type RRset } from './rrset.ts';
import { WireError } from './wire-reader.ts';
import { ZoneContents } from './zone-contents.ts';

const ORIGIN = scanName('example.com.' as Octets) as Name;

function set(owner: string, type: number, ttlSeconds: number, ...rdatas: string[]): RRset {
  return { owner: scanName(owner as Octets, ORIGIN) as Name, type, ttlSeconds, rdatas: rdatas as Octets[] };
}

const BEFORE = ZoneContents.fromRRsets(ORIGIN, [
  set('@', 6, 300, 'soa'),
  set('@', 2, 0x7fffffff, '\x01', '', '\xff\0'),
  set('B\\000', 65535, 0, 'x'.repeat(65535)),
  set('a.b', 1, 5, '1234'),
]);
const AFTER = BEFORE.with(set('a.b', 1, 0, '').owner, 1, undefined)
  .with(ORIGIN, 6, set('@', 6, 301, 'soa'))
  .with(ORIGIN, 16, set('@', 16, 1, 't'));

const unpack = (bytes: Uint8Array): ZoneContents => unpackedAtOnce(unpackContents(bytes, ORIGIN));

describe('a packed zone', () => {
  it('unpacks to the same sets, letters and order of records included', () => {
    for (const contents of [BEFORE, ZoneContents.empty(ORIGIN)])
      expect([...unpack(packContents(contents)).rrsets()]).toEqual([...contents.rrsets()]);
  });

  it('unpacks in steps', () => {
    const many = Array.from({ length: 5000 }, (_, i) => set(`h${i}`, 1, 5, '1234'));
    const steps = unpackContents(packContents(ZoneContents.fromRRsets(ORIGIN, many)), ORIGIN);
    const read: number[] = [];
    for (let step = steps.next(); step.done !== true; step = steps.next()) read.push(step.value);
    expect(read.length).toBeGreaterThan(4);
  });

  it('refuses every truncation, and octets behind the end', () => {
    const bytes = packContents(AFTER.with(set('B\\000', 0, 0).owner, 65535, undefined));
    for (let length = 0; length < bytes.length; length++)
      expect(() => unpack(bytes.slice(0, length))).toThrow(WireError);
    expect(() => unpack(new Uint8Array([...bytes, 0]))).toThrow(WireError);
  });

  it('is a zone or a WireError, whatever is changed in it', () => {
    const bytes = packContents(AFTER);
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(120), fc.nat(255)), { minLength: 1, maxLength: 4 }), (changes) => {
        const spoiled = bytes.slice();
        for (const [at, octet] of changes) spoiled[at] = octet;
        try {
          unpack(spoiled);
        } catch (error) {
          expect(error).toBeInstanceOf(WireError);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('refuses names and types out of order', () => {
    const record = '\0\0\0\x05\0\0\0\x01\0\x01x';
    const zone = (...sets: string[]) =>
      Uint8Array.from(`HPZ1${octetsOf(0, 0, 0, sets.length)}${sets.join('')}`, (c) => c.charCodeAt(0));
    const a = `\x03\x01a\0\0\x01${record}`;
    const b = `\x03\x01b\0\0\x01${record}`;
    const more = `\0\0\x02${record}`;
    expect(unpack(zone(a, more, b)).rrsetCount).toBe(3);
    for (const spoiled of [zone(b, a), zone(a, a), zone(a, more, more), zone(more)])
      expect(() => unpack(spoiled)).toThrow(WireError);
  });
});

describe('packed changes', () => {
  it('lead from one version to the other', () => {
    const changes = unpackedAtOnce(unpackChanges(packChanges(AFTER.differencesFrom(BEFORE))));
    let contents = BEFORE;
    for (const { owner, type, after } of changes) contents = contents.with(owner, type, after);
    expect([...contents.differencesFrom(AFTER)]).toEqual([]);
    expect(changes.map(({ type, before, after }) => [type, before?.ttlSeconds, after?.ttlSeconds])).toEqual([
      [6, 300, 301],
      [16, undefined, 1],
      [1, 5, undefined],
    ]);
  });
});
