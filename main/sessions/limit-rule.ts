/** When a session ends at the latest, from what is known of its slowest secondary (DESIGN §5). Pure. */
import type { CopyHistory } from '../../shared/model/copy.ts';
import type { Provider } from '../../shared/providers/provider.ts';
import { notifyHabit, usualMs } from '../watch/copy-history.ts';

/** What is known of one secondary of one zone. */
export interface LimitFacts {
  readonly name: string;
  readonly zone: string;
  readonly history: CopyHistory;
  readonly provider: Provider | null;
  /** The zone's SOA timers. */
  readonly refreshSeconds: number;
  readonly retrySeconds: number;
}

export interface Limit {
  readonly minutes: number;
  /** Whom it follows from; null where nothing is known of anybody. */
  readonly slowest: { readonly name: string; readonly zone: string } | null;
}

/**
 * BIND holds a primary for unreachable for 10 minutes after two connections timed out, and no NOTIFY lifts that: no session
 * gives up on a secondary before 15 minutes.
 */
export const LEAST_MINUTES = 15;
/** One that takes twice as long as usual is still waited for. */
const PATIENCE = 2;

/** `otherwiseMinutes`: for a secondary of which nothing is known. */
export function sessionLimit(
  secondaries: readonly LimitFacts[],
  otherwiseMinutes: number,
  nowMs: number,
): Limit {
  let limit: Limit = { minutes: secondaries.length === 0 ? otherwiseMinutes : LEAST_MINUTES, slowest: null };
  for (const facts of secondaries) {
    const expected = expectedMinutes(facts, nowMs);
    const minutes = Math.max(LEAST_MINUTES, Math.ceil(expected ?? otherwiseMinutes));
    if (minutes <= limit.minutes) continue;
    limit = { minutes, slowest: expected === undefined ? null : { name: facts.name, zone: facts.zone } };
  }
  return limit;
}

/** Undefined where nothing is known. */
function expectedMinutes(facts: LimitFacts, nowMs: number): number | undefined {
  const { history, provider } = facts;
  if (polls(history, provider)) return pollMinutes(facts, nowMs);
  const usual = usualMs(history);
  if (usual !== null) return (PATIENCE * usual) / 60_000;
  const first = provider?.firstTransferMinutes;
  return typeof first === 'number' ? first + LEAST_MINUTES : undefined;
}

/** Whether it comes in its own rhythm whatever NOTIFY says: by what was seen, else by its provider's sheet. */
export function polls(history: CopyHistory, provider: Provider | null): boolean {
  const habit = notifyHabit(history);
  return habit === 'polls' || (habit === 'unknown' && provider?.takesNotify === false);
}

/** One that was last refreshed longer ago than REFRESH is in RETRY; else the rest of REFRESH goes before (RFC 1035 §3.3.13). */
function pollMinutes({ history, refreshSeconds, retrySeconds }: LimitFacts, nowMs: number): number {
  const sinceSeconds = history.refresh === null ? Infinity : (nowMs - history.refresh.at) / 1000;
  const restSeconds = Math.max(0, refreshSeconds - sinceSeconds);
  return (restSeconds + retrySeconds) / 60 + LEAST_MINUTES;
}
