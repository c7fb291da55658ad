/** What is known of a provider of secondaries: facts with source and date, and what stays unknown said as such. */
import type { TsigAlgorithm } from '../model/keys.ts';
import type { Endpoint } from '../model/secondary.ts';

/** A fact that nobody has found a source for. */
export type Unknown = 'unknown';

/** What a line of the provider's form asks for. */
export type FormValue =
  'zone' | 'primary-address' | 'primary-port' | 'key-name' | 'key-algorithm' | 'key-secret';

export interface Provider {
  readonly id: string;
  readonly name: string;
  /** Where its facts were read, and when (`2026-11`). */
  readonly source: string;
  readonly date: string;
  /** TSIG algorithms it takes; `shown` were seen to work though no list was found. */
  readonly algorithms:
    { readonly known: readonly TsigAlgorithm[] } | { readonly shown: readonly TsigAlgorithm[] } | Unknown;
  /** Where its transfers come from; empty = unknown. */
  readonly transferFrom: readonly string[];
  /** Where it takes NOTIFY; empty = unknown. */
  readonly notifyTo: readonly Endpoint[];
  /** False where it does not act on NOTIFY and asks in the SOA's rhythm only. */
  readonly takesNotify: boolean | Unknown;
  /** Public name servers that answer the zone, for the NS set; empty = told by the provider per zone, or unknown. */
  readonly nameServers: readonly string[];
  /** Addresses of those that can be asked for the serial. */
  readonly verifyAt: readonly Endpoint[];
  /** Whether its form takes a port other than 53 for the primary. */
  readonly customPort: boolean | Unknown;
  /** Whether a zone signed here is served as it is. */
  readonly dnssec: boolean | Unknown;
  /** How long the first transfer takes, in minutes. */
  readonly firstTransferMinutes: number | Unknown;
  /** Its form: where it is, and its lines from top to bottom. */
  readonly form: {
    readonly place: string;
    readonly lines: readonly { readonly label: string; readonly value: FormValue }[];
  };
  /** What else somebody should know before they choose or fill it in. */
  readonly remarks: readonly string[];
}

/** The algorithm for a new key: the default where it is taken or nothing is known, else the best that is. */
export function algorithmFor(provider: Provider | null): TsigAlgorithm {
  const known = provider?.algorithms;
  if (known === undefined || known === 'unknown' || !('known' in known)) return 'hmac-sha256';
  return BEST_FIRST.find((algorithm) => known.known.includes(algorithm)) ?? 'hmac-sha256';
}

/** What a provider takes of the algorithms, in words; null when nothing is known. */
export function algorithmsTaken(provider: Provider): readonly TsigAlgorithm[] | null {
  return provider.algorithms !== 'unknown' && 'known' in provider.algorithms
    ? provider.algorithms.known
    : null;
}

const BEST_FIRST: readonly TsigAlgorithm[] = [
  'hmac-sha256',
  'hmac-sha512',
  'hmac-sha384',
  'hmac-sha224',
  'hmac-sha1',
  'hmac-md5',
];
