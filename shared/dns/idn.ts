/**
 * Internationalized names (IDNA2008, RFC 5890 and 5891), at the edges only: what a person types becomes A-labels before
 * anything else sees it, and A-labels are shown as what they stand for. Both work on presentation form and leave every
 * ASCII label, escapes and case included, as it is.
 *
 * Typed text is mapped as RFC 5895 §2 suggests: lower case, wide and half-width forms as their usual ones, NFC, and the
 * ideographic full stops as dots.
 */
import { labelFault, type LabelFault } from './idn-rules.ts';
import { punycodeDecode, punycodeEncode } from './punycode.ts';

export type ALabels =
  | { readonly ok: true; readonly text: string }
  | {
      readonly ok: false;
      readonly code: LabelFault | 'label-too-long';
      readonly label: string;
      /** Where the fault lies; empty when it is the length. */
      readonly character: string;
    };

/** A typed name with all its labels in ASCII. What is wrong with ASCII labels is scanName's to say. */
export function toALabels(text: string): ALabels {
  const labels: string[] = [];
  for (const typed of splitLabels(text)) {
    const label = toALabel(typed);
    if (typeof label !== 'string') return { ok: false, label: typed, ...label };
    labels.push(label);
  }
  return { ok: true, text: labels.join('.') };
}

/** A name's text with its A-labels in Unicode, for display: only those that come out again as the same A-label. */
export function toUnicodeLabels(text: string): string {
  return splitLabels(text)
    .map((label) => {
      if (!/^xn--/i.test(label)) return label;
      const shown = punycodeDecode(label.slice(4).toLowerCase());
      return shown !== undefined && !isAscii(shown) && toALabel(shown) === label.toLowerCase()
        ? shown
        : label;
    })
    .join('.');
}

type Fault = { readonly code: LabelFault | 'label-too-long'; readonly character: string };

function toALabel(typed: string): string | Fault {
  if (isAscii(typed)) return typed;
  const label = mapped(typed);
  if (isAscii(label)) return label; // wide letters only
  const fault = labelFault(label);
  if (fault !== undefined) return fault;
  const encoded = punycodeEncode(label);
  return encoded === undefined || encoded.length > MOST_ENCODED
    ? { code: 'label-too-long', character: '' }
    : `xn--${encoded}`;
}

function mapped(label: string): string {
  // Letter by letter: a Σ at the end is σ here, as in UTS 46; who means ς types it.
  const lower = Array.from(label.normalize('NFC'), (character) => character.toLowerCase()).join('');
  return lower.replace(/[\uff01-\uffef]/g, (wide) => wide.normalize('NFKC').toLowerCase()).normalize('NFC');
}

/** The labels of presentation form: parts between dots, `\.` being none. A final dot leaves an empty last label. */
function splitLabels(text: string): readonly string[] {
  const labels = [''];
  for (let i = 0; i < text.length; i++) {
    if (DOTS.includes(text[i])) labels.push('');
    else if (text[i] === '\\') labels[labels.length - 1] += text[i] + (text[++i] ?? '');
    else labels[labels.length - 1] += text[i];
  }
  return labels;
}

const isAscii = (text: string): boolean => /^[\0-\x7f]*$/.test(text);

const DOTS = '.\u3002\uff0e\uff61';
/** A label has 63 octets (RFC 1035 §2.3.4), four of them `xn--`. */
const MOST_ENCODED = 59;
