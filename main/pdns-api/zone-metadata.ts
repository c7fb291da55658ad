/** Metadata of zones: kinds that are settings here, and those that are only kept (pdns/ws-auth.cc, isValidMetadataKind). */
import { printName } from '../../shared/dns/name-text.ts';
import type { TsigKeyRing } from '../secrets/tsig-key-ring.ts';
import { AppFailure } from '../../shared/model/app-error.ts';
import { withoutDot } from '../../shared/model/spoken-name.ts';
import type { Secondaries } from '../zones/secondaries.ts';
import type { Zone } from '../zones/zone.ts';
import type { AlsoNotify } from './also-notify.ts';
import { Unprocessable } from './api-error.ts';
import type { ApiNotes } from './api-notes.ts';
import { nameOfId } from './names.ts';
import { addressesOf, keysOf, withAddresses, withKeys } from './zone-access.ts';

const WRITABLE = new Set([
  'ALLOW-AXFR-FROM',
  'ALLOW-DNSUPDATE-FROM',
  'ALSO-NOTIFY',
  'AXFR-SOURCE',
  'FORWARD-DNSUPDATE',
  'GSS-ACCEPTOR-PRINCIPAL',
  'GSS-ALLOW-AXFR-PRINCIPAL',
  'IXFR',
  'NOTIFY-DNSUPDATE',
  'PUBLISH-CDNSKEY',
  'PUBLISH-CDS',
  'RFC1123-CONFORMANCE',
  'SIGNALING-ZONE',
  'SLAVE-RENOTIFY',
  'SOA-EDIT-DNSUPDATE',
  'TSIG-ALLOW-AXFR',
  'TSIG-ALLOW-DNSUPDATE',
]);
const READ_ONLY = new Set([
  'AXFR-MASTER-TSIG',
  'LUA-AXFR-SCRIPT',
  'NSEC3NARROW',
  'NSEC3PARAM',
  'PRESIGNED',
  'SOA-EDIT',
]);

export class ZoneMetadata {
  readonly #notes: ApiNotes;
  readonly #keys: TsigKeyRing;
  readonly #secondaries: Secondaries;
  readonly #alsoNotify: AlsoNotify;

  constructor(notes: ApiNotes, keys: TsigKeyRing, secondaries: Secondaries, alsoNotify: AlsoNotify) {
    this.#notes = notes;
    this.#keys = keys;
    this.#secondaries = secondaries;
    this.#alsoNotify = alsoNotify;
  }

  /** Everything that a zone has, kinds in order. */
  all(zone: Zone): (readonly [kind: string, values: readonly string[]])[] {
    const notes = this.#notes.of(zone);
    const settings = ['ALLOW-AXFR-FROM', 'ALSO-NOTIFY', 'TSIG-ALLOW-AXFR'].map(
      (kind) => [kind, this.get(zone, kind)] as const,
    );
    const fields: (readonly [string, readonly string[]])[] = [
      ['SOA-EDIT-API', [notes.soaEditApi]],
      ['SOA-EDIT', notes.soaEdit === '' ? [] : [notes.soaEdit]],
      ['API-RECTIFY', notes.apiRectify ? ['1'] : []],
    ];
    return [...settings, ...fields, ...Object.entries(notes.metadata)]
      .filter(([, values]) => values.length > 0)
      .sort(([a], [b]) => (a < b ? -1 : 1));
  }

  get(zone: Zone, kind: string): readonly string[] {
    const notes = this.#notes.of(zone);
    switch (kind) {
      case 'ALLOW-AXFR-FROM':
        return addressesOf(zone.settings, (id) => this.#secondaries.find(id));
      case 'TSIG-ALLOW-AXFR':
        return keysOf(zone.settings);
      case 'ALSO-NOTIFY':
        return this.#alsoNotify.of(zone);
      case 'SOA-EDIT':
        return notes.soaEdit === '' ? [] : [notes.soaEdit];
      default:
        return Object.hasOwn(notes.metadata, kind) ? notes.metadata[kind] : [];
    }
  }

  /** Replaces the values of a kind. Throws 422. */
  async set(zone: Zone, kind: string, values: readonly string[]): Promise<void> {
    const find = (id: string) => this.#secondaries.find(id);
    switch (kind) {
      case 'ALLOW-AXFR-FROM':
        await zone.updateSettings({ alsoAllow: withAddresses(zone.settings, values, find).alsoAllow });
        return;
      case 'TSIG-ALLOW-AXFR':
        await this.setKeys(zone, values);
        return;
      case 'ALSO-NOTIFY':
        await this.#alsoNotify.set(zone, values);
        return;
      default: {
        const { [kind]: _, ...others } = this.#notes.of(zone).metadata;
        await this.#notes.change(zone, {
          metadata: values.length === 0 ? others : { ...others, [kind]: [...values] },
        });
      }
    }
  }

  /** The keys that open the zone, by their ids or names. Throws 422 for one that is not here. */
  async setKeys(zone: Zone, ids: readonly string[]): Promise<void> {
    const names = ids.map((id) => this.#keyNamed(id));
    const { alsoAllow } = withKeys(zone.settings, names, (id) => this.#secondaries.find(id));
    await zone.updateSettings({ alsoAllow });
  }

  /** Throws 422 for a key that is not here. */
  checkKeys(ids: readonly string[]): void {
    for (const id of ids) this.#keyNamed(id);
  }

  #keyNamed(id: string): string {
    const name = printName(nameOfId(id));
    try {
      return this.#keys.find(name).name;
    } catch (error) {
      if (!(error instanceof AppFailure)) throw error;
      throw new Unprocessable(`A TSIG key with the name '${withoutDot(name)}' does not exist`);
    }
  }
}

/** Throws 422 for a kind that cannot be read, or not written, this way. */
export function checkKind(kind: string, access: 'read' | 'write'): void {
  const isKnown = kind.startsWith('X-') || WRITABLE.has(kind) || (access === 'read' && READ_ONLY.has(kind));
  if (!isKnown) throw new Unprocessable(`Unsupported metadata kind '${kind}'`);
}
