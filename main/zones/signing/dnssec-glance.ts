/** Where a zone stands with DNSSEC, in the word that lists of zones show. Pure. */
import type { Name } from '../../../shared/dns/name.ts';
import type { DnssecGlance } from '../../../shared/model/zone.ts';
import type { ZoneVersion } from '../zone-version.ts';
import { judgeParent } from './observed.ts';
import type { SigningPlan } from './signing-plan.ts';
import { isSigned } from './zone-signing.ts';

export function dnssecGlance(
  { name, version }: { readonly name: Name; readonly version: ZoneVersion | undefined },
  plan: SigningPlan,
): DnssecGlance {
  const { state } = judgeParent(name, plan);
  if (state === 'wrong') return 'wrong-ds';
  if (version === undefined || !isSigned(version)) return plan.signs ? 'signs-next' : 'unsigned';
  return state === 'seen' || state === 'others-too' ? 'secure' : 'signed';
}
