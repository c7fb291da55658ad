/**
 * Begins, continues and takes back the replacement of a key. A step is taken only when what the one before waits for was seen
 * (judge-rollover.ts), however long that takes; the version that it makes due leaves with the next session.
 */
import { AppFailure } from '../../../../shared/model/app-error.ts';
import { type RolloverHindrance, type RolloverWait } from '../../../../shared/model/rollover.ts';
import { type KeyRole } from '../../../../shared/model/zone-key.ts';
import { generateZoneKey } from '../../../dnssec/keys/zone-key.ts';
import { SecretStoreError } from '../../../secrets/secret-store.ts';
import { type Zone } from '../../zone.ts';
import {
  describeKey,
  type DescribedKey,
  keySigners,
  publishedKeys,
  type SigningPlan,
} from '../signing-plan.ts';
import { type ZoneSigning } from '../zone-signing.ts';
import { judgeRollover, whyNotCancelled } from './judge-rollover.ts';
import { advanced, begun, cancelled, type Rollover } from './rollover.ts';

/**
 * Makes a key of the same algorithm, to take the place of those that sign in this role. Other algorithms are not offered: a
 * validator may want every algorithm of the DNSKEY set over each answer, so signatures would have to be out before the key
 * (RFC 6781 §4.1.4). Throws `rollover-refused`, `dnssec-is-off`, or what the secret store has against it.
 */
export async function startRollover(
  signing: ZoneSigning,
  zone: Zone,
  role: KeyRole,
  nowMs: number,
): Promise<void> {
  if (!signing.planOf(zone).signs) throw new AppFailure({ code: 'dnssec-is-off', zone: zone.nameText });
  const lost = await signing.lookForKeys(zone);
  const before = signing.planOf(zone);
  const isLost = lost.some((key) => key.role === role);
  const old = publishedKeys(before).filter((key) => key.role === role && (isLost || key.state === 'signing'));
  refuse(zone, whyNotBegun(before, role, old, lost));
  const takenTags = before.keys.map(({ keyTag }) => keyTag);
  const key = await generateZoneKey(role, old[0].algorithm, { takenTags });
  // The secret first: one without a description harms nobody, a description without its secret would.
  await signing.keys.save(zone.name, key);
  await signing.updatePlan(zone, (plan) => {
    if (plan.rollover !== before.rollover) refuse(zone, 'is-on');
    return begun(plan, describeKey(key, 'signing', 'made', nowMs), old, isLost, nowMs);
  });
}

/** Takes the next step. Throws `rollover-refused` while what the present one waits for was not seen. */
export async function continueRollover(signing: ZoneSigning, zone: Zone, nowMs: number): Promise<void> {
  const { rollover, keys } = signing.planOf(zone);
  if (rollover === null) return refuse(zone, 'none');
  if (rolloverWait(signing, zone, nowMs).state !== 'over') return refuse(zone, 'not-seen');
  // Nobody serves them any more, so that nothing will ever be signed with them.
  if (rollover.step === 'remove')
    for (const key of keys) if (rollover.old.includes(key.keyTag)) await signing.keys.remove(zone.name, key);
  await signing.updatePlan(zone, (plan) => (plan.rollover === rollover ? advanced(plan, nowMs) : plan));
}

/** Takes it back while nothing depends on the new key. Throws `rollover-refused`. */
export async function cancelRollover(signing: ZoneSigning, zone: Zone, nowMs: number): Promise<void> {
  const { rollover, keys } = signing.planOf(zone);
  refuse(zone, whyNotCancelled(zone.name, signing.planOf(zone)));
  await signing.updatePlan(zone, (plan) => (plan.rollover === rollover ? cancelled(plan, nowMs) : plan));
  // The description first: it must never name a key whose private half is gone.
  for (const key of keys) if (key.keyTag === rollover?.new) await signing.keys.remove(zone.name, key);
}

/** Takes the next step if it is one that needs nobody's word and its time has come. */
export async function continueByItself(signing: ZoneSigning, zone: Zone, nowMs: number): Promise<void> {
  const { rollover } = signing.planOf(zone);
  if (rollover === null || !goesByItself(rollover)) return;
  if (rolloverWait(signing, zone, nowMs).state !== 'over') return;
  try {
    await continueRollover(signing, zone, nowMs);
  } catch (error) {
    // A secret store that refuses now lets the old key go another time: nobody waits for that.
    if (!(error instanceof SecretStoreError || error instanceof AppFailure)) throw error;
  }
}

/**
 * A ZSK's steps concern nobody but us, and all that they depend on was observed: they go by themselves, with the session that
 * comes anyway. What touches the parent waits for the owner: with the second step the new DS is offered, which cannot be taken
 * back, and with the third the key goes that caches would need if the look at the parent had deceived us.
 */
export function goesByItself({ role, step }: Rollover): boolean {
  return role === 'zsk' || step === 'remove';
}

export function rolloverWait(signing: ZoneSigning, zone: Zone, nowMs: number): RolloverWait {
  const isMade = signing.isAsPlanned(zone);
  return judgeRollover(zone.name, signing.planOf(zone), {
    isMade,
    largestTtl: signing.largestTtl(zone),
    nowMs,
  });
}

function whyNotBegun(
  plan: SigningPlan,
  role: KeyRole,
  old: readonly DescribedKey[],
  lost: readonly DescribedKey[],
): RolloverHindrance | undefined {
  if (old.length === 0) return 'no-such-key';
  const { rollover } = plan;
  if (lost.length > 0) {
    // A lost ZSK can be replaced at once, whatever its own rollover was doing: the KSK signs meanwhile.
    const canKskSign = keySigners(plan).some((key) => !lost.includes(key));
    if (role !== 'zsk' || !canKskSign || lost.some((key) => key.role !== 'zsk')) return 'key-lost';
    return rollover === null || rollover.role === 'zsk' ? undefined : 'is-on';
  }
  if (rollover !== null) return 'is-on';
  return plan.parentRequest === 'publish' ? undefined : 'turning-off';
}

function refuse(zone: Zone, reason: RolloverHindrance | undefined): void {
  if (reason !== undefined) throw new AppFailure({ code: 'rollover-refused', zone: zone.nameText, reason });
}
