/** What the owner has to do next about a zone's DNSSEC, for lists of zones: null while there is nothing, or only to be waited. */
import type { DnssecTask } from '../../../shared/model/zone.ts';
import type { Zone } from '../zone.ts';
import { judgeParent, judgeReadiness } from './observed.ts';
import { goesByItself, rolloverWait } from './rollover/rollovers.ts';
import { judgeWithdrawal } from './switch-off.ts';
import { isSigned, type ZoneSigning } from './zone-signing.ts';

export function dnssecTask(zone: Zone, signing: ZoneSigning, nowMs: number): DnssecTask | null {
  const plan = signing.planOf(zone);
  if (!plan.signs) return null;
  if (signing.lostKeys(zone).length > 0) return 'keys-lost';
  const withdrawal = judgeWithdrawal(plan, nowMs).state;
  if (withdrawal === 'at-parent') return 'remove-ds';
  if (withdrawal === 'gone') return 'take-off';
  const { rollover } = plan;
  if (rollover === null) return mayHandInFirstDs(zone, signing, nowMs) ? 'hand-in-ds' : null;
  const { state } = rolloverWait(signing, zone, nowMs);
  if (state === 'not-published') return 'publish-step';
  if (goesByItself(rollover)) return null;
  if (rollover.step === 'publish') return state === 'over' ? 'show-ds' : null;
  if (state === 'parent-behind') return 'exchange-ds';
  return state === 'over' ? 'remove-old-key' : null;
}

/** The parent answered that it has no DS, nobody asked it to have none, and validators would accept one. */
function mayHandInFirstDs(zone: Zone, signing: ZoneSigning, nowMs: number): boolean {
  const plan = signing.planOf(zone);
  if (plan.parentRequest !== 'publish' || judgeParent(zone.name, plan).state !== 'none') return false;
  const servedSigned = zone.version !== undefined && isSigned(zone.version);
  const largestTtl = signing.largestTtl(zone);
  return judgeReadiness(plan, { servedSigned, largestTtl, nowMs }).state === 'ready';
}
