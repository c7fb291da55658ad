/**
 * Where the names stand in a type's plain wire form. Most types are fixed-length fields and names; for those, transfers
 * and canonical form go from name to name without looking at the rest.
 */
import { foldCase, NO_OCTETS, type Octets } from '../octets.ts';
import { type NameRules, type WireWriter } from '../wire-writer.ts';
import { type Fields } from './define-rdata.ts';

/** One name, and how many octets of other fields stand before it. What follows the last name is of any length. */
interface NamePlace {
  readonly octetsBefore: number;
  readonly rules: NameRules;
}
export type Layout = readonly NamePlace[];

/** The layout of a table; undefined when a field of varying length stands before a name. */
export function layoutOf(fields: Fields): Layout | undefined {
  const places: NamePlace[] = [];
  let octetsBefore = 0;
  for (const field of Object.values(fields)) {
    if (field.nameRules !== undefined) {
      places.push({ octetsBefore, rules: field.nameRules });
      octetsBefore = 0;
    } else octetsBefore += field.fixedLength ?? NaN;
  }
  return places.some((place) => Number.isNaN(place.octetsBefore)) ? undefined : places;
}

/** Writes well-formed plain rdata into a message, each name by its rules. */
export function compressTo(writer: WireWriter, rdata: Octets, layout: Layout): void {
  let at = 0;
  for (const { octetsBefore, rules } of layout) {
    if (octetsBefore > 0) writer.octets(rdata.slice(at, at + octetsBefore) as Octets);
    const start = at + octetsBefore;
    at = nameEnd(rdata, start);
    writer.compressibleName(rdata.slice(start, at) as Octets, rules.compress);
  }
  if (at < rdata.length) writer.octets(rdata.slice(at) as Octets);
}

/** The canonical form (RFC 4034 §6.2) of well-formed plain rdata. */
export function canonicalByLayout(rdata: Octets, layout: Layout): Octets {
  let out = NO_OCTETS;
  let at = 0;
  for (const { octetsBefore, rules } of layout) {
    const start = at + octetsBefore;
    const end = nameEnd(rdata, start);
    const name = rdata.slice(start, end) as Octets;
    out = (out + rdata.slice(at, start) + (rules.canonicalLowercase ? foldCase(name) : name)) as Octets;
    at = end;
  }
  return out === rdata ? rdata : ((out + rdata.slice(at)) as Octets);
}

function nameEnd(rdata: Octets, start: number): number {
  let at = start;
  while (rdata.charCodeAt(at) > 0) at += 1 + rdata.charCodeAt(at);
  return at + 1;
}
