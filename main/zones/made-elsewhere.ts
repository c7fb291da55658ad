/**
 * Versions of a zone that another computer made: another folder of this app, copied or restored, or the server that had the
 * zone before. A secondary holds one, and here nobody knows what is in it. Pure.
 */
import { z } from 'zod';
import { type Octets } from '../../shared/dns/octets.ts';
import { canonicalRdata } from '../../shared/dns/rdata/registry.ts';
import { coveredTypeOf } from '../../shared/dns/rdata/rrsig.ts';
import { isAhead } from '../../shared/dns/serial.ts';
import { TYPE } from '../../shared/dns/types.ts';
import { type ZoneContents } from '../../shared/dns/zone-contents.ts';

export const madeElsewhere = z.object({
  secondary: z.string(),
  serial: z.int().min(0).max(0xffffffff),
  /** `serial`: never made here; `contents`: made here, with other contents; `keys`: with DNSSEC keys that were never here. */
  why: z.enum(['serial', 'contents', 'keys']),
  /** When its SOA was signed; null for an unsigned one. Milliseconds since 1970. */
  signedAt: z.number().nullable(),
  /** The keys that were never here: DNSKEY rdata as text. */
  keys: z.array(z.string()),
});
export type MadeElsewhere = Readonly<z.infer<typeof madeElsewhere>>;

/** The serials of a zone that are accounted for. */
export interface KnownSerials {
  has(serial: number): boolean;
  /** The newest: what a secondary can hold at most if nobody else published. Undefined when nothing was ever known. */
  readonly newest: number | undefined;
}

/**
 * Whether a serial came from elsewhere, given what the secondary held when it was looked at last (null: never seen). What is
 * behind that is no news: a copy of long ago, a former primary's.
 */
export function isFromElsewhere(serial: number, held: number | null, known: KnownSerials): boolean {
  if (known.has(serial)) return false;
  const reference = held !== null && known.has(held) ? held : known.newest;
  return reference === undefined || !isAhead(reference, serial);
}

/** The apex of a version, or of a copy: rdata. */
export interface ServedApex {
  readonly soa: Octets;
  /** RRSIGs over the SOA; none where it is not signed, or a server keeps them to itself. */
  readonly signatures: readonly Octets[];
}

export function servedApex(contents: ZoneContents): ServedApex | undefined {
  const [rdata] = contents.soa?.rdatas ?? [];
  if (rdata === undefined) return undefined;
  const rrsigs = contents.rrset(contents.origin, TYPE.RRSIG)?.rdatas ?? [];
  return { soa: rdata, signatures: rrsigs.filter((rrsig) => coveredTypeOf(rrsig) === TYPE.SOA) };
}

/** Whether two computers made a version of the same serial: another SOA, or signatures of which none is ours. */
export function isOtherVersion(seen: ServedApex, ours: ServedApex): boolean {
  if (canonicalRdata(TYPE.SOA, seen.soa) !== canonicalRdata(TYPE.SOA, ours.soa)) return true;
  const own = new Set(ours.signatures);
  return own.size > 0 && seen.signatures.length > 0 && !seen.signatures.some((rrsig) => own.has(rrsig));
}
