/** Signs zones for the suites of this room. */
import { type ZoneContents } from '../../../shared/dns/zone-contents.ts';
import { type AlgorithmNumber } from '../../dnssec/keys/algorithms.ts';
import { generateZoneKey } from '../../dnssec/keys/zone-key.ts';
import { type KeyUse, signingKeys } from '../../dnssec/signing/keys-for-tests.ts';
import { type Denial, type Signing } from '../../dnssec/signing/signing.ts';
import { type ZoneSigner } from '../../dnssec/zone-signer.ts';
import { Turn } from '../../zones/turn.ts';

const DAY_SECONDS = 86_400;

/** One cell of the matrix that issue 3 asks for. */
export interface Way {
  readonly algorithm: AlgorithmNumber;
  readonly denial: Denial;
  readonly split: 'CSK' | 'KSK+ZSK';
}

export const WAYS: readonly Way[] = ([13, 15, 8, 14] as const).flatMap((algorithm) =>
  (['nsec', 'nsec3'] as const).flatMap((denial) =>
    (['CSK', 'KSK+ZSK'] as const).map((split) => ({ algorithm, denial, split })),
  ),
);

/** Keys for a way; the first one is what a DS names. */
export async function keysFor({ algorithm, split }: Way): Promise<readonly KeyUse[]> {
  const first = await generateZoneKey(split === 'CSK' ? 'csk' : 'ksk', algorithm);
  if (split === 'CSK') return [{ key: first, signs: true }];
  const zsk = await generateZoneKey('zsk', algorithm, { takenTags: [first.keyTag] });
  return [
    { key: first, signs: true },
    { key: zsk, signs: true },
  ];
}

/** A monthly rhythm's signing, CDS and CDNSKEY included. */
export function signingBy(uses: readonly KeyUse[], denial: Denial): Signing {
  const dnskeys = [uses[0].key.dnskey];
  return {
    keys: signingKeys(uses, { kind: 'publish', dnskeys, digestTypes: [2, 4] }),
    policy: {
      denial,
      lifetimeSeconds: 126 * DAY_SECONDS,
      renewBelowSeconds: 79 * DAY_SECONDS,
      keyTtlSeconds: 3600,
    },
    nowSeconds: Math.floor(Date.now() / 1000),
  };
}

export function signed(signer: ZoneSigner, contents: ZoneContents, signing: Signing): Promise<ZoneContents> {
  return signer.sign(contents, signing, { turn: new Turn() });
}
