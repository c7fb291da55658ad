/** What a zone has at a name: RFC 1034 §4.3.2 step 3, with wildcards (RFC 4592) and DNAME (RFC 6672). */
import { isHashedName } from '../../../shared/dns/hashed-name.ts';
import { type Name } from '../../../shared/dns/name.ts';
import { type Octets } from '../../../shared/dns/octets.ts';
import { type RRset } from '../../../shared/dns/rrset.ts';
import { TYPE } from '../../../shared/dns/types.ts';
import { type ZoneContents, type ZoneNode } from '../../../shared/dns/zone-contents.ts';

export type Lookup =
  /** The name has records, its own or those of the wildcard it matches below its closest encloser. */
  | { readonly kind: 'node'; readonly node: ZoneNode; readonly closestEncloser?: Name }
  /** The name exists, or matches a wildcard that does, only because something stands below: no data (RFC 4592 §2.2.2). */
  | { readonly kind: 'empty'; readonly closestEncloser?: Name }
  /** The name stands at or below a delegation. */
  | { readonly kind: 'delegated'; readonly cut: ZoneNode; readonly ns: RRset }
  /** The name stands below a DNAME. */
  | { readonly kind: 'redirected'; readonly node: ZoneNode; readonly dname: RRset }
  /** The name does not exist; its closest encloser does. */
  | { readonly kind: 'missing'; readonly closestEncloser: Name };

/** Finds a name in the zone at or below whose origin it stands. */
export function lookUp(contents: ZoneContents, name: Name, type: number): Lookup {
  let encloser = contents.origin;
  for (const ancestor of fromOriginDown(contents.origin, name)) {
    const node = contents.node(ancestor);
    if (node === undefined || isHashedName(node)) {
      const exists = node === undefined ? contents.exists(ancestor) : hasNamesBelow(contents, ancestor);
      if (!exists) break;
      encloser = ancestor;
      continue;
    }
    encloser = ancestor;
    const isName = ancestor.wire.length === name.wire.length;
    const ns = node.rrsets.find((rrset) => rrset.type === TYPE.NS);
    // DS is the parent's, and stands at the cut itself (RFC 4035 §3.1.4.1).
    if (ns !== undefined && !ancestor.equals(contents.origin) && !(isName && type === TYPE.DS))
      return { kind: 'delegated', cut: node, ns };
    if (isName) return { kind: 'node', node };
    const dname = node.rrsets.find((rrset) => rrset.type === TYPE.DNAME);
    if (dname !== undefined) return { kind: 'redirected', node, dname };
  }
  if (encloser.equals(name)) return { kind: 'empty' };
  return matchWildcard(contents, encloser);
}

/** RFC 4592 §3.3.1: the source of synthesis is the asterisk right below the closest encloser, and no other. */
function matchWildcard(contents: ZoneContents, closestEncloser: Name): Lookup {
  const source = closestEncloser.child('*' as Octets);
  const node = source === undefined ? undefined : contents.node(source);
  if (node !== undefined) return { kind: 'node', node, closestEncloser };
  return source !== undefined && contents.exists(source)
    ? { kind: 'empty', closestEncloser }
    : { kind: 'missing', closestEncloser };
}

function hasNamesBelow(contents: ZoneContents, name: Name): boolean {
  return contents.next(name)?.owner.isBelow(name) === true;
}

/** The origin, and each name between it and `name`, to `name` itself. */
function fromOriginDown(origin: Name, name: Name): readonly Name[] {
  const path: Name[] = [];
  for (let at = name; at.wire.length > origin.wire.length; at = at.parent) path.push(at);
  return [origin, ...path.reverse()];
}
