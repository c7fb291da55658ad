import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hexDecode, hexEncode } from './encodings.ts';
import { printName } from './name-text.ts';
import { bytesFrom, octetsOf, type Octets } from './octets.ts';
import { WireError, WireReader } from './wire-reader.ts';

const HEADER = '00'.repeat(12);

describe('a name in a message (RFC 1035 §4.1.4)', () => {
  it('may end in a pointer to an earlier name, and reading goes on behind the pointer', () => {
    const reader = message('076578616D706C6500' + '03777777C00C' + '02');
    reader.offset = 21;
    expect([printName(reader.name()), reader.offset, reader.u8()]).toEqual(['www.example.', 27, 2]);
  });

  it('may follow pointers to names that end in pointers', () => {
    const reader = message('016200' + '0161C00C' + '0163C00F');
    reader.offset = 19;
    expect(printName(reader.name())).toBe('c.a.b.');
  });

  it.each([
    ['a pointer to itself', 'C00C'],
    ['a pointer forward', 'C00E00'],
    ['a pointer forward behind a label', '0161C010' + '00'],
    ['a loop of its label and its pointer', '0161C00C'],
    ['a pointer into the header', 'C000'],
    ['a pointer to the header’s last octet', '0161C00B'],
    ['half a pointer', 'C0'],
    ['an unassigned label type', '40'],
    ['the extended label type', '8000'],
    ['a label longer than the message', '0361'],
    ['no end', '0161'],
    ['nothing', ''],
  ])('is refused for %s', (_, hex) => {
    expect(() => message(hex).name()).toThrow(WireError);
  });

  it('is refused when two pointers send each other round', () => {
    const reader = message('C00E' + 'C00C');
    reader.offset = 14;
    expect(() => reader.name()).toThrow(WireError);
  });

  it('is refused when the name pointed at runs into the one that points', () => {
    // At 12 a label of 3 octets, two of which are the pointing name's own: it has no end before the pointer.
    const reader = message('0361' + '0162C00C');
    reader.offset = 14;
    expect(() => reader.name()).toThrow(WireError);
  });

  it('has at most 255 octets, pointers resolved', () => {
    const label = '3F' + '61'.repeat(63);
    const tail = label.repeat(3) + '00'; // 193 octets at 12
    const reader = message(tail + '3D' + '61'.repeat(61) + 'C00C' + '3E' + '61'.repeat(62) + 'C00C');
    reader.offset = 12 + 193;
    expect(reader.name().wire.length).toBe(255);
    expect(failure(() => reader.name())).toMatch('a name of at most 255 octets');
  });

  it('is refused with any pointer where compression is not allowed, or no message is around', () => {
    const reader = message('016100' + 'C00C');
    reader.offset = 15;
    expect(failure(() => reader.name(false))).toMatch('a name without compression');
    const plain = WireReader.plain(octets(HEADER + '016100' + 'C00C'));
    plain.offset = 15;
    expect(failure(() => plain.name())).toMatch('a name without compression');
    expect(failure(() => plain.part(2).name())).toMatch('a name without compression');
  });
});

describe('a reader', () => {
  it('reads integers in network order', () => {
    const reader = new WireReader(bytesFrom(octets('01' + 'FFFE' + 'FFFEFDFC' + '0102FFFFFFFF' + '026869')));
    expect([
      reader.u8(),
      reader.u16(),
      reader.u32(),
      reader.u48(),
      reader.characterString(),
      reader.remaining,
    ]).toEqual([1, 0xfffe, 0xfffefdfc, 0x0102ffffffff, 'hi', 0]);
  });

  it('does not read past its end, though there are more bytes', () => {
    const bytes = bytesFrom(octets('0302030405'));
    const acts = [
      (r: WireReader) => r.octets(3),
      (r: WireReader) => r.u32(),
      (r: WireReader) => r.characterString(),
      (r: WireReader) => r.name(),
      (r: WireReader) => r.part(3),
    ];
    for (const act of acts) expect(() => act(new WireReader(bytes, 0, 2))).toThrow(WireError);
  });

  it('gives a part of its own and passes over it', () => {
    const reader = new WireReader(bytesFrom(octets('0102030405')));
    const part = reader.part(2);
    expect([part.rest(), reader.rest()]).toEqual([octetsOf(1, 2), octetsOf(3, 4, 5)]);
    expect(() => part.u8()).toThrow(WireError);
  });

  it('says what is left over', () => {
    const reader = new WireReader(bytesFrom(octets('0102')), 1);
    expect(failure(() => reader.expectEnd())).toBe('octet 1: expected the end, not 1 more octets');
    reader.u8();
    reader.expectEnd();
  });

  it('reads a name of random octets or throws a WireError, and always comes to an end', () => {
    const likely = fc.oneof(fc.constantFrom(0, 1, 2, 3, 0xc0, 12, 13, 14, 15, 16, 20), fc.nat(255));
    fc.assert(
      fc.property(fc.array(likely, { minLength: 13, maxLength: 60 }), fc.nat(59), (values, start) => {
        const reader = new WireReader(Uint8Array.from(values), Math.min(start, values.length));
        try {
          const { wire } = reader.name();
          expect(hexEncode(WireReader.plain(wire).name().wire)).toBe(hexEncode(wire));
          expect(wire.length).toBeLessThanOrEqual(255);
        } catch (error) {
          if (!(error instanceof WireError)) throw error;
        }
      }),
      { numRuns: 5000 },
    );
  });
});

function octets(hex: string): Octets {
  return hexDecode(hex)!;
}

/** A reader behind an empty header. */
function message(hex: string): WireReader {
  return new WireReader(bytesFrom(octets(HEADER + hex)), 12);
}

function failure(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof WireError) return error.message;
    throw error;
  }
  return 'nothing failed';
}
