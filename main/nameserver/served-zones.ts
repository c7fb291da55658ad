/**
 * What the name server needs to know of zones, versions and access: as little as it can do its work with. Whoever keeps the
 * zones satisfies these; the server keeps no state of theirs beyond the composed streams of the versions it handed out.
 */
import { type Name } from '../../shared/dns/name.ts';
import { type RRsetChange, type ZoneContents } from '../../shared/dns/zone-contents.ts';
import { type AddressRange } from './address.ts';

export interface ServedZones {
  /** The zone of exactly this name, letters' case aside. */
  find(name: Name): ServedZone | undefined;
  /** The zone with the longest name that is `name` or stands above it. */
  closest(name: Name): ServedZone | undefined;
  /** True when the address belongs to a secondary or is named by an access entry of any zone: no rate limit for those. */
  isListed(address: string): boolean;
}

export interface ServedZone {
  readonly name: Name;
  /** A native zone is served, and never transferred. */
  readonly kind: 'primary' | 'native';
  /** What is served; undefined before the first commit. */
  readonly version: ServedVersion | undefined;
  /** Who may transfer the zone: one entry must match on address *and* key. */
  readonly access: readonly AccessEntry[];
  /** Who may ask ordinary questions. */
  readonly questions: 'secondaries' | 'anyone';
  /** True for the addresses of the zone's own secondaries. */
  isSecondary(address: string): boolean;
}

/** Addresses × key. With `no-key` the address alone is enough. */
export interface AccessEntry {
  readonly addresses: readonly AddressRange[];
  readonly key: Name | 'no-key';
}

/** An immutable state of a zone. The same object for as long as it is served: composed streams are kept by it. */
export interface ServedVersion {
  readonly serial: number;
  /** With an apex SOA of that serial. */
  readonly contents: ZoneContents;
  /** How to come from `serial` to this version, oldest step first; undefined when history does not reach back so far. */
  differencesSince(serial: number): readonly VersionDifference[] | undefined;
}

/** One step of history: the sets that changed between two versions next to each other, the SOA's among them. */
export interface VersionDifference {
  readonly fromSerial: number;
  readonly toSerial: number;
  readonly changes: readonly RRsetChange[];
}
