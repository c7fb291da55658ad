import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hexEncode } from './encodings.ts';
import { Name } from './name.ts';
import { scanName } from './name-text.ts';
import { type Octets } from './octets.ts';
import { OctetsWriter } from './octets-writer.ts';
import { WireReader } from './wire-reader.ts';
import { OWNER_NAME, WireWriter, type NameRules } from './wire-writer.ts';

const LOWERED: NameRules = { compress: false, canonicalLowercase: true };
const PLAIN: NameRules = { compress: false, canonicalLowercase: false };

describe('a writer of messages', () => {
  it('points at the longest suffix written before, its case exact (RFC 5936 §3.4)', () => {
    const writer = afterHeader();
    for (const text of ['www.Example.', 'mail.Example.', 'Example.', 'www.Example.', 'www.example.', '.'])
      writer.name(nameOf(text), OWNER_NAME);
    expect(written(writer)).toBe(
      '03777777074578616D706C6500' + '046D61696CC010' + 'C010' + 'C00C' + '03777777076578616D706C6500' + '00',
    );
  });

  it('writes in full what may not be compressed, and lets later names point there', () => {
    const writer = afterHeader();
    for (const rules of [OWNER_NAME, PLAIN, OWNER_NAME]) writer.name(nameOf('a.example.'), rules);
    writer.name(nameOf('b.c.'), PLAIN);
    writer.name(nameOf('c.'), OWNER_NAME);
    expect(written(writer)).toBe('0161076578616D706C6500'.repeat(2) + 'C00C' + '0162016300' + 'C026');
  });

  it('does not point beyond 2¹⁴ octets', () => {
    const writer = new WireWriter('compressed');
    writer.octets('\0'.repeat(0x3ffe) as Octets);
    for (let i = 0; i < 2; i++) writer.name(nameOf('a.b.'), OWNER_NAME);
    // "a.b." starts at 0x3FFE and can be pointed at; its "b." at 0x4000 cannot.
    writer.name(nameOf('b.'), OWNER_NAME);
    expect(hexEncode(writer.toOctets().slice(0x3ffe) as Octets)).toBe('0161016200' + 'FFFE' + '016200');
  });

  it('forgets names that it took back', () => {
    const writer = afterHeader();
    writer.name(nameOf('a.example.'), OWNER_NAME);
    const kept = writer.length;
    writer.name(nameOf('b.a.example.'), OWNER_NAME);
    writer.truncateTo(kept);
    writer.name(nameOf('b.a.example.'), OWNER_NAME);
    writer.truncateTo(kept);
    writer.name(nameOf('c.b.a.example.'), OWNER_NAME);
    expect(written(writer)).toBe('0161076578616D706C6500' + '01630162C00C');
  });

  it('writes names that a reader reads back, case and all', () => {
    const label = fc.constantFrom(
      'a',
      'A',
      'b',
      'example',
      'Example',
      'com',
      '\0',
      '.',
    ) as fc.Arbitrary<string> as fc.Arbitrary<Octets>;
    const name = fc.array(label, { maxLength: 5 }).map((labels) => Name.fromLabels(labels)!);
    fc.assert(
      fc.property(fc.array(fc.tuple(name, fc.boolean()), { maxLength: 20 }), (names) => {
        const writer = afterHeader();
        for (const [each, compress] of names) writer.name(each, { compress, canonicalLowercase: true });
        const reader = new WireReader(writer.finish(), 12);
        expect(names.map(() => hexEncode(reader.name().wire))).toEqual(
          names.map(([each]) => hexEncode(each.wire)),
        );
        reader.expectEnd();
      }),
    );
  });

  it('writes integers in network order, and over earlier ones', () => {
    const writer = new WireWriter('plain', 1);
    writer.u8(1);
    writer.u16(0xfffe);
    writer.u32(0xfffefdfc);
    writer.u48(0x0102ffffffff);
    writer.characterString('hi' as Octets);
    writer.patchU16(1, 0x0203);
    expect(hexEncode(writer.toOctets())).toBe('01' + '0203' + 'FFFEFDFC' + '0102FFFFFFFF' + '026869');
  });
});

describe.each(['plain', 'canonical'] as const)('writers in %s mode', (mode) => {
  it('write the same, names in full, lower-cased only where canonical form says so', () => {
    const writers = [new WireWriter(mode), new OctetsWriter(mode)] as const;
    for (const writer of writers) {
      for (const rules of [OWNER_NAME, LOWERED, PLAIN]) writer.name(nameOf('A.Example.'), rules);
      writer.u8(255);
      writer.u16(65535);
      writer.u32(4294967295);
      writer.characterString('Hi' as Octets);
    }
    const [mixed, lower] = ['0141074578616D706C6500', '0161076578616D706C6500'];
    const names = mode === 'plain' ? mixed.repeat(3) : lower.repeat(2) + mixed;
    const expected = names + 'FF'.repeat(7) + '024869';
    expect([hexEncode(writers[0].toOctets()), hexEncode(writers[1].finish())]).toEqual([expected, expected]);
  });
});

function nameOf(text: string): Name {
  const scanned = scanName(text as Octets);
  if (typeof scanned === 'string') throw new Error(`${text}: ${scanned}`);
  return scanned;
}

function afterHeader(): WireWriter {
  const writer = new WireWriter('compressed');
  writer.octets('\0'.repeat(12) as Octets);
  return writer;
}

function written(writer: WireWriter): string {
  return hexEncode(writer.toOctets().slice(12) as Octets);
}
