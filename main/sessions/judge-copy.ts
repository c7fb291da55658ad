/** Whether what a secondary holds of a zone was made here, by what it answered before a session. */
import type { Octets } from '../../shared/dns/octets.ts';
import { dnskey } from '../../shared/dns/rdata/dnskey.ts';
import { soa } from '../../shared/dns/rdata/soa.ts';
import type { CopyHistory } from '../../shared/model/copy.ts';
import { inceptionOf } from '../dnssec/signing/rrsig.ts';
import type { CopyAnswer } from '../exchange/copy-question.ts';
import { isFromElsewhere, isOtherVersion, servedApex, type MadeElsewhere } from '../zones/made-elsewhere.ts';
import type { Zone } from '../zones/zone.ts';

/** Null: it was made here, or long before. `keys`: those that the zone has or had here, as DNSKEY text. */
export function judgeCopy(
  zone: Zone,
  secondary: string,
  answer: CopyAnswer,
  { heldSerial, refresh }: CopyHistory,
  keys: readonly string[],
): MadeElsewhere | null {
  const { description, serials, version } = zone;
  const { serial } = soa.parse(answer.soa);
  // Seen in a session meanwhile, it would be judged by itself now.
  const isPending = (other: MadeElsewhere): boolean =>
    other.secondary === secondary && other.serial === serial && other.why === 'serial';
  const pending = description.madeElsewhere.find(isPending);
  if (pending !== undefined) return pending;
  const signedAt = answer.signatures.length === 0 ? null : inceptionOf(answer.signatures[0]) * 1000;
  const found = {
    secondary,
    serial,
    signedAt,
    keys: strangersAmong(answer.keys, keys, description.knownKeys),
  };
  if (isFromElsewhere(serial, heldSerial, serials.known)) return { ...found, why: 'serial' };

  const isOfAVersion = zone.history.some((made) => made.serial === serial);
  // What it was seen to take from us is ours, whatever it makes of it.
  if (!isOfAVersion || description.knownSerials.includes(serial) || refresh?.serial === serial) return null;
  const apex = version?.serial === serial ? servedApex(version.contents) : undefined;
  if (apex !== undefined && isOtherVersion(answer, apex)) return { ...found, why: 'contents' };
  return found.keys.length > 0 ? { ...found, why: 'keys' } : null;
}

function strangersAmong(
  seen: readonly Octets[] | undefined,
  ...known: readonly (readonly string[])[]
): string[] {
  const ours = new Set(known.flat());
  return (seen ?? []).map((rdata) => dnskey.print(rdata)).filter((text) => !ours.has(text));
}
