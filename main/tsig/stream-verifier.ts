/** Verifies what answers a signed request: one message, or the stream of a transfer (RFC 8945 §5.3, §5.4). */
import { type Octets } from '../../shared/dns/octets.ts';
import { type Message } from '../../shared/dns/message/message.ts';
import { tsigAlgorithmName } from '../../shared/dns/message/tsig-algorithm.ts';
import { type TsigRecord } from '../../shared/dns/message/tsig-record.ts';
import { RCODE } from '../../shared/dns/types.ts';
import { computeMac, macMatches } from './mac.ts';
import { signedPart } from './signed-part.ts';
import { type TsigKey } from './tsig-key.ts';
import { isLongEnough, isPermittedMacLength, isTimely } from './verify-request.ts';

/** What a client makes of one message. `peer-error` is what the server says of *our* signature; whether that is signed is told. */
export type ResponseVerdict =
  /** `signedSeconds`: when, by the server's clock. */
  | { readonly kind: 'verified'; readonly signedSeconds: number }
  /** Unsigned between signed ones: good once a later one verifies. */
  | { readonly kind: 'held' }
  | { readonly kind: 'unsigned' }
  | { readonly kind: 'failed'; readonly error: 'BADKEY' | 'BADSIG' | 'BADTIME' | 'BADTRUNC' }
  | {
      readonly kind: 'peer-error';
      /** TSIG's error: BADSIG 16, BADKEY 17, BADTIME 18, BADTRUNC 22. */
      readonly error: number;
      readonly signed: boolean;
      /** The server's clock, with BADTIME. */
      readonly serverSeconds: number | undefined;
    };

/** §5.3.1: at most 99 unsigned messages may stand between two signed ones. */
const MOST_UNSIGNED = 99;

export class StreamVerifier {
  readonly #key: TsigKey;
  readonly #nowSeconds: () => number;
  #priorMac: Octets;
  #first = true;
  #held: Uint8Array[] = [];

  constructor(key: TsigKey, requestMac: Octets, nowSeconds: () => number) {
    this.#key = key;
    this.#priorMac = requestMac;
    this.#nowSeconds = nowSeconds;
  }

  /** True when nothing waits for a signature: the last message of a stream must be signed (§5.3.1). */
  get complete(): boolean {
    return !this.#first && this.#held.length === 0;
  }

  verify(bytes: Uint8Array, message: Message): ResponseVerdict {
    if (message.signature === undefined) return this.#hold(bytes);
    const { tsig } = message.signature;
    if (!tsig.keyName.equals(this.#key.name) || !this.#usesOurAlgorithm(tsig))
      return { kind: 'failed', error: 'BADKEY' };
    if (tsig.mac.length === 0 && tsig.error !== 0) return peerError(tsig, false);
    if (!isPermittedMacLength(this.#key, tsig.mac.length)) return { kind: 'failed', error: 'BADSIG' };
    const mac = computeMac(this.#key, {
      priorMac: this.#priorMac,
      message: [...this.#held, ...signedPart(bytes, message.signature)],
      variables: tsig,
      timersOnly: !this.#first,
    });
    if (!macMatches(mac, tsig.mac)) return { kind: 'failed', error: 'BADSIG' };
    if (tsig.error !== 0) return peerError(tsig, true);
    if (!isTimely(tsig, this.#nowSeconds())) return { kind: 'failed', error: 'BADTIME' };
    if (!isLongEnough(this.#key, tsig.mac.length)) return { kind: 'failed', error: 'BADTRUNC' };
    this.#priorMac = tsig.mac;
    this.#first = false;
    this.#held = [];
    return { kind: 'verified', signedSeconds: tsig.timeSigned };
  }

  #hold(bytes: Uint8Array): ResponseVerdict {
    if (this.#first || this.#held.length >= MOST_UNSIGNED) return { kind: 'unsigned' };
    this.#held.push(bytes.slice());
    return { kind: 'held' };
  }

  #usesOurAlgorithm(tsig: TsigRecord): boolean {
    return tsigAlgorithmName(this.#key.algorithm).equals(tsig.algorithmName);
  }
}

function peerError(tsig: TsigRecord, signed: boolean): ResponseVerdict {
  return { kind: 'peer-error', error: tsig.error, signed, serverSeconds: serverTime(tsig) };
}

function serverTime({ error, otherData }: TsigRecord): number | undefined {
  if (error !== RCODE.BADTIME || otherData.length !== 6) return undefined;
  return [...otherData].reduce((seconds, octet) => seconds * 256 + octet.charCodeAt(0), 0);
}
