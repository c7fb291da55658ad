/**
 * What a label may hold in Unicode: IDNA2008's derived property (RFC 5892 §3), its contextual rules (Appendix A) and the
 * Bidi rule (RFC 5893 §2). The tables are the engine's own Unicode; what it does not tell, combining classes, joining
 * types and Bidi classes, is judged by code points and scripts.
 */

/** Why a label in Unicode is none. */
export type LabelFault =
  'disallowed-character' | 'combining-mark-first' | 'misplaced-hyphen' | 'mixed-directions';

/** The first fault of a label that is in NFC and lower case, with the character it lies in. */
export function labelFault(
  label: string,
): { readonly code: LabelFault; readonly character: string } | undefined {
  if (label.startsWith('-') || label.endsWith('-') || label.slice(2, 4) === '--')
    return { code: 'misplaced-hyphen', character: '-' };
  const characters = Array.from(label);
  if (/^\p{M}/u.test(label)) return { code: 'combining-mark-first', character: characters[0] };
  const bad = characters.find((character, at) => !isAllowed(character, at, characters));
  if (bad !== undefined) return { code: 'disallowed-character', character: bad };
  const against = bidiFault(characters);
  return against === undefined ? undefined : { code: 'mixed-directions', character: against };
}

/** RFC 5892 §3, its tests in their order; contextual characters by their rule. */
function isAllowed(character: string, at: number, label: readonly string[]): boolean {
  const rule = CONTEXTUAL.find(([characters]) => characters.test(character));
  if (rule !== undefined) return rule[1](at, label);
  if (ALWAYS_VALID.test(character)) return true;
  if (NEVER_VALID.test(character)) return false;
  return isStable(character) && LETTER_DIGITS.test(character);
}

/** Not changed by folding case and compatibility forms (RFC 5892 §2.2). */
function isStable(character: string): boolean {
  return character.normalize('NFKC').toLowerCase().normalize('NFKC') === character;
}

const LETTER_DIGITS = /^[-a-z0-9]$|^[\p{Ll}\p{Lu}\p{Lo}\p{Nd}\p{Lm}\p{Mn}\p{Mc}]$/u;
/** RFC 5892 §2.6, the exceptions that are valid. */
const ALWAYS_VALID = /^[\u00df\u03c2\u06fd\u06fe\u0f0b\u3007]$/u;
/** The other exceptions of §2.6, ignorable properties and blocks (§2.3, §2.4), old Hangul Jamo (§2.9). */
const NEVER_VALID =
  /^[\u0640\u07fa\u302e\u302f\u3031-\u3035\u303b\p{Default_Ignorable_Code_Point}\p{White_Space}\p{Noncharacter_Code_Point}\u20d0-\u20ff\u{1d100}-\u{1d24f}\u1100-\u11ff\ua960-\ua97c\ud7b0-\ud7fb]$/u;

type Rule = (at: number, label: readonly string[]) => boolean;

const beside = (label: readonly string[], at: number, form: RegExp): boolean => form.test(label[at] ?? '');

/** RFC 5892 Appendix A. */
const CONTEXTUAL: readonly (readonly [RegExp, Rule])[] = [
  // A.1: behind a virama, or between joining letters, which Arabic script's are.
  [
    /^\u200c$/u,
    (at, label) =>
      isVirama(label[at - 1]) || (beside(label, at - 1, ARABIC) && beside(label, at + 1, ARABIC)),
  ],
  // A.2
  [/^\u200d$/u, (at, label) => isVirama(label[at - 1])],
  // A.3: as in Catalan "l·l".
  [/^\u00b7$/u, (at, label) => label[at - 1] === 'l' && label[at + 1] === 'l'],
  // A.4
  [/^\u0375$/u, (at, label) => beside(label, at + 1, /^\p{Script=Greek}$/u)],
  // A.5, A.6
  [/^[\u05f3\u05f4]$/u, (at, label) => beside(label, at - 1, /^\p{Script=Hebrew}$/u)],
  // A.7
  [
    /^\u30fb$/u,
    (_, label) =>
      label.some((other) => /^[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]$/u.test(other)),
  ],
  // A.8, A.9: the two rows of Arabic digits do not mix.
  [/^[\u0660-\u0669]$/u, (_, label) => !label.some((other) => /^[\u06f0-\u06f9]$/u.test(other))],
  [/^[\u06f0-\u06f9]$/u, (_, label) => !label.some((other) => /^[\u0660-\u0669]$/u.test(other))],
];

const ARABIC = /^[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Mongolian}\p{Script=Nko}]$/u;

const isVirama = (character: string | undefined): boolean =>
  character !== undefined && VIRAMAS.includes(character);

/** Canonical combining class 9 (virama) of the scripts in use. */
const VIRAMAS =
  '\u094d\u09cd\u0a4d\u0acd\u0b4d\u0bcd\u0c4d\u0ccd\u0d3b\u0d3c\u0d4d\u0dca\u0e3a\u0eba\u0f84\u1039\u103a\u1714\u1734\u17d2\u1a60\u1b44\u1baa\u1bab\u1bf2\u1bf3\u2d7f\ua806\ua8c4\ua953\ua9c0\uaaf6\uabed';

/**
 * The Bidi rule for one label (RFC 5893 §2): with a right-to-left letter in it, it starts with one, holds no
 * left-to-right letter, and ends in a right-to-left letter or a digit, marks aside. Answers the character against it.
 */
function bidiFault(label: readonly string[]): string | undefined {
  if (!label.some((character) => RIGHT_TO_LEFT.test(character))) return undefined;
  if (!RIGHT_TO_LEFT.test(label[0])) return label[0];
  const leftToRight = label.find((character) => LETTER.test(character) && !RIGHT_TO_LEFT.test(character));
  if (leftToRight !== undefined) return leftToRight;
  const digits = label.filter((character) => DIGIT.test(character));
  const mixed = digits.find((digit) => ARABIC_DIGIT.test(digit) !== ARABIC_DIGIT.test(digits[0]));
  if (mixed !== undefined) return mixed;
  const last = label.findLast((character) => !MARK.test(character));
  return last !== undefined && (RIGHT_TO_LEFT.test(last) || DIGIT.test(last)) ? undefined : last;
}

const RIGHT_TO_LEFT =
  /^(?=[\p{L}\u05f3\u05f4])[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Samaritan}\p{Script=Mandaic}\p{Script=Adlam}\p{Script=Mende_Kikakui}\p{Script=Hanifi_Rohingya}]$/u;
const LETTER = /^\p{L}$/u;
const MARK = /^\p{M}$/u;
const DIGIT = /^\p{Nd}$/u;
const ARABIC_DIGIT = /^[\u0660-\u0669]$/u;
