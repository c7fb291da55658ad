/**
 * The composed stream of each zone's present version. A version is composed once, however many secondaries take it; a new
 * version replaces the old one's stream, which lives on only as long as a transfer of it runs.
 */
import { type Octets } from '../../../shared/dns/octets.ts';
import { type ServedVersion, type ServedZone } from '../served-zones.ts';
import { axfrGroups } from './axfr.ts';
import { TransferStream } from './transfer-stream.ts';

interface Entry {
  readonly version: ServedVersion;
  readonly stream: TransferStream;
}

export class StreamCache {
  readonly #mostOctets: number;
  /** By zone, the least recently used first. */
  readonly #entries = new Map<Octets, Entry>();

  constructor(mostOctets: number) {
    this.#mostOctets = mostOctets;
  }

  /** The stream of the zone's version. */
  get(zone: ServedZone, version: ServedVersion): TransferStream {
    const key = zone.name.order;
    const held = this.#entries.get(key);
    const entry =
      held?.version === version
        ? held
        : { version, stream: new TransferStream(axfrGroups(version.contents), zone.name.wire.length + 4) };
    this.#entries.delete(key);
    this.#shrink();
    this.#entries.set(key, entry);
    return entry.stream;
  }

  clear(): void {
    this.#entries.clear();
  }

  /** Lets go of what was used longest ago until the rest is small enough. */
  #shrink(): void {
    let octets = 0;
    for (const { stream } of this.#entries.values()) octets += stream.octets;
    for (const [key, { stream }] of this.#entries) {
      if (octets <= this.#mostOctets) return;
      octets -= stream.octets;
      this.#entries.delete(key);
    }
  }
}
