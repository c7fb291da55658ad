/** Signs requests, answers, and streams of answers (RFC 8945 §5.1, §5.3). */
import { NO_OCTETS, type Octets } from '../../shared/dns/octets.ts';
import { TSIG_MAC_LENGTH, tsigAlgorithmName } from '../../shared/dns/message/tsig-algorithm.ts';
import { tsigLength, type TsigRecord } from '../../shared/dns/message/tsig-record.ts';
import { computeMac } from './mac.ts';
import { appendTsig, tsigOctets } from './signed-part.ts';
import { type TsigKey } from './tsig-key.ts';

/** RFC 8945 §10: the recommended Fudge. */
export const FUDGE_SECONDS = 300;

/**
 * Signs one message after the other, each over the MAC before it: a request (no prior MAC), an answer (over the request's),
 * a stream. *Every* message of a stream is signed, though §5.3.1 would let a server leave out 99 of a hundred: BIND 9.18
 * drops a transfer at the first unsigned one.
 */
export class MessageSigner {
  readonly key: TsigKey;
  readonly #nowSeconds: () => number;
  #priorMac: Octets | undefined;
  #timersOnly = false;

  /** `priorMac` is the request's MAC as it was received, when answering. */
  constructor(key: TsigKey, nowSeconds: () => number, priorMac?: Octets) {
    this.key = key;
    this.#nowSeconds = nowSeconds;
    this.#priorMac = priorMac;
  }

  /** How many octets a signature takes; with BADTIME six more. */
  get length(): number {
    return tsigLength(this.key.name, tsigAlgorithmName(this.key.algorithm), this.macLength);
  }

  get macLength(): number {
    return TSIG_MAC_LENGTH[this.key.algorithm];
  }

  /** The MAC of the last message signed: what verifies the answer. */
  get mac(): Octets {
    return this.#priorMac ?? NO_OCTETS;
  }

  /** The octets of the TSIG record for a message given in pieces whose ARCOUNT does not count it yet. */
  sign(message: readonly Uint8Array[], id: number): Uint8Array {
    return tsigOctets(this.#record(message, id, {}));
  }

  /** A message given whole, with its TSIG. `fields` replace those of an error answer. */
  signWhole(message: Uint8Array, fields: Partial<TsigRecord> = {}): Uint8Array {
    const id = (message[0] << 8) | message[1];
    return appendTsig(message, this.#record([message], id, fields));
  }

  #record(message: readonly Uint8Array[], originalId: number, fields: Partial<TsigRecord>): TsigRecord {
    const unsigned: TsigRecord = {
      keyName: this.key.name,
      algorithmName: tsigAlgorithmName(this.key.algorithm),
      timeSigned: this.#nowSeconds(),
      fudgeSeconds: FUDGE_SECONDS,
      mac: NO_OCTETS,
      error: 0,
      otherData: NO_OCTETS,
      ...fields,
      originalId,
    };
    const mac = computeMac(this.key, {
      priorMac: this.#priorMac,
      message,
      variables: unsigned,
      timersOnly: this.#timersOnly,
    });
    this.#priorMac = mac;
    this.#timersOnly = true;
    return { ...unsigned, mac };
  }
}
