import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hexEncode } from './encodings.ts';
import { Name } from './name.ts';
import { printName, printRelativeName, scanName } from './name-text.ts';
import { isOctets, octetsFrom, type Octets } from './octets.ts';

const ORIGIN = Name.fromLabels(['example', 'com'] as readonly string[] as readonly Octets[])!;
const scan = (text: string, origin?: Name): Name | string => scanName(text as Octets, origin);
const hex = (scanned: Name | string): string =>
  typeof scanned === 'string' ? scanned : hexEncode(scanned.wire);

const name = fc
  .array(fc.uint8Array({ minLength: 1, maxLength: 20 }), { maxLength: 8 })
  .map((labels) => Name.fromLabels(labels.map((bytes) => octetsFrom(bytes)))!);

describe('names in text (RFC 1035 §5.1)', () => {
  it('are absolute with a final dot, and otherwise completed by the origin', () => {
    expect(
      [scan('www.Example.'), scan('www', ORIGIN), scan('@', ORIGIN), scan('.', ORIGIN)].map(hex),
    ).toEqual([
      '03777777074578616D706C6500',
      '03777777076578616D706C6503636F6D00',
      '076578616D706C6503636F6D00',
      '00',
    ]);
  });

  it('take any octet by \\DDD and any other character by a backslash', () => {
    const texts = ['\\000\\255.', 'a\\.b.c.', 'a\\\\.b.', '\\@.', '\\065.', 'a\\ b.', 'a\\..'];
    expect(texts.map((text) => hex(scan(text)))).toEqual([
      '0200FF00',
      '03612E62016300',
      '02615C016200',
      '014000',
      '014100',
      '0361206200',
      '02612E00',
    ]);
  });

  it('keep a relative name relative when its last dot is escaped', () => {
    expect([hex(scan('a\\.', ORIGIN)), hex(scan('a\\.'))]).toEqual([
      '02612E076578616D706C6503636F6D00',
      'no-origin',
    ]);
  });

  it('are refused with the reason', () => {
    const long = 'a'.repeat(63);
    const texts = [
      '',
      'a..b.',
      '.a.',
      '..',
      `${long}a.`,
      `${long}a\\..`,
      `${long}.${long}.${long}.${'a'.repeat(62)}.`,
      'a\\256.',
      'a\\25.',
      'a\\',
      'www',
      '@',
      'a\\.',
      'a\\...',
    ];
    expect(texts.map((text) => hex(scan(text)))).toEqual([
      'empty',
      'empty-label',
      'empty-label',
      'empty-label',
      'label-too-long',
      'label-too-long',
      'name-too-long',
      'bad-escape',
      'bad-escape',
      'bad-escape',
      'no-origin',
      'no-origin',
      'no-origin',
      'empty-label',
    ]);
  });

  it('count 255 octets with the origin', () => {
    const text = [63, 63, 63, 50].map((length) => 'a'.repeat(length)).join('.');
    expect([hex(scan(text, ORIGIN)), hex(scan(text.slice(1), ORIGIN)).length / 2]).toEqual([
      'name-too-long',
      255,
    ]);
  });

  it('are printed so that BIND reads them: specials behind a backslash, the rest as \\DDD', () => {
    expect(
      printName(
        Name.fromLabels([
          'a.b',
          '\\"();@$',
          ' \x7f\xe4',
          '_tcp*-',
        ] as readonly string[] as readonly Octets[])!,
      ),
    ).toBe('a\\.b.\\\\\\"\\(\\)\\;\\@\\$.\\032\\127\\228._tcp*-.');
    expect(printName(Name.root)).toBe('.');
  });

  it('are printed relative to an origin they stand at or below', () => {
    const www = ORIGIN.child('www' as Octets)!;
    const print = (of: Name, origin: Name): string => printRelativeName(of, origin);
    expect([
      print(ORIGIN, ORIGIN),
      print(www, ORIGIN),
      print(ORIGIN, www),
      print(www, Name.root),
      print(www, www.parent.parent),
    ]).toEqual(['@', 'www', 'example.com.', 'www.example.com.', 'www.example']);
  });

  it('come back from their text, absolute and relative', () => {
    fc.assert(
      fc.property(name, (given) => {
        expect(hex(scan(printName(given)))).toBe(hexEncode(given.wire));
        const origin = given.parent;
        expect(hex(scan(printRelativeName(given, origin), origin))).toBe(hexEncode(given.wire));
      }),
    );
  });

  it('never throw, and are at most 255 octets', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom('\\', '.', 'a', '1', '@', '9') }),
    );
    fc.assert(
      fc.property(text.filter(isOctets), (given) => {
        const scanned = scanName(given as Octets, ORIGIN);
        expect(typeof scanned === 'string' || scanned.wire.length <= 255).toBe(true);
      }),
    );
  });
});
