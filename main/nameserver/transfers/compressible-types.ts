/** Which octets of a record's data are names that may be compressed (RFC 3597 §4), read off the types' own tables. */
import { rdataType } from '../../../shared/dns/rdata/registry.ts';

/** Parts of the data in their order: so many octets as they are, or a name. */
export type RdataLayout = readonly (number | 'name')[];

/** The layout of a type with names that may be compressed; undefined for one whose data is copied as it is. */
export function compressibleLayout(type: number): RdataLayout | undefined {
  if (!known.has(type)) known.set(type, layoutOf(type));
  return known.get(type);
}

function layoutOf(type: number): RdataLayout | undefined {
  const fields = Object.values(rdataType(type)?.fields ?? {});
  const last = fields.findLastIndex((field) => field.nameRules?.compress === true);
  if (last < 0) return undefined;
  const layout = fields.map((field) => (field.nameRules?.compress === true ? 'name' : field.fixedLength));
  // What follows the last name needs no length of its own; before it, every part has one (RFC 1035's types all do).
  return layout.slice(0, last + 1).every((part) => part !== undefined)
    ? layout.slice(0, last + 1).map((part) => part!)
    : undefined;
}

const known = new Map<number, RdataLayout | undefined>();
