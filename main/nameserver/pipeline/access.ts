/** Who may have what: a transfer by one entry that matches on address *and* key, questions by the zone's setting. */
import { type RefusalReason } from '../../../shared/model/server-events.ts';
import { type TsigKey } from '../../tsig/tsig-key.ts';
import { isWithin } from '../address.ts';
import { type AccessEntry, type ServedZone } from '../served-zones.ts';

export type Access = 'granted' | Extract<RefusalReason, 'not-on-list' | 'no-key' | 'wrong-key'>;

/** `key` is one whose signature was verified. */
export function transferAccess(
  access: readonly AccessEntry[],
  address: string,
  key: Pick<TsigKey, 'name'> | undefined,
): Access {
  const here = access.filter((entry) => isWithin(address, entry.addresses));
  if (here.length === 0) return 'not-on-list';
  // An entry without a key is content with the address; that the request is signed all the same takes nothing away.
  if (here.some((entry) => entry.key === 'no-key' || key?.name.equals(entry.key))) return 'granted';
  return key === undefined ? 'no-key' : 'wrong-key';
}

/** Secondaries ask SOA unsigned now and then (he.net over UDP): their address is enough for questions. */
export function questionAccess(zone: ServedZone, address: string, key: TsigKey | undefined): Access {
  if (zone.questions === 'anyone' || zone.isSecondary(address)) return 'granted';
  return transferAccess(zone.access, address, key);
}
