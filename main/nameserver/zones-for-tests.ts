/** Zones, keys and requests as the tests of this room write them down. */
import { scanName } from '../../shared/dns/name-text.ts';
import { Name } from '../../shared/dns/name.ts';
import { octetsFrom, type Octets } from '../../shared/dns/octets.ts';
import { type Edns } from '../../shared/dns/message/edns.ts';
import { MessageComposer, type RecordGroup } from '../../shared/dns/message/message-composer.ts';
import { type Message, type MessageRecord } from '../../shared/dns/message/message.ts';
import { parseMessage } from '../../shared/dns/message/parse-message.ts';
import { printName } from '../../shared/dns/name-text.ts';
import { printRdata, typeFromText, typeToText } from '../../shared/dns/rdata/registry.ts';
import { soa } from '../../shared/dns/rdata/soa.ts';
import { type ZoneContents } from '../../shared/dns/zone-contents.ts';
import { scanZone } from '../../shared/dns/zone-file/scan-zone.ts';
import { type TsigKey, type TsigKeys } from '../tsig/tsig-key.ts';
import { parseAddressRange } from './address.ts';
import {
  type AccessEntry,
  type ServedVersion,
  type ServedZone,
  type ServedZones,
  type VersionDifference,
} from './served-zones.ts';

/** `www.example.com`, absolute with or without the final dot. */
export function nameOf(text: string): Name {
  const name = scanName(text as Octets, Name.root);
  if (typeof name === 'string') throw new Error(`${text}: ${name}`);
  return name;
}

export const keyOf = (name: string, secret: string, more: Partial<TsigKey> = {}): TsigKey => ({
  name: nameOf(name),
  algorithm: 'hmac-sha256',
  secret: Buffer.from(secret),
  ...more,
});

export const keysOf = (...keys: readonly TsigKey[]): TsigKeys => ({
  find: (name) => keys.find((key) => key.name.equals(name)),
});

/** Zone contents from a zone file, which must be free of findings. */
export function contentsOf(origin: string, text: string): ZoneContents {
  const scanned = scanZone(
    { file: 'test', text: octetsFrom(Buffer.from(text, 'latin1')) },
    { zone: nameOf(origin) },
  );
  const [finding] = scanned.findings.filter(({ severity }) => severity === 'error');
  if (finding !== undefined) throw new Error(JSON.stringify(finding));
  return scanned.contents();
}

/** A version, and those before it from whose contents its history is worked out, oldest first. */
export function versionOf(contents: ZoneContents, ...before: readonly ZoneContents[]): ServedVersion {
  const states = [...before, contents];
  return {
    serial: serialOf(contents),
    contents,
    differencesSince(serial) {
      const from = states.findIndex((state) => serialOf(state) === serial);
      if (from < 0) return undefined;
      return states.slice(from + 1).map((state, i): VersionDifference => {
        const older = states[from + i];
        return {
          fromSerial: serialOf(older),
          toSerial: serialOf(state),
          changes: [...state.differencesFrom(older)],
        };
      });
    },
  };
}

export const serialOf = (contents: ZoneContents): number => soa.parse(contents.soa!.rdatas[0]).serial;

/** Addresses, then `no-key` or a key's name. */
export const allow = (addresses: readonly string[], key: TsigKey | 'no-key'): AccessEntry => ({
  addresses: addresses.map((text) => parseAddressRange(text)!),
  key: key === 'no-key' ? key : key.name,
});

export function zoneOf(name: string, fields: Partial<ServedZone> = {}): ServedZone {
  return {
    name: nameOf(name),
    kind: 'primary',
    version: undefined,
    access: [],
    questions: 'secondaries',
    isSecondary: () => false,
    ...fields,
  };
}

export function zonesOf(
  zones: readonly ServedZone[],
  isListed: (address: string) => boolean = () => true,
): ServedZones {
  return {
    find: (name) => zones.find((zone) => zone.name.equals(name)),
    closest: (name) =>
      zones
        .filter((zone) => name.isAtOrBelow(zone.name))
        .toSorted((a, b) => b.name.wire.length - a.name.wire.length)[0],
    isListed,
  };
}

/** A request; `held` makes the authority section of an IXFR. */
export function requestOf(
  name: string,
  type: string,
  { id = 1, edns, held, class: class_ = 1, opcode = 0 }: RequestOptions = {},
): Uint8Array {
  const composer = new MessageComposer({ id, opcode }, 0xffff);
  composer.question({ name: nameOf(name), type: typeFromText(type)!, class: class_ });
  if (held !== undefined) composer.add('authority', held);
  return composer.finish(edns);
}

export interface RequestOptions {
  readonly id?: number;
  readonly edns?: Edns;
  readonly held?: RecordGroup;
  readonly class?: number;
  readonly opcode?: number;
}

export const ednsOf = (fields: Partial<Edns> = {}): Edns => ({
  payloadSize: 1232,
  version: 0,
  dnssecOk: false,
  extendedRcode: 0,
  options: [],
  ...fields,
});

export function messageOf(bytes: Uint8Array): Message {
  const parsed = parseMessage(bytes);
  if (parsed.kind !== 'message') throw new Error(`${parsed.kind} ${Buffer.from(bytes).toString('hex')}`);
  return parsed.message;
}

/** `www.example.com. 300 A 192.0.2.1` */
export const textOf = ({ owner, ttlSeconds, type, rdata }: MessageRecord): string =>
  `${printName(owner)} ${ttlSeconds} ${typeToText(type)} ${printRdata(type, rdata)}`;

/** Every record of some contents, in order, as text. */
export const linesOf = (contents: ZoneContents): readonly string[] =>
  [...contents.rrsets()].flatMap(({ owner, type, ttlSeconds, rdatas }) =>
    rdatas.map((rdata) => textOf({ owner, type, class: 1, ttlSeconds, rdata })),
  );
