import { WireError, type WireReader } from '../wire-reader.ts';
import { defineRdata, type Field } from './define-rdata.ts';
import { type RdataScanner } from './rdata-scanner.ts';

/** A place as it stands in wire form (RFC 1876 §2): all integers, so that nothing is lost to rounding. */
interface Location {
  /** Diameter and precisions in centimetres: one digit times a power of ten, `digit << 4 | power`. */
  readonly size: number;
  readonly horizontalPrecision: number;
  readonly verticalPrecision: number;
  /** Thousandths of a second of arc, 2³¹ at the equator, more to the north. */
  readonly latitude: number;
  /** Thousandths of a second of arc, 2³¹ at the prime meridian, more to the east. */
  readonly longitude: number;
  /** Centimetres above a base 100 km below the WGS 84 spheroid. */
  readonly altitude: number;
}

const location: Field<Location> = {
  kind: 'location',
  example: '52 22 23.000 N 4 53 32.000 E -2.00m 0m 10000m 10m',
  expected: 'a place: degrees [minutes [seconds]] N or S, the same with E or W, then the altitude in metres',
  takesRest: true,
  parse(reader) {
    const at = reader.offset;
    if (reader.u8() !== 0) throw new WireError(at, 'version 0');
    return {
      size: parsePrecision(reader),
      horizontalPrecision: parsePrecision(reader),
      verticalPrecision: parsePrecision(reader),
      latitude: parseAngle(reader, 90),
      longitude: parseAngle(reader, 180),
      altitude: reader.u32(),
    };
  },
  compose(value, writer) {
    writer.u8(0);
    writer.u8(value.size);
    writer.u8(value.horizontalPrecision);
    writer.u8(value.verticalPrecision);
    writer.u32(value.latitude);
    writer.u32(value.longitude);
    writer.u32(value.altitude);
  },
  scan: (scanner) => ({
    latitude: scanAngle(scanner, 90, 'N', 'S'),
    longitude: scanAngle(scanner, 180, 'E', 'W'),
    altitude: scanAltitude(scanner),
    size: scanPrecision(scanner, 'the size', 0x12), // 1 m
    horizontalPrecision: scanPrecision(scanner, 'the horizontal precision', 0x16), // 10 km
    verticalPrecision: scanPrecision(scanner, 'the vertical precision', 0x13), // 10 m
  }),
  print: (value) =>
    [
      printAngle(value.latitude, 'N', 'S'),
      printAngle(value.longitude, 'E', 'W'),
      `${printHundredths(value.altitude - BASE_ALTITUDE)}m`,
      ...[value.size, value.horizontalPrecision, value.verticalPrecision].map(printPrecision),
    ].join(' '),
};

/** LOC — where on earth this is. RFC 1876 §2 (wire), §3 (text). */
export const loc = defineRdata('LOC', 29, { location });

const CENTRE = 0x80000000;
const BASE_ALTITUDE = 10_000_000;
const MS_PER_DEGREE = 3_600_000;

/** Zero has one form, and there is one digit only: else two wire forms would mean the same length. */
function parsePrecision(reader: WireReader): number {
  const value = reader.u8();
  const digit = value >> 4;
  if (value !== 0 && (digit < 1 || digit > 9 || (value & 15) > 9))
    throw new WireError(reader.offset - 1, 'a length as one digit and a power of ten up to 9');
  return value;
}

function parseAngle(reader: WireReader, mostDegrees: number): number {
  const value = reader.u32();
  if (Math.abs(value - CENTRE) > mostDegrees * MS_PER_DEGREE)
    throw new WireError(reader.offset - 4, `an angle of at most ${mostDegrees} degrees`);
  return value;
}

/** `d [m [s[.sss]]] {N|S}`, or E and W. */
function scanAngle(scanner: RdataScanner, mostDegrees: number, plus: string, minus: string): number {
  const units = [
    { size: MS_PER_DEGREE, decimals: 0, most: mostDegrees, expected: `degrees, 0–${mostDegrees}` },
    { size: 60_000, decimals: 0, most: 59, expected: `minutes, 0–59, or ${plus} or ${minus}` },
    { size: 1000, decimals: 3, most: 59.999, expected: `seconds, 0–59.999, or ${plus} or ${minus}` },
  ];
  let angle = 0;
  for (const [place, { size, decimals, most, expected }] of units.entries()) {
    const token = scanner.next(expected);
    const side = token.text.toUpperCase();
    if (place > 0 && (side === plus || side === minus))
      return side === plus ? CENTRE + angle : CENTRE - angle;
    const value = scaled(token.text, decimals);
    if (!(value <= most * 10 ** decimals)) return scanner.fail(expected, token);
    angle += (value * size) / 10 ** decimals;
    if (angle > mostDegrees * MS_PER_DEGREE)
      return scanner.fail(`an angle of at most ${mostDegrees} degrees`, token);
  }
  const expected = `${plus} or ${minus}`;
  const token = scanner.next(expected);
  const side = token.text.toUpperCase();
  if (side !== plus && side !== minus) return scanner.fail(expected, token);
  return side === plus ? CENTRE + angle : CENTRE - angle;
}

function scanAltitude(scanner: RdataScanner): number {
  const expected = 'an altitude in metres, -100000.00m to 42849672.95m';
  const token = scanner.next(expected);
  const below = token.text.startsWith('-');
  const metres = scaled(token.text.replace(/^-/, '').replace(/m$/i, ''), 2);
  const altitude = BASE_ALTITUDE + (below ? -metres : metres);
  return altitude >= 0 && altitude <= 0xffffffff ? altitude : scanner.fail(expected, token);
}

/** An optional length in metres; digits after the first are cut off, as RFC 1876 Appendix A does. */
function scanPrecision(scanner: RdataScanner, what: string, otherwise: number): number {
  if (scanner.atEnd) return otherwise;
  const expected = `${what} in metres, 0m to 90000000.00m`;
  const token = scanner.next(expected);
  const centimetres = scaled(token.text.replace(/m$/i, ''), 2);
  if (!(centimetres <= 9_000_000_000)) return scanner.fail(expected, token);
  const digits = String(centimetres);
  return centimetres === 0 ? 0 : (Number(digits[0]) << 4) | (digits.length - 1);
}

/** A decimal number times 10 to the `decimals`, exactly; NaN for other text and for more decimals. */
function scaled(text: string, decimals: number): number {
  const parts = /^([0-9]{1,9})(?:\.([0-9]*))?$/.exec(text);
  const fraction = parts?.[2] ?? '';
  if (parts === null || fraction.length > decimals || (decimals === 0 && text.includes('.'))) return NaN;
  return Number(parts[1]) * 10 ** decimals + Number(fraction.padEnd(decimals, '0'));
}

function printAngle(value: number, plus: string, minus: string): string {
  const angle = Math.abs(value - CENTRE);
  const ms = angle % 60_000;
  const seconds = `${Math.floor(ms / 1000)}.${String(ms % 1000).padStart(3, '0')}`;
  const minutes = Math.floor(angle / 60_000) % 60;
  return `${Math.floor(angle / MS_PER_DEGREE)} ${minutes} ${seconds} ${value < CENTRE ? minus : plus}`;
}

function printPrecision(value: number): string {
  const centimetres = (value >> 4) * 10 ** (value & 15);
  return centimetres % 100 === 0 ? `${centimetres / 100}m` : `${printHundredths(centimetres)}m`;
}

function printHundredths(value: number): string {
  const whole = Math.abs(value);
  return `${value < 0 ? '-' : ''}${Math.floor(whole / 100)}.${String(whole % 100).padStart(2, '0')}`;
}
