import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bytesFrom,
  foldCase,
  isOctets,
  octetsFrom,
  octetsOf,
  readU16,
  readU32,
  type Octets,
} from './octets.ts';

describe('octets', () => {
  it('come back from bytes of any length', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        expect(bytesFrom(octetsFrom(bytes))).toEqual(bytes);
      }),
    );
    const long = Uint8Array.from({ length: 20_000 }, (_, i) => i % 251);
    expect(bytesFrom(octetsFrom(long))).toEqual(long);
    expect(octetsFrom(long, 9000, 9003)).toBe(octetsOf(9000 % 251, 9001 % 251, 9002 % 251));
  });

  it('fold the case of US-ASCII letters only (RFC 4343 §3)', () => {
    const all = octetsFrom(Uint8Array.from({ length: 256 }, (_, i) => i));
    const changed = Array.from(all, (_, i) => i).filter((i) => foldCase(all)[i] !== all[i]);
    expect(changed).toEqual(Array.from({ length: 26 }, (_, i) => 0x41 + i));
  });

  it('are told from text', () => {
    expect([isOctets('\0\xff'), isOctets('\u0100')]).toEqual([true, false]);
  });

  it('hold integers in network order', () => {
    const four = '\xff\xfe\x00\x01' as Octets;
    expect([readU16(four, 0), readU16(four, 2), readU32(four, 0)]).toEqual([0xfffe, 1, 0xfffe0001]);
  });
});
