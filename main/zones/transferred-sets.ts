/** The records of a transfer, joined into record sets. */
import { type Name } from '../../shared/dns/name.ts';
import { type Octets } from '../../shared/dns/octets.ts';
import { type RRset } from '../../shared/dns/rrset.ts';
import { setKey } from './record-set.ts';
import { Turn } from './turn.ts';

/** One record, as it came. */
interface TransferredRecord {
  readonly owner: Name;
  readonly type: number;
  readonly ttlSeconds: number;
  readonly rdata: Octets;
}

/** The sets in the order of their first records, in slices. A record that came twice is there once; a set's first TTL counts. */
export async function transferredSets(records: Iterable<TransferredRecord>): Promise<Iterable<RRset>> {
  const sets = new Map<string, RRset & { readonly rdatas: Octets[] }>();
  const turn = new Turn();
  for (const { owner, type, ttlSeconds, rdata } of records) {
    const key = setKey(owner, type);
    const set = sets.get(key);
    if (set === undefined) sets.set(key, { owner, type, ttlSeconds, rdatas: [rdata] });
    else if (!set.rdatas.includes(rdata)) set.rdatas.push(rdata);
    if (turn.isOver) await turn.pass();
  }
  return sets.values();
}
