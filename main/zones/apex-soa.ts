/** The apex SOA: its serial belongs to the version, its other fields to the owner (RFC 1035 §3.3.13). */
import { type Octets } from '../../shared/dns/octets.ts';
import { soa } from '../../shared/dns/rdata/soa.ts';
import { isAhead } from '../../shared/dns/serial.ts';
import { TYPE } from '../../shared/dns/types.ts';
import { type RecordSet, type RecordSetEdit } from './record-set.ts';
import { type ZoneState } from './zone-state.ts';

/** The serial in the zone's SOA; undefined while it has none. */
export function serialOf({ contents }: Pick<ZoneState, 'contents'>): number | undefined {
  const rdata = contents.soa?.rdatas[0];
  return rdata === undefined ? undefined : soa.parse(rdata).serial;
}

/** The state with `serial` in its SOA, which it has. */
export function withSerial(state: ZoneState, serial: number): ZoneState {
  const owner = state.origin;
  const set = state.set(owner, TYPE.SOA);
  if (set === undefined || set.rdatas.length === 0) return state;
  return state.with({
    owner,
    type: TYPE.SOA,
    wished: { ...set, rdatas: set.rdatas.map((rdata) => replaceSerial(rdata, serial)) },
  });
}

/**
 * An edit as it counts on top of `base`: an SOA keeps the base's serial unless the owner typed one that is ahead of it.
 * So an edit of nothing but the serial, to one that is not ahead, changes nothing.
 */
export function settleSerial(edit: RecordSetEdit, base: ZoneState): RecordSetEdit {
  const { owner, type, wished } = edit;
  if (type !== TYPE.SOA || wished === undefined || !owner.equals(base.origin)) return edit;
  const held = serialOf(base);
  if (held === undefined) return edit;
  const rdatas = wished.rdatas.map((rdata) =>
    isAhead(soa.parse(rdata).serial, held) ? rdata : replaceSerial(rdata, held),
  );
  return { owner, type, wished: { ...wished, rdatas } };
}

/** True when two states of the SOA set differ in their serial at most. */
export function sameButSerial(a: RecordSet | undefined, b: RecordSet | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  const plain = (set: RecordSet): string =>
    JSON.stringify([
      set.ttlSeconds,
      set.comment,
      set.disabledRdatas,
      set.rdatas.map((rdata) => replaceSerial(rdata, 0)),
    ]);
  return plain(a) === plain(b);
}

function replaceSerial(rdata: Octets, serial: number): Octets {
  const fields = soa.parse(rdata);
  return fields.serial === serial ? rdata : soa.compose({ ...fields, serial });
}
