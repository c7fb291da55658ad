/** Owner names as a table shows them and a person types them: relative to the zone, IDNs readable. */
import { type Name } from '../../shared/dns/name.ts';
import { printRelativeName, scanName } from '../../shared/dns/name-text.ts';
import { isOctets } from '../../shared/dns/octets.ts';
import { NAME_FAULTS } from '../../shared/dns/rdata/rdata-scanner.ts';

/** What was expected instead of an owner. */
export interface OwnerFault {
  readonly expected: string;
}

/** A typed owner: `@`, relative to the zone, or absolute with a final dot; a zone's own name without the dot is meant so too. */
export function scanOwner(text: string, origin: Name): Name | OwnerFault {
  const trimmed = text.trim();
  if (trimmed === '') return origin;
  if (!isOctets(trimmed)) return { expected: EXPECTED };
  const name = scanName(trimmed, origin);
  if (typeof name === 'string') return { expected: `${EXPECTED} (${NAME_FAULTS[name]})` };
  if (!name.isAtOrBelow(origin)) return { expected: 'a name in this zone' };
  return name;
}

/** The owner relative to the zone. */
export const ownerText = (owner: Name, origin: Name): string => printRelativeName(owner, origin);

/** The owner with its IDN labels decoded, where that differs. */
export function unicodeOwnerText(_owner: Name, _origin: Name): string | null {
  return null;
}

const EXPECTED = 'a name, such as www, @ for the zone itself, or one that ends with a dot';
