/**
 * BIND's `$GENERATE range lhs [ttl] [class] type rhs`: one entry that stands for many. In lhs and rhs `$` is the
 * counter, `${offset,width,base}` the counter shifted, padded and in another base, `$$` and `\$` a dollar sign.
 */
import { type Octets } from '../octets.ts';

/** At most this many records from one `$GENERATE`. BIND sets no limit; four octets of hex digits fit in this one. */
export const GENERATE_MOST = 65536;

export interface GenerateRange {
  readonly start: number;
  readonly stop: number;
  readonly step: number;
}

/** Reads `start-stop` or `start-stop/step`; undefined when it is neither or counts backwards. */
export function parseRange(text: string): GenerateRange | undefined {
  const match = /^([0-9]{1,10})-([0-9]{1,10})(?:\/([0-9]{1,10}))?$/.exec(text);
  if (match === null) return undefined;
  const [start, stop, step] = [Number(match[1]), Number(match[2]), Number(match[3] ?? 1)];
  return stop < start || step < 1 || Math.max(stop, step) > 0x7fffffff ? undefined : { start, stop, step };
}

export function rangeCount({ start, stop, step }: GenerateRange): number {
  return Math.floor((stop - start) / step) + 1;
}

/** A template with its place holders found: text for a counter. */
export type Template = (counter: number) => Octets;

/** Compiles a template; undefined when a `${…}` in it is none of BIND's. */
export function parseTemplate(text: Octets): Template | undefined {
  const parts: (string | ((counter: number) => string))[] = [];
  for (const [piece] of text.matchAll(/\\[^]|\$\$|\$\{[^}]*\}?|\$|[^\\$]+|\\/g)) {
    if (piece === '$$') parts.push('$');
    else if (piece === '$') parts.push(String);
    else if (piece.startsWith('${')) {
      const modifier = parseModifier(piece);
      if (modifier === undefined) return undefined;
      parts.push(modifier);
    } else parts.push(piece); // an escape stays one: the name or text scanner resolves it
  }
  return (counter) =>
    parts.map((part) => (typeof part === 'string' ? part : part(counter))).join('') as Octets;
}

function parseModifier(text: string): ((counter: number) => string) | undefined {
  const match = /^\$\{([+-]?[0-9]{1,10})(?:,([0-9]{1,3})(?:,([doxXnN]))?)?\}$/.exec(text);
  if (match === null) return undefined;
  const [offset, width, base] = [Number(match[1]), Number(match[2] ?? 0), match[3] ?? 'd'];
  if (width > WIDTH_MOST) return undefined;
  return (counter) => format(counter + offset, width, base);
}

/** As C's printf with `%0<width>`: a sign counts as part of the width, and other bases see two's complement. */
function format(value: number, width: number, base: string): string {
  switch (base) {
    case 'n':
      return nibbles(value, width);
    case 'N':
      return nibbles(value, width).toUpperCase();
    case 'o':
      return (value >>> 0).toString(8).padStart(width, '0');
    case 'x':
      return (value >>> 0).toString(16).padStart(width, '0');
    case 'X':
      return (value >>> 0).toString(16).toUpperCase().padStart(width, '0');
    default:
      return value < 0 ? `-${String(-value).padStart(width - 1, '0')}` : String(value).padStart(width, '0');
  }
}

/**
 * Hexadecimal digits from the lowest up, a dot between them, for ip6.arpa. The width counts dots as well, and one that
 * ends on a dot prints it: BIND does so, and zones rely on it.
 */
function nibbles(value: number, width: number): string {
  let rest = value >>> 0;
  let left = width;
  let out = '';
  do {
    out += (rest & 0xf).toString(16);
    rest >>>= 4;
    if (left > 0) left--;
    if (left > 0 || rest !== 0) {
      out += '.';
      if (left > 0) left--;
    }
  } while (rest !== 0 || left > 0);
  return out;
}

/** BIND formats a number into a buffer of 128 octets. */
const WIDTH_MOST = 127;
