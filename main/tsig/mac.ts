/** The MAC of RFC 8945 §4.3.3: what goes into it, in which order. The one place where TSIG meets the crypto library. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { bytesFrom, octetsFrom, type Octets } from '../../shared/dns/octets.ts';
import { tsigAlgorithmName, type TsigAlgorithm } from '../../shared/dns/message/tsig-algorithm.ts';
import { type TsigRecord } from '../../shared/dns/message/tsig-record.ts';
import { CLASS } from '../../shared/dns/types.ts';
import { WireWriter } from '../../shared/dns/wire-writer.ts';
import { type TsigKey } from './tsig-key.ts';

/** The record's fields that are digested. */
export type TsigVariables = Pick<TsigRecord, 'timeSigned' | 'fudgeSeconds' | 'error' | 'otherData'>;

/** What is digested of one signature. */
export interface MacInput {
  /** The request's MAC for a response, the message before's within a stream; nothing for a request. */
  readonly priorMac?: Octets;
  /** The message without its TSIG, with ARCOUNT and ID as they were when it was signed; in pieces. */
  readonly message: readonly Uint8Array[];
  readonly variables: TsigVariables;
  /** From a stream's second message on, only the timers are digested (§5.3.1). */
  readonly timersOnly?: boolean;
}

/** The whole, untruncated MAC. */
export function computeMac(key: TsigKey, input: MacInput): Octets {
  const hmac = createHmac(HASH[key.algorithm], key.secret);
  if (input.priorMac !== undefined) {
    const prior = new WireWriter('plain', 2 + input.priorMac.length);
    prior.u16(input.priorMac.length);
    prior.octets(input.priorMac);
    hmac.update(prior.finish());
  }
  for (const piece of input.message) hmac.update(piece);
  hmac.update(composeVariables(key, input.variables, input.timersOnly ?? false));
  return octetsFrom(hmac.digest());
}

/** Compares without telling by its time where they differ. A truncated MAC is held against as much of the whole one. */
export function macMatches(whole: Octets, given: Octets): boolean {
  return timingSafeEqual(bytesFrom(whole.slice(0, given.length) as Octets), bytesFrom(given));
}

/** §4.3.3: names in canonical form (RFC 4034 §6.2), TTL and class as they stand in the record. */
function composeVariables(key: TsigKey, variables: TsigVariables, timersOnly: boolean): Uint8Array {
  const writer = new WireWriter('canonical', 128);
  if (!timersOnly) {
    writer.octets(key.name.toLowerCase().wire);
    writer.u16(CLASS.ANY);
    writer.u32(0);
    writer.octets(tsigAlgorithmName(key.algorithm).wire);
  }
  writer.u48(variables.timeSigned);
  writer.u16(variables.fudgeSeconds);
  if (!timersOnly) {
    writer.u16(variables.error);
    writer.u16(variables.otherData.length);
    writer.octets(variables.otherData);
  }
  return writer.finish();
}

const HASH: Readonly<Record<TsigAlgorithm, string>> = {
  'hmac-md5': 'md5',
  'hmac-sha1': 'sha1',
  'hmac-sha224': 'sha224',
  'hmac-sha256': 'sha256',
  'hmac-sha384': 'sha384',
  'hmac-sha512': 'sha512',
};
