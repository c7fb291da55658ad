import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hexDecode, hexEncode, utf8Encode } from '../encodings.ts';
import { bytesFrom, octetsFrom, octetsOf, type Octets } from '../octets.ts';
import { ScanError } from '../scan-error.ts';
import { WireError, WireReader } from '../wire-reader.ts';
import { scanRdataText } from '../zone-file/rdata-text.ts';
import { canonicalRdata, printRdata, RDATA_TYPES, rdataFromMessage } from './registry.ts';

/** Numbers small and large, names, character strings and noise in a row: far more often well-formed than plain noise. */
const rdata = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        octetsOf(0),
        octetsOf(0, 1),
        octetsOf(1, 1, 0, 1),
        octetsOf(0, 1, 64),
        octetsOf(1, 97, 0),
      ),
      fc.uint8Array({ maxLength: 6 }).map((bytes) => octetsFrom(bytes)),
      fc.uint8Array({ maxLength: 20 }).map((bytes) => (octetsOf(bytes.length) + octetsFrom(bytes)) as Octets),
      fc
        .uint8Array({ minLength: 1, maxLength: 20 })
        .map((bytes) => (octetsOf(bytes.length) + octetsFrom(bytes) + '\0') as Octets),
      fc.uint8Array({ minLength: 20, maxLength: 64 }).map((bytes) => octetsFrom(bytes)),
    ),
    { maxLength: 7 },
  )
  .map((parts) => parts.join('') as Octets);

const word = fc.oneof(
  fc.nat({ max: 70000 }).map(String),
  fc.ipV4(),
  fc.ipV6(),
  fc.constantFrom(
    'a.example.',
    '.',
    '\\#',
    '-',
    'N',
    'E',
    '"',
    '0m',
    'A',
    'NSEC',
    'issue',
    '20261123000000',
    'AQID',
    '00FF',
  ),
  fc.constantFrom(
    'alpn=h2',
    'mandatory=alpn',
    'port="53"',
    'key700=\\000',
    'ech=AAEC',
    '1:10.0.0.0/8',
    '!2:::/0',
  ),
  fc.string({ maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 6 }),
);

/** Wire forms that are well-formed, to be spoilt a little. */
const SAMPLES = JSON.parse(
  readFileSync(new URL('./vectors/every-type.json', import.meta.url), 'utf8'),
) as readonly { readonly type: string; readonly wire: string }[];

/** One change: octets from `at` on, `cut` of them, replaced by `put`. */
const change = fc.record({ at: fc.nat(200), cut: fc.nat(3), put: fc.uint8Array({ maxLength: 3 }) });

describe.each(RDATA_TYPES.map((known) => [known.mnemonic, known] as const))('%s', (_, known) => {
  const samples = SAMPLES.filter(({ type }) => type === known.mnemonic).map(({ wire }) => hexDecode(wire)!);

  /** Reading either throws a WireError, or gives a record that survives model, text and canonical form. */
  const survives = (octets: Octets): void => {
    const value = attempt(() => known.parse(octets), WireError);
    if (value === undefined) return;
    expect(hexEncode(known.compose(value))).toBe(hexEncode(octets));
    expect(hexEncode(scanText(known.type, printRdata(known.type, octets)))).toBe(hexEncode(octets));
    const canonical = canonicalRdata(known.type, octets);
    expect(hexEncode(canonical)).toBe(
      hexEncode(known.parse(canonical) && canonicalRdata(known.type, canonical)),
    );
    expect(canonical.toLowerCase()).toBe(octets.toLowerCase());
  };

  it('reads spoilt records as other records, or throws a WireError', () => {
    const spoilt = fc.tuple(fc.constantFrom(...samples), fc.array(change, { minLength: 1, maxLength: 3 }));
    fc.assert(
      fc.property(spoilt, ([sample, changes]) => survives(changes.reduce(spoil, sample))),
      { numRuns: 400 },
    );
  });

  it('reads random octets as a record that survives model and text, or throws a WireError', () => {
    fc.assert(fc.property(rdata, survives), { numRuns: 400 });
  });

  it('reads random text as a record that prints back to itself, or throws a ScanError', () => {
    fc.assert(
      fc.property(fc.array(word, { maxLength: 9 }), (words) => {
        const octets = attempt(() => scanText(known.type, words.join(' ')), ScanError);
        if (octets === undefined) return;
        expect(hexEncode(known.compose(known.parse(octets)))).toBe(hexEncode(octets));
        expect(hexEncode(scanText(known.type, printRdata(known.type, octets)))).toBe(hexEncode(octets));
      }),
      { numRuns: 400 },
    );
  });

  it('reads random octets of a message, pointers and all, or throws a WireError', () => {
    fc.assert(
      fc.property(rdata, fc.nat(40), (octets, cut) => {
        const reader = new WireReader(bytesFrom(('\0'.repeat(12) + '\x01a\0' + octets) as Octets), 15);
        attempt(() => rdataFromMessage(known.type, reader, Math.max(0, octets.length - cut)), WireError);
        expect(reader.offset).toBeLessThanOrEqual(reader.end);
      }),
      { numRuns: 100 },
    );
  });
});

/** What `act` gives, or undefined when it throws the expected error; any other error passes through. */
function attempt<T>(act: () => T, expected: typeof WireError | typeof ScanError): T | undefined {
  try {
    return act();
  } catch (error) {
    if (error instanceof expected) return undefined;
    throw error;
  }
}

function spoil(octets: Octets, { at, cut, put }: { at: number; cut: number; put: Uint8Array }): Octets {
  const place = octets.length === 0 ? 0 : at % octets.length;
  return (octets.slice(0, place) + octetsFrom(put) + octets.slice(place + cut)) as Octets;
}

function scanText(type: number, text: string): Octets {
  return scanRdataText(type, utf8Encode(text));
}
