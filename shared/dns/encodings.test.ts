import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  base32HexDecode,
  base32HexEncode,
  base64Decode,
  base64Encode,
  hexDecode,
  hexEncode,
  utf8Decode,
  utf8Encode,
} from './encodings.ts';
import { octetsFrom, octetsOf, type Octets } from './octets.ts';

/** RFC 4648 §10, base32hex without its padding. */
const VECTORS = [
  ['', '', '', ''],
  ['f', 'Zg==', 'CO', '66'],
  ['fo', 'Zm8=', 'CPNG', '666F'],
  ['foo', 'Zm9v', 'CPNMU', '666F6F'],
  ['foob', 'Zm9vYg==', 'CPNMUOG', '666F6F62'],
  ['fooba', 'Zm9vYmE=', 'CPNMUOJ1', '666F6F6261'],
  ['foobar', 'Zm9vYmFy', 'CPNMUOJ1E8', '666F6F626172'],
] as const;

const octets = fc.uint8Array({ maxLength: 100 }).map((bytes) => octetsFrom(bytes));

describe('RFC 4648 encodings', () => {
  it.each(VECTORS)('give the vectors of §10 for "%s"', (text, base64, base32, hex) => {
    const plain = text as Octets;
    expect([base64Encode(plain), base32HexEncode(plain), hexEncode(plain)]).toEqual([base64, base32, hex]);
    expect([base64Decode(base64), base32HexDecode(base32), hexDecode(hex)]).toEqual([text, text, text]);
  });

  it('read base32hex and hexadecimal in either case', () => {
    expect([base32HexDecode('cpnmuoj1e8'), hexDecode('666f6F')]).toEqual(['foobar', 'foo']);
  });

  it('refuse base64 with wrong padding, stray bits or other characters (§3.2, §3.3, §3.5)', () => {
    const texts = [
      'Zg',
      'Zg=',
      'Zg===',
      '=',
      '====',
      'Z===',
      'Zh==',
      'Zm9=',
      'Zm9v=',
      'Z=9v',
      'Zm 9',
      'Zm9_',
      'Zm9\u0176',
    ];
    expect(texts.map(base64Decode)).toEqual(texts.map(() => undefined));
  });

  it('refuse base32hex and hexadecimal of half an octet, stray bits or other characters', () => {
    expect(['C', 'CP1', 'CP', 'CO======', 'WW'].map(base32HexDecode)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    expect(['6', '6g', ' 66', '0x66', '6\u0166'].map(hexDecode)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('are undone by their decoders', () => {
    fc.assert(
      fc.property(octets, (plain) => {
        expect([
          base64Decode(base64Encode(plain)),
          base32HexDecode(base32HexEncode(plain)),
          hexDecode(hexEncode(plain)),
        ]).toEqual([plain, plain, plain]);
      }),
    );
  });
});

describe('UTF-8', () => {
  it('is what TextEncoder makes, and comes back', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(utf8Encode(text)).toBe(octetsFrom(new TextEncoder().encode(text)));
        expect(utf8Decode(utf8Encode(text))).toBe(text.toWellFormed());
      }),
    );
  });

  it('is refused where TextDecoder refuses it', () => {
    const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    const expected = (bytes: Uint8Array): string | undefined => {
      try {
        return strict.decode(bytes);
      } catch (error) {
        if (error instanceof TypeError) return undefined;
        throw error;
      }
    };
    const nearly = fc.constantFrom(
      0x41,
      0x80,
      0xbf,
      0xc0,
      0xc2,
      0xe0,
      0xed,
      0x9f,
      0xa0,
      0xef,
      0xf0,
      0x90,
      0xf4,
      0x8f,
      0xf5,
    );
    fc.assert(
      fc.property(fc.array(nearly, { maxLength: 5 }), (bytes) => {
        expect(utf8Decode(octetsOf(...bytes))).toBe(expected(Uint8Array.from(bytes)));
      }),
      { numRuns: 2000 },
    );
  });
});
