/** Names in presentation form (RFC 1035 §5.1): `\.` and `\DDD` escapes, a final dot for absolute names, `@` for the origin. */
import { Name } from './name.ts';
import { type Octets } from './octets.ts';

/** Why a text is no name; the sentence is made elsewhere. */
export type NameFault =
  'empty' | 'empty-label' | 'label-too-long' | 'name-too-long' | 'bad-escape' | 'no-origin';

/** Reads a name as octets of text. A relative one is completed by `origin`; without one it is a fault. */
export function scanName(text: Octets, origin?: Name): Name | NameFault {
  if (text === '@') return origin ?? 'no-origin';
  if (text === '.') return Name.root;
  if (text === '') return 'empty';
  const fast = text.includes('\\') ? undefined : scanPlain(text);
  const scanned = fast ?? scanEscaped(text);
  if (typeof scanned === 'string') return scanned;
  const { wire, absolute } = scanned;
  if (absolute) return wire.length > 254 ? 'name-too-long' : Name.fromWire((wire + '\0') as Octets);
  if (origin === undefined) return 'no-origin';
  return wire.length + origin.wire.length > 255
    ? 'name-too-long'
    : Name.fromWire((wire + origin.wire) as Octets);
}

/** Presentation form, absolute, with the final dot. */
export function printName(name: Name): string {
  return name.isRoot ? '.' : printLabels(name.wire) + '.';
}

/** Presentation form relative to `origin` where it stands at or below it (`@` for itself), else absolute; no letter's case is lost. */
export function printRelativeName(name: Name, origin: Name): string {
  if (origin.isRoot || !name.wire.endsWith(origin.wire) || !name.isAtOrBelow(origin)) return printName(name);
  const own = name.wire.slice(0, name.wire.length - origin.wire.length);
  return own === '' ? '@' : printLabels((own + '\0') as Octets);
}

interface Scanned {
  readonly wire: string;
  readonly absolute: boolean;
}

function scanPlain(text: Octets): Scanned | NameFault {
  const absolute = text.endsWith('.');
  let wire = '';
  for (const label of (absolute ? text.slice(0, -1) : text).split('.')) {
    if (label.length === 0) return 'empty-label';
    if (label.length > 63) return 'label-too-long';
    wire += String.fromCharCode(label.length) + label;
  }
  return { wire, absolute };
}

function scanEscaped(text: Octets): Scanned | NameFault {
  let wire = '';
  let label = '';
  let absolute = false;
  for (let i = 0; i < text.length; i++) {
    const character = text[i];
    absolute = character === '.';
    if (absolute) {
      if (label.length === 0) return 'empty-label';
      if (label.length > 63) return 'label-too-long';
      wire += String.fromCharCode(label.length) + label;
      label = '';
    } else if (character === '\\') {
      const escape = readEscape(text, i);
      if (escape === undefined) return 'bad-escape';
      label += escape.octet;
      i += escape.length - 1;
    } else label += character;
  }
  if (label.length > 63) return 'label-too-long';
  if (label.length > 0) wire += String.fromCharCode(label.length) + label;
  return { wire, absolute };
}

/** The octet that the escape at `at` (a backslash) means, and how many characters it takes: `\DDD` or `\X`. */
export function readEscape(
  text: string,
  at: number,
): { readonly octet: string; readonly length: number } | undefined {
  const digits = /^[0-9]{3}/.exec(text.slice(at + 1, at + 4));
  if (digits !== null) {
    const value = Number(digits[0]);
    return value > 255 ? undefined : { octet: String.fromCharCode(value), length: 4 };
  }
  const next = text[at + 1];
  return next === undefined || (next >= '0' && next <= '9') ? undefined : { octet: next, length: 2 };
}

function printLabels(wire: Octets): string {
  let out = '';
  for (let at = 0; wire.charCodeAt(at) > 0;) {
    const length = wire.charCodeAt(at);
    const label = wire.slice(at + 1, at + 1 + length);
    if (out !== '') out += '.';
    out += PLAIN_LABEL.test(label) ? label : escapeLabel(label);
    at += 1 + length;
  }
  return out;
}

/** Knot takes nothing but these as they stand; `#` is spelled in digits, since `\#` begins generic data (RFC 3597 §5). */
function escapeLabel(label: string): string {
  let out = '';
  for (const character of label) {
    const code = character.charCodeAt(0);
    if (PLAIN_LABEL.test(character)) out += character;
    else if (code <= 0x20 || code >= 0x7f || character === '#') out += `\\${String(code).padStart(3, '0')}`;
    else out += `\\${character}`;
  }
  return out;
}

const PLAIN_LABEL = /^[A-Za-z0-9_*/-]+$/;
