import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { hexDecode, hexEncode, utf8Encode } from '../encodings.ts';
import { bytesFrom, type Octets } from '../octets.ts';
import { ScanError } from '../scan-error.ts';
import { WireError, WireReader } from '../wire-reader.ts';
import { WireWriter } from '../wire-writer.ts';
import { scanRdataText, tokenizeRdata } from '../zone-file/rdata-text.ts';
import { type Field } from './define-rdata.ts';
import { RdataScanner } from './rdata-scanner.ts';
import {
  canonicalRdata,
  printRdata,
  RDATA_TYPES,
  rdataFromMessage,
  rdataToMessage,
  rdataType,
  typeFromText,
  typeToText,
} from './registry.ts';

/** Text in; wire form and normal text out. Hex in upper case. */
interface Vector {
  readonly type: string;
  readonly proves: string;
  readonly source: string;
  readonly text: string;
  readonly wire: string;
  /** What is printed, where that is not `text`. */
  readonly normal?: string;
  /** Canonical form (RFC 4034 §6.2), where that is not `wire`. */
  readonly canonical?: string;
  /** Lengths at which a truncated wire form is a record of its own: a shorter key, one string less. */
  readonly validPrefixes?: readonly number[] | { readonly from: number };
}

const VECTORS = ['every-type', 'svcb-rfc9460-appendix-d'].flatMap((file) => load<Vector>(file));

describe('the registry', () => {
  it('has a vector for every type', () => {
    const covered = new Set(VECTORS.map((vector) => vector.type));
    expect(RDATA_TYPES.map((known) => known.mnemonic).filter((mnemonic) => !covered.has(mnemonic))).toEqual(
      [],
    );
  });

  it('knows each type by its number and by its mnemonic', () => {
    for (const known of RDATA_TYPES)
      expect([
        rdataType(known.type),
        typeFromText(known.mnemonic.toLowerCase()),
        typeToText(known.type),
      ]).toEqual([known, known.type, known.mnemonic]);
  });
});

describe.each(RDATA_TYPES.map((known) => [known.mnemonic, known] as const))('the form of %s', (_, known) => {
  const fields: readonly Field<unknown>[] = Object.values(known.fields);

  it('shows examples that together make a record', () => {
    const text = fields.map((field) => field.example).join(' ');
    expect(printRdata(known.type, scanText(known.type, text))).not.toMatch(/^\\#/);
  });

  it('offers choices that the field takes and gives back', () => {
    for (const field of fields) {
      const texts = (field.choices ?? []).map((choice) => choice.text);
      const taken = texts.map((text) =>
        field.scan(new RdataScanner(tokenizeRdata(0, text as Octets), undefined), {}),
      );
      expect(taken.map((value) => field.print(value))).toEqual(texts);
    }
  });
});

describe.each(VECTORS)('$type: $proves ($source)', ({ type: mnemonic, text, wire, ...vector }) => {
  const type = typeFromText(mnemonic)!;
  const known = rdataType(type)!;
  const rdata = octets(wire);
  const normal = vector.normal ?? text;

  it('is scanned into its wire form', () => {
    expect(hexEncode(scanText(type, text))).toBe(wire);
  });

  it('is printed in its normal form, which means the same', () => {
    expect(printRdata(type, rdata)).toBe(normal);
    expect(hexEncode(scanText(type, normal))).toBe(wire);
  });

  it('survives the typed model', () => {
    expect(hexEncode(known.compose(known.parse(rdata)))).toBe(wire);
  });

  it('has its canonical form', () => {
    expect(hexEncode(canonicalRdata(type, rdata))).toBe(vector.canonical ?? wire);
  });

  it('comes out of a message as it went in', () => {
    const writer = new WireWriter('compressed');
    writer.octets('\0'.repeat(12) as Octets);
    rdataToMessage(type, rdata, writer);
    const reader = new WireReader(writer.finish(), 12);
    expect(hexEncode(rdataFromMessage(type, reader, writer.length - 12))).toBe(wire);
    expect(reader.remaining).toBe(0);
  });

  it('is accepted in the generic form of RFC 3597', () => {
    expect(hexEncode(scanText(type, `\\# ${rdata.length} ${wire}`))).toBe(wire);
  });

  it('is refused when truncated', () => {
    expect(acceptedPrefixes(type, rdata)).toEqual(expectedPrefixes(vector.validPrefixes, rdata.length));
  });

  it('gives a form the text of each field', () => {
    const texts = Object.values(known.fieldTexts(rdata));
    expect(texts.length).toBe(Object.keys(known.fields).length);
    expect(hexEncode(scanText(type, texts.join(' ')))).toBe(wire);
  });
});

describe('text that is refused', () => {
  const refused = load<{ type: string; source: string; text: string; expected: string }>('refused-text');
  it.each(refused)('$type $text ($source)', ({ type, text, expected }) => {
    expect(thrownBy(() => scanText(typeFromText(type)!, text))).toSatisfy(
      (error) => error instanceof ScanError && error.expected.includes(expected),
    );
  });
});

describe('wire form that is refused', () => {
  const refused = load<{ type: string; proves: string; source: string; wire: string }>('refused-wire');
  it.each(refused)('$type: $proves ($source)', ({ type: mnemonic, wire }) => {
    const type = typeFromText(mnemonic)!;
    const rdata = octets(wire.replaceAll(' ', ''));
    expect(thrownBy(() => rdataType(type)!.parse(rdata))).toBeInstanceOf(WireError);
    expect(printRdata(type, rdata)).toMatch(/^\\# /);
  });
});

describe('an unknown type', () => {
  it('is carried as octets', () => {
    const rdata = octets('0A000001');
    const reader = new WireReader(bytesFrom(rdata));
    expect({
      text: printRdata(65280, rdata),
      scanned: scanText(65280, '\\# 4 0a00 0001'),
      read: rdataFromMessage(65280, reader, 4),
      canonical: canonicalRdata(65280, rdata),
      empty: [printRdata(65280, octets('')), scanText(65280, '\\# 0')],
    }).toEqual({
      text: '\\# 4 0A000001',
      scanned: rdata,
      read: rdata,
      canonical: rdata,
      empty: ['\\# 0', ''],
    });
  });
});

describe('names in messages', () => {
  const compressed = new WireWriter('compressed');
  compressed.octets('\0'.repeat(12) as Octets);
  rdataToMessage(2, octets('026E73076578616D706C6500'), compressed); // NS ns.example.

  it('are compressed where RFC 3597 §4 allows it, case-exactly', () => {
    const start = compressed.length;
    rdataToMessage(15, octets('000A046D61696C076578616D706C6500'), compressed); // MX 10 mail.example.
    rdataToMessage(2, octets('026E73076578616D506C6500'), compressed); // NS ns.examPle.
    expect(hexEncode(compressed.toOctets().slice(start) as Octets)).toBe(
      '000A046D61696CC00F' + '026E73076578616D506C6500',
    );
  });

  it('are decompressed for SRV, which others may have compressed, and refused in DNAME', () => {
    const message = bytesFrom(octets('00'.repeat(12) + '076578616D706C6500' + '00010002003503737276C00C'));
    expect(hexEncode(rdataFromMessage(33, new WireReader(message, 21), 12))).toBe(
      '00010002003503737276076578616D706C6500',
    );
    expect(thrownBy(() => rdataFromMessage(39, new WireReader(message, 27), 6))).toBeInstanceOf(WireError);
  });

  it('do not reach past the record’s length', () => {
    const reader = new WireReader(bytesFrom(octets('C0000201')));
    expect(thrownBy(() => rdataFromMessage(1, reader, 5))).toBeInstanceOf(WireError);
  });
});

function load<T>(file: string): readonly T[] {
  return JSON.parse(readFileSync(new URL(`./vectors/${file}.json`, import.meta.url), 'utf8')) as readonly T[];
}

function octets(hex: string): Octets {
  return hexDecode(hex)!;
}

function acceptedPrefixes(type: number, rdata: Octets): readonly number[] {
  return Array.from(rdata, (_, length) => length).filter((length) => {
    const prefix = rdata.slice(0, length) as Octets;
    const error = thrownBy(() => rdataType(type)!.parse(prefix));
    if (error !== undefined && !(error instanceof WireError)) throw error;
    return error === undefined;
  });
}

function expectedPrefixes(valid: Vector['validPrefixes'] = [], length: number): readonly number[] {
  return 'from' in valid ? Array.from({ length: length - valid.from }, (_, i) => valid.from + i) : valid;
}

function thrownBy(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  return undefined;
}

function scanText(type: number, text: string): Octets {
  return scanRdataText(type, utf8Encode(text));
}
