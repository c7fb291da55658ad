/** The MAC algorithms of TSIG (RFC 8945 §6), by the names that configuration files use. */
import { Name } from '../name.ts';
import { type Octets } from '../octets.ts';

export const TSIG_ALGORITHMS = [
  'hmac-md5',
  'hmac-sha1',
  'hmac-sha224',
  'hmac-sha256',
  'hmac-sha384',
  'hmac-sha512',
] as const;

export type TsigAlgorithm = (typeof TSIG_ALGORITHMS)[number];

/** Octets of the whole MAC. */
export const TSIG_MAC_LENGTH: Readonly<Record<TsigAlgorithm, number>> = {
  'hmac-md5': 16,
  'hmac-sha1': 20,
  'hmac-sha224': 28,
  'hmac-sha256': 32,
  'hmac-sha384': 48,
  'hmac-sha512': 64,
};

/** The algorithm's name in a TSIG record; only MD5's has more than one label. */
export function tsigAlgorithmName(algorithm: TsigAlgorithm): Name {
  return NAMES.get(algorithm)!;
}

/** The algorithm that a TSIG record names; undefined for one we do not know. */
export function tsigAlgorithmOf(name: Name): TsigAlgorithm | undefined {
  return TSIG_ALGORITHMS.find((algorithm) => NAMES.get(algorithm)!.equals(name));
}

const NAMES = new Map(
  TSIG_ALGORITHMS.map((algorithm) => {
    const labels = algorithm === 'hmac-md5' ? ['hmac-md5', 'sig-alg', 'reg', 'int'] : [algorithm];
    return [algorithm, Name.fromLabels(labels as unknown as Octets[])!];
  }),
);
