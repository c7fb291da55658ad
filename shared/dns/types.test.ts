import { describe, expect, it } from 'vitest';
import { rcodeToText, TYPE, typeFromText, typeToText } from './types.ts';

describe('types in text', () => {
  it('have mnemonics, in either case', () => {
    for (const [mnemonic, type] of Object.entries(TYPE))
      expect([typeToText(type), typeFromText(mnemonic), typeFromText(mnemonic.toLowerCase())]).toEqual([
        mnemonic,
        type,
        type,
      ]);
  });

  it('are TYPEnnn where they have none (RFC 3597 §5)', () => {
    expect([typeToText(65280), typeFromText('TYPE65280'), typeFromText('type1')]).toEqual([
      'TYPE65280',
      65280,
      1,
    ]);
  });

  it('are refused otherwise', () => {
    expect(['TYPE65536', 'TYPE', 'TYPE-1', 'ALIAS', 'TYPE1a', ''].map(typeFromText)).toEqual(
      Array(6).fill(undefined),
    );
  });
});

describe('response codes in text', () => {
  it('have mnemonics, and 16 is BADVERS', () => {
    expect([0, 5, 9, 16, 18, 99].map(rcodeToText)).toEqual([
      'NOERROR',
      'REFUSED',
      'NOTAUTH',
      'BADVERS',
      'BADTIME',
      'RCODE99',
    ]);
  });
});
