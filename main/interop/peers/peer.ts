/**
 * Real name servers beside ours: what an interop test or a benchmark may ask of BIND, Knot, NSD and PowerDNS.
 *
 * A peer is one process on loopback with a configuration and a folder of its own. As a *secondary* it fetches zones from
 * the primaries it is given; as a *primary* it serves zone files. `start.ts` starts one; the surprises of each are written
 * down at the head of `bind.ts`, `knot.ts`, `nsd.ts` and `powerdns.ts`.
 */

export type PeerName = 'BIND' | 'Knot' | 'NSD' | 'PowerDNS';

/** Where a server is asked: an IPv4 or IPv6 address, without brackets. */
export type Endpoint = { readonly address: string; readonly port: number };

export const TSIG_ALGORITHMS = [
  'hmac-md5',
  'hmac-sha1',
  'hmac-sha224',
  'hmac-sha256',
  'hmac-sha384',
  'hmac-sha512',
] as const;
/** RFC 8945 §6, in the spelling that all four configurations share. */
export type TsigAlgorithm = (typeof TSIG_ALGORITHMS)[number];

/** `secret` in base64. */
export type PeerKey = { readonly name: string; readonly algorithm: TsigAlgorithm; readonly secret: string };

/** A zone that a secondary fetches. With a key, questions and transfers are signed with it and NOTIFY has to be. */
export type SecondaryZone = {
  readonly name: string;
  readonly primaries: readonly Endpoint[];
  readonly key?: PeerKey;
};

export type SecondaryOptions = {
  readonly zones: readonly SecondaryZone[];
  /** Where it listens; 127.0.0.1 unless told. */
  readonly listen?: string;
  /** A free one unless told. */
  readonly port?: number;
  /**
   * The addresses its questions and transfers leave from, at most one of each family (`127.0.0.2`, `::1`): several
   * secondaries on one machine then come from distinct addresses. Unless told, whatever the kernel picks.
   */
  readonly via?: readonly string[];
};

/** A zone that a primary serves from a file. With a key, transfers are given to that key alone; without, to anybody. */
export type PrimaryZone = {
  readonly name: string;
  readonly file: string;
  readonly key?: PeerKey;
  /** Who is told about a new version; signed with the zone's key. */
  readonly notify?: readonly Endpoint[];
};

export type PrimaryOptions = {
  readonly zones: readonly PrimaryZone[];
  readonly listen?: string;
  readonly port?: number;
  /** PowerDNS only: opens its HTTP API for this key, at `apiUrl`. */
  readonly apiKey?: string;
};

export type Peer = AsyncDisposable & {
  readonly name: PeerName;
  readonly address: string;
  readonly port: number;
  readonly pid: number;
  /** Its own folder under the system's temporary one; gone after `stop`. */
  readonly directory: string;
  /** The serial it answers for the zone, asked over UDP; undefined while it answers none. */
  serial(zone: string): Promise<number | undefined>;
  /** Waits until it answers this serial; otherwise throws with what it answered last and the tail of its log. */
  waitForSerial(zone: string, serial: number, timeoutMs?: number): Promise<void>;
  /** What it serves now, by AXFR: one line per record, the SOA first and not repeated at the end. */
  dump(zone: string): Promise<readonly string[]>;
  log(): string;
  logTail(lines?: number): string;
  /** Ends the process and starts it again on the same folder, address and port. */
  restart(): Promise<void>;
  /** Ends the process by its id, waits for that, removes the folder. Idempotent. */
  stop(): Promise<void>;
};

/** How a secondary's copy stands; whole seconds, as the peers keep them. */
export type CopyTimes = {
  /** When it last made sure that its copy is current. */
  readonly refreshedAt: Date;
  /** When it stops serving it (SOA EXPIRE, RFC 1035 §3.3.13); undefined: never (PowerDNS). */
  readonly expiresAt: Date | undefined;
};

export type Secondary = Peer & {
  /** Makes it ask its primary now, as its timer would, without a NOTIFY. */
  refresh(zone: string): Promise<void>;
  /** Undefined while it has no copy. */
  copyTimes(zone: string): Promise<CopyTimes | undefined>;
};

export type Primary = Peer & {
  /** Replaces the zone's file by this one, has it read and the zone's secondaries notified. */
  load(zone: string, file: string): Promise<void>;
  /** PowerDNS started with `apiKey`: such as `http://127.0.0.1:12345/api/v1`. */
  readonly apiUrl: string | undefined;
};

/** Where one peer lives. */
export type Place = Endpoint & {
  readonly directory: string;
  /** A second free port: rndc's for BIND, the HTTP API's for PowerDNS. */
  readonly controlPort: number;
};

/** What `start.ts` needs to know about each software. */
export type PeerSoftware = {
  readonly name: PeerName;
  /** What has to be on the path; the first is the server. */
  readonly programs: readonly string[];
  readonly debianPackages: readonly string[];
  readonly tsigAlgorithms: readonly TsigAlgorithm[];
  /** Prints the version, on either output. */
  readonly versionCommand: readonly [string, ...string[]];
  /** Writes the configuration of a secondary into the place. */
  configureSecondary(options: SecondaryOptions, place: Place): Promise<void>;
  /** Writes the configuration of a primary and its zones into the place. */
  configurePrimary(options: PrimaryOptions, place: Place): Promise<void>;
  /** The server in the foreground, logging to its standard outputs. */
  serverCommand(place: Place): readonly [string, ...string[]];
  refresh(zone: string, place: Place): Promise<void>;
  copyTimes(zone: string, place: Place): Promise<CopyTimes | undefined>;
  /** `index` is the zone's place in the options. */
  load(zone: PrimaryZone, index: number, file: string, place: Place): Promise<void>;
};

export const isIpv6 = (address: string): boolean => address.includes(':');

/** The address of `via` that fits the family of `target`. */
export function viaFor(target: string, via: readonly string[] = []): string | undefined {
  return via.find((address) => isIpv6(address) === isIpv6(target));
}

/** Each key once, however many zones use it. */
export function keysOf(zones: readonly { readonly key?: PeerKey }[]): readonly PeerKey[] {
  const byName = new Map<string, PeerKey>();
  for (const { key } of zones) if (key !== undefined) byName.set(key.name, key);
  return [...byName.values()];
}

/** The zone's file inside a peer's folder: by number, since a zone's name may hold a slash (RFC 2317). */
export const zoneFile = (index: number): string => `zone-${index}.db`;
