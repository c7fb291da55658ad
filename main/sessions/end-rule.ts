/** When a publish session ends by itself: pure, so that every case is a line of a test. */
import type { AddressCheck } from '../../shared/model/address-check.ts';
import type { SecondaryProgress } from '../../shared/model/session.ts';
import { isDone } from './progress.ts';

/** After the last secondary is in sync, this long nothing may have begun: a second server behind an address may still come. */
export const QUIET_MS = 10_000;

export interface SessionNow {
  readonly nowMs: number;
  /** Null: kept open. */
  readonly endsAt: number | null;
  readonly secondaries: readonly SecondaryProgress[];
  readonly transfersRunning: number;
  readonly notifiesUnanswered: number;
  /** When the last transfer began, or the session opened. */
  readonly lastTransferStartedAt: number;
}

/** Why the session should end now, or undefined. A running transfer holds off everything but the owner's word. */
export function endReason(session: SessionNow): 'all-in-sync' | 'limit' | undefined {
  if (session.transfersRunning > 0 || session.endsAt === null) return undefined;
  if (session.nowMs >= session.endsAt) return 'limit';
  const lastChange = Math.max(
    session.lastTransferStartedAt,
    ...session.secondaries.map((progress) => progress.inSyncAt ?? 0),
  );
  const quiet = session.nowMs - lastChange >= QUIET_MS && session.notifiesUnanswered === 0;
  // With no secondary at all there is nothing to wait for that could tell the end: by hand, or at the limit.
  return session.secondaries.length > 0 && session.secondaries.every(isDone) && quiet
    ? 'all-in-sync'
    : undefined;
}

/** Every secondary asks at an address that is not ours any more: what is left of the session would be in vain. */
export function nobodyCanCome(
  secondaries: readonly Pick<SecondaryProgress, 'secondary'>[],
  changed: AddressCheck['changed'],
): boolean {
  const elsewhere = new Set(changed.map(({ secondary }) => secondary));
  return secondaries.length > 0 && secondaries.every(({ secondary }) => elsewhere.has(secondary));
}
