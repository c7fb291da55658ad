/** What PowerDNS refuses of records that are new in a zone, whatever the rules of ours say after it (pdns/check-zone.cc). */
import type { Name } from '../../shared/dns/name.ts';
import { printName } from '../../shared/dns/name-text.ts';
import type { Octets } from '../../shared/dns/octets.ts';
import { mx } from '../../shared/dns/rdata/mx.ts';
import { ns } from '../../shared/dns/rdata/ns.ts';
import { srv } from '../../shared/dns/rdata/srv.ts';
import { TYPE, typeToText } from '../../shared/dns/types.ts';
import { Turn } from '../zones/turn.ts';
import { storedContent } from './record-content.ts';
import type { SentSet } from './set-input.ts';

const SINGLE: ReadonlySet<number> = new Set([TYPE.CNAME, TYPE.DNAME, TYPE.SOA]);
const ONLY_AT_APEX: ReadonlySet<number> = new Set([TYPE.SOA, TYPE.DNSKEY]);

export interface CheckOptions {
  readonly origin: Name;
  /** RFC1123-CONFORMANCE is off: `_` in host names. */
  readonly underscores: boolean;
}

/** The sentences against sets, each (owner, type) once; none is all well. Works in slices. */
export async function refusalsOf(
  sets: readonly SentSet[],
  options: CheckOptions,
): Promise<readonly string[]> {
  const turn = new Turn();
  const refusals: string[] = [];
  const typesAt = new Map<Octets, number[]>();
  for (const set of sets) {
    refusals.push(...setRefusals(set, options));
    const types = typesAt.get(set.owner.order);
    if (set.records !== undefined && set.records.length > 0) {
      const other = types?.find(
        (type) => type !== set.type && (type === TYPE.CNAME || set.type === TYPE.CNAME),
      );
      if (other !== undefined)
        refusals.push(
          `RRset ${set.spoken}: conflicts with existing ${typeToText(other)} RRset of the same name`,
        );
      if (types === undefined) typesAt.set(set.owner.order, [set.type]);
      else types.push(set.type);
    }
    if (turn.isOver) await turn.pass();
  }
  return refusals;
}

/** The sentences against one set on its own. */
export function setRefusals(set: SentSet, { origin, underscores }: CheckOptions): readonly string[] {
  const { type, owner, spoken, records = [] } = set;
  const refusals: string[] = [];
  const refuse = (why: string): unknown => refusals.push(`RRset ${spoken}: ${why}`);
  const seen = new Set<Octets>();
  const isApex = owner.equals(origin);
  for (const { rdata } of records) {
    if (seen.size > 0 && SINGLE.has(type)) refuse('only one such record allowed');
    if (seen.has(rdata)) refuse(`duplicate record with content "${storedContent(type, rdata)}"`);
    seen.add(rdata);
    if (isApex && type === TYPE.DS) refuse('is not allowed at apex');
    if (!isApex && ONLY_AT_APEX.has(type)) refuse('is only allowed at apex');
    const host = hostOf(type, rdata);
    if (host !== undefined && !isHost(host, underscores)) refuse(`non-hostname content ${printName(host)}`);
  }
  return refusals;
}

/** The name of a host that the data points to; undefined for "no service" (RFC 7505, RFC 2782). */
function hostOf(type: number, rdata: Octets): Name | undefined {
  switch (type) {
    case TYPE.NS:
      return ns.parse(rdata).nsdname;
    case TYPE.MX:
      return orNone(mx.parse(rdata).exchange);
    case TYPE.SRV:
      return orNone(srv.parse(rdata).target);
    default:
      return undefined;
  }
}

const orNone = (name: Name): Name | undefined => (name.isRoot ? undefined : name);

function isHost(name: Name, underscores: boolean): boolean {
  const label = underscores ? /^[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?$/i : /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/i;
  return !name.isRoot && name.labels.every((text) => label.test(text));
}
