/** Asks a secondary what its copy of a zone is: the SOA with its signatures, and the DNSKEY set. */
import type { Message } from '../../shared/dns/message/message.ts';
import type { Name } from '../../shared/dns/name.ts';
import type { Octets } from '../../shared/dns/octets.ts';
import { readU16 } from '../../shared/dns/octets.ts';
import { RCODE, TYPE } from '../../shared/dns/types.ts';
import type { Endpoint } from '../../shared/model/secondary.ts';
import { askSigned } from './ask-signed.ts';

export interface CopyQuestion {
  readonly zone: Name;
  readonly server: Endpoint;
  /** Whether its DNSKEY set is asked for, too. */
  readonly wantsKeys: boolean;
  readonly waitMs: number;
}

export interface CopyAnswer {
  /** SOA rdata. */
  readonly soa: Octets;
  /** RRSIG rdata over the SOA. */
  readonly signatures: readonly Octets[];
  /** DNSKEY rdata; undefined when not asked for, or not answered. */
  readonly keys: readonly Octets[] | undefined;
}

/** Undefined when it does not answer in time, or has no such zone. Never rejects. */
export async function askCopy({
  zone,
  server,
  wantsKeys,
  waitMs,
}: CopyQuestion): Promise<CopyAnswer | undefined> {
  const question = { name: zone, server, recursion: false, waitsMs: [waitMs] };
  const [answer, keyAnswer] = await Promise.all([
    askSigned({ ...question, type: TYPE.SOA }),
    wantsKeys ? askSigned({ ...question, type: TYPE.DNSKEY }) : undefined,
  ]);
  const [soa] = rdatasIn(answer, zone, TYPE.SOA);
  if (soa === undefined) return undefined;
  const signatures = rdatasIn(answer, zone, TYPE.RRSIG).filter((rrsig) => readU16(rrsig, 0) === TYPE.SOA);
  const keys = keyAnswer && rdatasIn(keyAnswer, zone, TYPE.DNSKEY);
  return { soa, signatures, keys };
}

function rdatasIn(answer: Message | undefined, zone: Name, wanted: number): readonly Octets[] {
  if (answer?.header.rcode !== RCODE.NOERROR) return [];
  return answer.answers
    .filter(({ type, owner }) => type === wanted && owner.equals(zone))
    .map(({ rdata }) => rdata);
}
