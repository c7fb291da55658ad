/**
 * Is a request signed, by whom, and if not well, what is to be answered? RFC 8945 §5.2: key, MAC, time, truncation, in this
 * order, so that nobody learns the server's time or policy without holding the key.
 */
import { octetsFrom, type Octets } from '../../shared/dns/octets.ts';
import { type Signature } from '../../shared/dns/message/message.ts';
import { TSIG_MAC_LENGTH, tsigAlgorithmName } from '../../shared/dns/message/tsig-algorithm.ts';
import { type TsigRecord } from '../../shared/dns/message/tsig-record.ts';
import { RCODE } from '../../shared/dns/types.ts';
import { WireWriter } from '../../shared/dns/wire-writer.ts';
import { computeMac, macMatches } from './mac.ts';
import { signedPart } from './signed-part.ts';
import { type TsigKey, type TsigKeys } from './tsig-key.ts';

export type RequestVerdict =
  | { readonly kind: 'verified'; readonly key: TsigKey; readonly tsig: TsigRecord }
  /** The MAC's size is one that nobody may send: FORMERR (§5.2.2.1). */
  | { readonly kind: 'bad-mac-size' }
  /** NOTAUTH with this record. For BADTIME and BADTRUNC the answer is signed with `key`; else nobody could check it (§5.3.2). */
  | {
      readonly kind: 'failed';
      readonly error: 'BADKEY' | 'BADSIG' | 'BADTIME' | 'BADTRUNC';
      readonly tsig: TsigRecord;
      readonly key: TsigKey | undefined;
    };

/** Verifies the signature of a received request. `nowSeconds` is the server's clock, since 1970. */
export function verifyRequest(
  bytes: Uint8Array,
  signature: Signature,
  keys: TsigKeys,
  nowSeconds: number,
): RequestVerdict {
  const { tsig } = signature;
  const key = keys.find(tsig.keyName);
  // §5.2.1: a key is a name and an algorithm; one without the other is not known.
  if (key === undefined || !tsigAlgorithmName(key.algorithm).equals(tsig.algorithmName))
    return { kind: 'failed', error: 'BADKEY', tsig, key: undefined };
  if (!isPermittedMacLength(key, tsig.mac.length)) return { kind: 'bad-mac-size' };
  const mac = computeMac(key, { message: signedPart(bytes, signature), variables: tsig });
  if (!macMatches(mac, tsig.mac)) return { kind: 'failed', error: 'BADSIG', tsig, key: undefined };
  if (!isTimely(tsig, nowSeconds)) return { kind: 'failed', error: 'BADTIME', tsig, key };
  if (!isLongEnough(key, tsig.mac.length)) return { kind: 'failed', error: 'BADTRUNC', tsig, key };
  return { kind: 'verified', key, tsig };
}

/** §5.2.3: |now − signed| ≤ fudge. */
export function isTimely(tsig: TsigRecord, nowSeconds: number): boolean {
  return Math.abs(nowSeconds - tsig.timeSigned) <= tsig.fudgeSeconds;
}

/** §5.2.2.1: not longer than the MAC, and not shorter than half of it or 10 octets. */
export function isPermittedMacLength(key: TsigKey, length: number): boolean {
  const whole = TSIG_MAC_LENGTH[key.algorithm];
  return length <= whole && length >= Math.max(10, whole / 2);
}

/** §5.2.4: long enough for the key's own policy. */
export function isLongEnough(key: TsigKey, length: number): boolean {
  return length >= (key.leastMacOctets ?? TSIG_MAC_LENGTH[key.algorithm]);
}

/** The record that answers a failed verification, unsigned: sent as it is for BADKEY and BADSIG, signed by `signErrorTsig` else. */
export function errorTsig(
  verdict: Extract<RequestVerdict, { kind: 'failed' }>,
  nowSeconds: number,
): TsigRecord {
  const { tsig, error } = verdict;
  const badTime = error === 'BADTIME';
  return {
    ...tsig,
    // §5.2.3: with BADTIME the client finds its own time again, and ours beside it.
    timeSigned: badTime ? tsig.timeSigned : nowSeconds,
    mac: '' as Octets,
    error: RCODE[error],
    otherData: badTime ? timeOctets(nowSeconds) : ('' as Octets),
  };
}

/** Seconds in six octets, as Other Data carries the server's time. */
function timeOctets(seconds: number): Octets {
  const writer = new WireWriter('plain', 6);
  writer.u48(seconds);
  return octetsFrom(writer.finish());
}
