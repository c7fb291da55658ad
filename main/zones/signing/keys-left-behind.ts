/**
 * Whether a zone comes here with all the keys that sign it where it was until now. Validators keep its old DNSKEY set and its
 * old signatures each for its own time, so that either must hold with the other's new form: RFC 6781 §4.3.5.1. Pure.
 */
import { utf8Encode } from '../../../shared/dns/encodings.ts';
import { type Name } from '../../../shared/dns/name.ts';
import { type Octets } from '../../../shared/dns/octets.ts';
import { dnskey } from '../../../shared/dns/rdata/dnskey.ts';
import { TYPE } from '../../../shared/dns/types.ts';
import { scanRdataText } from '../../../shared/dns/zone-file/rdata-text.ts';
import { type KeysLeftBehind } from '../../../shared/model/dnssec.ts';
import { keyTagOf } from '../../dnssec/keys/key-tag.ts';
import { type SignedElsewhere } from '../import-records.ts';
import { judgeParent } from './observed.ts';
import { type SigningPlan } from './signing-plan.ts';

/** DNSKEY flags: RFC 4034 §2.1.1, RFC 5011 §7. */
const ZONE_KEY = 0x0100;
const REVOKED = 0x0080;
const SEP = 0x0001;

/**
 * The keys that were imported or are served now, and of which nothing is here. Null where none is, where the zone is signed here
 * already, and where the parent was seen without a DS: then nobody validates it. `largestTtl`: of what the zone serves, seconds.
 */
export function keysLeftBehind(zone: Name, plan: SigningPlan, largestTtl: number): KeysLeftBehind | null {
  if (plan.signs || judgeParent(zone, plan).state === 'none') return null;
  const { signedElsewhere, observation } = plan;
  const served = observation?.nameServers.flatMap((server) => server.keys ?? []) ?? [];
  const there = [...new Set([...(signedElsewhere?.keys ?? []), ...served])]
    // What is no key by its form signs nothing.
    .filter((text) => !text.startsWith('\\#'))
    .map(readKey)
    .filter(isInUse);
  // One that was removed here signed here once: it is not from elsewhere.
  const here = new Set(plan.keys.map((key) => key.dnskey));
  const hasZsk = there.some(({ flags }) => (flags & SEP) === 0);
  const keys = there
    .filter(({ text }) => !here.has(text))
    .map(({ keyTag, algorithm, flags }) => {
      const role = (flags & SEP) === 0 ? ('zsk' as const) : hasZsk ? ('ksk' as const) : ('csk' as const);
      return { keyTag, role, algorithm };
    });
  const cached = Math.max(signedElsewhere?.ttlSeconds ?? 0, largestTtl);
  return keys.length === 0 ? null : { keys, cachedSeconds: cached === 0 ? null : cached };
}

/** The plan of a zone into which records were imported. What is signed here is signed by nobody else any more. */
export function withSignedElsewhere(plan: SigningPlan, imported: SignedElsewhere | null): SigningPlan {
  if (plan.signs || imported === null) return plan;
  return { ...plan, signedElsewhere: { ...imported, keys: [...imported.keys] } };
}

interface KeyThere {
  readonly text: string;
  readonly keyTag: number;
  readonly algorithm: number;
  readonly flags: number;
}

function readKey(text: string): KeyThere {
  const rdata: Octets = scanRdataText(TYPE.DNSKEY, utf8Encode(text));
  const { algorithm, flags } = dnskey.parse(rdata);
  return { text, keyTag: keyTagOf(rdata), algorithm, flags };
}

/** A revoked key vouches for nothing any more, and no key without the zone flag ever did. */
const isInUse = ({ flags }: KeyThere): boolean => (flags & ZONE_KEY) !== 0 && (flags & REVOKED) === 0;
