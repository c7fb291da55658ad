/** A TSIG key: the secret that two servers share (RFC 8945 §2). */
import { type Name } from '../../shared/dns/name.ts';
import { type TsigAlgorithm } from '../../shared/dns/message/tsig-algorithm.ts';

export interface TsigKey {
  readonly name: Name;
  readonly algorithm: TsigAlgorithm;
  readonly secret: Uint8Array;
  /**
   * The fewest octets of a truncated MAC that are good enough under this key; absent, only whole MACs are. RFC 8945 §5.2.2.1
   * sets a floor below which no policy can go: half the MAC, and 10.
   */
  readonly leastMacOctets?: number;
}

/** Where keys are found. */
export interface TsigKeys {
  /** The key of this name, letters' case aside. */
  find(name: Name): TsigKey | undefined;
}
