/** Owner names as a table shows them and a person types them: relative to the zone, IDNs readable. */
import { type Name } from '../../shared/dns/name.ts';
import { printRelativeName, scanName } from '../../shared/dns/name-text.ts';
import { toALabels, toUnicodeLabels, type ALabels } from '../../shared/dns/idn.ts';
import { isOctets, type Octets } from '../../shared/dns/octets.ts';
import { NAME_FAULTS } from '../../shared/dns/rdata/rdata-scanner.ts';

/** What was expected instead of an owner. */
export interface OwnerFault {
  readonly expected: string;
}

/** A typed owner: `@`, relative to the zone, or absolute with a final dot; a zone's own name without the dot is meant so too. */
export function scanOwner(text: string, origin: Name): Name | OwnerFault {
  const trimmed = text.trim();
  if (trimmed === '') return origin;
  const ascii = asciiName(trimmed);
  if (typeof ascii !== 'string') return ascii;
  const name = scanName(ascii, origin);
  if (typeof name === 'string') return { expected: `${EXPECTED} (${NAME_FAULTS[name]})` };
  if (!name.isAtOrBelow(origin)) return { expected: 'a name in this zone' };
  return name;
}

/** The owner relative to the zone. */
export const ownerText = (owner: Name, origin: Name): string => printRelativeName(owner, origin);

/** The owner with its IDN labels decoded, where that differs. */
export function unicodeOwnerText(owner: Name, origin: Name): string | null {
  // Most names have no A-label, which is seen without making text of them.
  if (!/xn--/i.test(owner.wire)) return null;
  const text = ownerText(owner, origin);
  const unicode = toUnicodeLabels(text);
  return unicode === text ? null : unicode;
}

/** A typed name with its IDN labels as A-labels (RFC 5891 §4), or what was expected. */
export function asciiName(text: string): Octets | OwnerFault {
  if (/^[\0-\x7f]*$/.test(text)) return text as Octets;
  const labels = toALabels(text);
  if (!labels.ok) return { expected: idnExpected(labels) };
  return isOctets(labels.text) ? labels.text : { expected: EXPECTED };
}

function idnExpected({ label, character }: Extract<ALabels, { ok: false }>): string {
  const where = character === '' ? '' : `; “${character}” may not stand there`;
  return `a name that IDNA 2008 allows (“${label}” is none${where})`;
}

const EXPECTED = 'a name, such as www, @ for the zone itself, or one that ends with a dot';
