/** Type bit maps (RFC 4034 §4.1.2), kept: a zone has few distinct sets of types, and each name needs one. */
import { NO_OCTETS, type Octets } from '../../../shared/dns/octets.ts';
import { Name } from '../../../shared/dns/name.ts';
import { nsec } from '../../../shared/dns/rdata/nsec.ts';
import { type RRset } from '../../../shared/dns/rrset.ts';
import { TYPE } from '../../../shared/dns/types.ts';
import { type Denial } from './signing.ts';
import { type Standing } from './standing.ts';

export class TypeBitmaps {
  readonly #denial: Denial;
  readonly #known = new Map<string, Octets>();

  constructor(denial: Denial) {
    this.#denial = denial;
  }

  /** The bit map of a visible name with these sets (NSEC and RRSIG not among them); none of them = an empty non-terminal. */
  of(sets: readonly RRset[], standing: Standing): Octets {
    let key = standing === 'delegation' ? 'd' : 'a';
    for (const { type } of sets) key += String.fromCharCode(type);
    let bitmap = this.#known.get(key);
    if (bitmap === undefined)
      this.#known.set(key, (bitmap = compose(typesPresent(sets, standing, this.#denial))));
    return bitmap;
  }
}

/** The types that a name's NSEC or NSEC3 lists. */
function typesPresent(sets: readonly RRset[], standing: Standing, denial: Denial): readonly number[] {
  const types = new Set(
    sets
      .map(({ type }) => type)
      // At a cut only what the parent side has: glue at the cut's own name is the child's (RFC 4035 §2.3, RFC 5155 §7.1).
      .filter((type) => standing !== 'delegation' || type === TYPE.NS || type === TYPE.DS),
  );
  if (denial === 'nsec') types.add(TYPE.NSEC);
  // NSEC3 stands elsewhere: a cut without DS has nothing that is signed.
  const isSigned = standing === 'delegation' ? types.has(TYPE.DS) : types.size > 0;
  if (denial === 'nsec' || isSigned) types.add(TYPE.RRSIG);
  return [...types].sort((a, b) => a - b);
}

function compose(types: readonly number[]): Octets {
  if (types.length === 0) return NO_OCTETS;
  return nsec.compose({ nextDomainName: Name.root, types }).slice(1) as Octets;
}
