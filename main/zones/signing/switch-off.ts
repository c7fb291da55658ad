/**
 * Turning DNSSEC off without anybody noticing (RFC 6781 §4.4.2.1, RFC 8078 §4): the DS leaves the parent first, then its TTL
 * has to run out, then the signatures may go. Each step waits for what was seen, however long that takes.
 */
import { AppFailure } from '../../../shared/model/app-error.ts';
import { type Withdrawal } from '../../../shared/model/dnssec.ts';
import { type Zone } from '../zone.ts';
import { type SigningPlan } from './signing-plan.ts';
import { type ZoneSigning } from './zone-signing.ts';

/** How far the withdrawal of the DS has come. */
export function judgeWithdrawal(plan: SigningPlan, nowMs: number): Withdrawal {
  const isBegun = plan.parentRequest === 'delete' || plan.parentRequest === 'deleted';
  return plan.signs && isBegun ? judgeDsGone(plan, nowMs) : { state: 'not-begun' };
}

/** Whether the DS has left the parent and every cache. */
export function judgeDsGone({ parentHas }: SigningPlan, nowMs: number): Withdrawal {
  if (parentHas === null) return { state: 'not-known' };
  if (parentHas.ds !== '') return { state: 'at-parent' };
  const until = parentHas.since + parentHas.ttlSeconds * 1000;
  return nowMs < until ? { state: 'in-caches', until } : { state: 'gone' };
}

/** Asks the parent to remove the DS (CDS 0 0 0 00); the zone stays signed. Throws `dnssec-is-off`. */
export async function beginWithdrawal(signing: ZoneSigning, zone: Zone): Promise<void> {
  assertSigns(signing, zone);
  await signing.updatePlan(zone, (plan) => ({ ...plan, parentRequest: 'delete' }));
}

/** The zone is to stay signed after all. */
export async function takeWithdrawalBack(signing: ZoneSigning, zone: Zone): Promise<void> {
  assertSigns(signing, zone);
  await signing.updatePlan(zone, (plan) => ({ ...plan, parentRequest: 'publish' }));
}

/**
 * The next version is served unsigned, and the keys are gone. Throws `ds-is-there` unless the DS was seen gone for its TTL, or
 * `evenNow` says that the owner knows what breaks.
 */
export async function switchOff(
  signing: ZoneSigning,
  zone: Zone,
  { evenNow, nowMs }: { readonly evenNow: boolean; readonly nowMs: number },
): Promise<void> {
  assertSigns(signing, zone);
  const before = signing.planOf(zone);
  if (!evenNow && judgeWithdrawal(before, nowMs).state !== 'gone')
    throw new AppFailure({ code: 'ds-is-there', zone: zone.nameText });
  await signing.updatePlan(zone, (plan) => ({
    ...plan,
    signs: false,
    parentRequest: 'none',
    rollover: null,
    keys: plan.keys.map((key) =>
      key.state === 'removed' ? key : { ...key, state: 'removed', since: nowMs },
    ),
  }));
  // Descriptions first: none that is in use may name a key whose private half is gone.
  for (const key of before.keys) if (key.state !== 'removed') await signing.keys.remove(zone.name, key);
}

function assertSigns(signing: ZoneSigning, zone: Zone): void {
  if (!signing.planOf(zone).signs) throw new AppFailure({ code: 'dnssec-is-off', zone: zone.nameText });
}
