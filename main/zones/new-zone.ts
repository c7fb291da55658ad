/** The first records of a zone made here: an SOA by its rhythm and its public name servers (RFC 1035 §3.3.13). */
import { Name } from '../../shared/dns/name.ts';
import { isOctets, type Octets } from '../../shared/dns/octets.ts';
import { ns } from '../../shared/dns/rdata/ns.ts';
import { soa } from '../../shared/dns/rdata/soa.ts';
import { TYPE } from '../../shared/dns/types.ts';
import { ZoneContents } from '../../shared/dns/zone-contents.ts';
import { type Rhythm } from '../../shared/model/zone.ts';
import { soaTimers } from './rhythm.ts';

export interface NewZone {
  readonly name: Name;
  /** Public name servers; the first becomes MNAME. Never this computer: nobody can ask it. */
  readonly nameServers: readonly Name[];
  /** RNAME; absent = hostmaster at the zone. */
  readonly mailbox?: Name;
  readonly rhythm: Rhythm;
  /** A secondary does not heed NOTIFY. */
  readonly polls?: boolean;
}

const TTL_SECONDS = 3600;

/** The contents, with serial 0: the first commit chooses one. */
export function newZoneContents({ name, nameServers, mailbox, rhythm, polls }: NewZone): ZoneContents {
  const timers = soaTimers(rhythm, polls);
  const start = {
    mname: nameServers[0] ?? name,
    rname: mailbox ?? defaultMailbox(name),
    serial: 0,
    ...timers,
  };
  const set = (type: number, rdatas: readonly Octets[]) => ({
    owner: name,
    type,
    ttlSeconds: TTL_SECONDS,
    rdatas,
  });
  const servers = [...new Set(nameServers.map((nsdname) => ns.compose({ nsdname })))];
  return ZoneContents.fromRRsets(name, [
    set(TYPE.SOA, [soa.compose(start)]),
    ...(servers.length === 0 ? [] : [set(TYPE.NS, servers)]),
  ]);
}

/**
 * A mail address as SOA's RNAME: what stands before the @ becomes the first label, its dots inside it (RFC 1035 §8).
 * Undefined when it is no mail address that a name can hold.
 */
export function mailboxOf(address: string): Name | undefined {
  const at = address.lastIndexOf('@');
  const local = address.slice(0, at);
  const domain = address.slice(at + 1).replace(/\.$/, '');
  if (at < 1 || !isOctets(local) || !/^[a-z0-9-]+(\.[a-z0-9-]+)*$/i.test(domain)) return undefined;
  return Name.fromLabels([local, ...(domain.split('.') as Octets[])]);
}

function defaultMailbox(name: Name): Name {
  return name.child('hostmaster' as Octets) ?? name;
}
