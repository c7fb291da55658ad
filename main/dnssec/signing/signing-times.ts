/** When signatures begin and end. */
import { type Octets } from '../../../shared/dns/octets.ts';

export interface SigningTimes {
  /** Seconds since 1970: the moment of signing. */
  readonly nowSeconds: number;
  /** From now to the last expiration; the first comes a tenth of it earlier. */
  readonly lifetimeSeconds: number;
}

/** For validators whose clock is behind ours (RFC 6781 §4.4.2 speaks of minutes; an hour covers a missed DST change). */
const INCEPTION_BACK_SECONDS = 3600;

export function inceptionSeconds({ nowSeconds }: SigningTimes): number {
  return nowSeconds - INCEPTION_BACK_SECONDS;
}

/**
 * When a set's signature expires. Expirations are spread over the last tenth of the lifetime, so that a large zone is not
 * renewed all at once; where in it follows from owner and type, so that signing again gives the same.
 */
export function expirationSeconds(times: SigningTimes, ownerOrder: Octets, type: number): number {
  const spread = Math.floor(times.lifetimeSeconds / 10);
  const share = fnv1a(ownerOrder, type) / 0x100000000;
  return times.nowSeconds + times.lifetimeSeconds - Math.floor(spread * share);
}

/** 32-bit FNV-1a: cheap, and even enough for this. */
function fnv1a(octets: Octets, type: number): number {
  let value = 0x811c9dc5 ^ type;
  for (let i = 0; i < octets.length; i++) value = Math.imul(value ^ octets.charCodeAt(i), 0x01000193);
  // FNV's last octets reach the low bits only; this spreads them to the high ones that decide.
  value = Math.imul(value ^ (value >>> 15), 0x2c1b3c6d);
  return (value ^ (value >>> 13)) >>> 0;
}
