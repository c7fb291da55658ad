/** Punycode (RFC 3492): Unicode text in the letters, digits and hyphens of a host name. Without the `xn--` prefix. */

/** The ASCII form of a text; undefined for a lone surrogate. */
export function punycodeEncode(text: string): string | undefined {
  if (!text.isWellFormed()) return undefined;
  const points = Array.from(text, (character) => character.codePointAt(0)!);
  const basic = points.filter((point) => point < INITIAL_N);
  let out = basic.length === 0 ? '' : `${String.fromCharCode(...basic)}-`;
  let n = INITIAL_N;
  let delta = 0;
  let bias = INITIAL_BIAS;
  let handled = basic.length;
  while (handled < points.length) {
    const next = points.reduce((least, point) => (point >= n && point < least ? point : least), Infinity);
    delta += (next - n) * (handled + 1);
    n = next;
    for (const point of points) {
      if (point < n) delta++;
      if (point !== n) continue;
      out += variableLength(delta, bias);
      bias = adapt(delta, handled + 1, handled === basic.length);
      delta = 0;
      handled++;
    }
    delta++;
    n++;
  }
  return out;
}

/** The text of an ASCII form in either case; undefined when it is no such form. */
export function punycodeDecode(ascii: string): string | undefined {
  const split = ascii.lastIndexOf('-');
  const points = Array.from(ascii.slice(0, Math.max(0, split)), (character) => character.charCodeAt(0));
  if (points.some((point) => point >= INITIAL_N)) return undefined;
  let n = INITIAL_N;
  let i = 0;
  let bias = INITIAL_BIAS;
  for (let at = split < 0 ? 0 : split + 1; at < ascii.length;) {
    const before = i;
    for (let k = BASE, weight = 1; ; k += BASE) {
      const digit = DIGITS.indexOf(ascii.charAt(at++).toLowerCase() || ' ');
      if (digit < 0) return undefined;
      i += digit * weight;
      if (i > MOST) return undefined;
      const threshold = thresholdOf(k, bias);
      if (digit < threshold) break;
      weight *= BASE - threshold;
    }
    const length = points.length + 1;
    bias = adapt(i - before, length, before === 0);
    n += Math.floor(i / length);
    i %= length;
    if (n > 0x10ffff || (n >= 0xd800 && n <= 0xdfff)) return undefined;
    points.splice(i++, 0, n);
  }
  return points.map((point) => String.fromCodePoint(point)).join('');
}

/** A number as digits of which each says whether another follows (§3.3). */
function variableLength(value: number, bias: number): string {
  let out = '';
  let left = value;
  for (let k = BASE; ; k += BASE) {
    const threshold = thresholdOf(k, bias);
    if (left < threshold) return out + DIGITS[left];
    out += DIGITS[threshold + ((left - threshold) % (BASE - threshold))];
    left = Math.floor((left - threshold) / (BASE - threshold));
  }
}

const thresholdOf = (k: number, bias: number): number => Math.min(T_MAX, Math.max(T_MIN, k - bias));

/** Bias adaptation (§6.1). */
function adapt(delta: number, points: number, first: boolean): number {
  let left = Math.floor(delta / (first ? DAMP : 2));
  left += Math.floor(left / points);
  let k = 0;
  for (; left > ((BASE - T_MIN) * T_MAX) / 2; k += BASE) left = Math.floor(left / (BASE - T_MIN));
  return k + Math.floor(((BASE - T_MIN + 1) * left) / (left + SKEW));
}

/** The parameters of §5. */
const BASE = 36;
const T_MIN = 1;
const T_MAX = 26;
const SKEW = 38;
const DAMP = 700;
const INITIAL_BIAS = 72;
const INITIAL_N = 128;
const DIGITS = 'abcdefghijklmnopqrstuvwxyz0123456789';
/** No delta of a label is anywhere near; beyond it sums might lose precision. */
const MOST = 0x7fffffff;
