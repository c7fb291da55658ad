/**
 * The owner's promise to publish, and what follows from it (DESIGN §5, "Rhythm"): SOA timers, signature lifetime, and how
 * long nobody needs to look after a zone. Simulated beforehand: no copy outlives its signatures.
 */
import { type Rhythm } from '../../shared/model/zone.ts';

const DAY_SECONDS = 86_400;

/** What a rhythm means, in seconds. */
export interface RhythmTimes {
  /** The longest time between two sessions that the owner promises. */
  readonly periodSeconds: number;
  /** SOA EXPIRE: after so long without a refresh a secondary stops answering (RFC 1035 §3.3.13). */
  readonly expireSeconds: number;
  /** From a signature's inception to its expiration; a TTL above one day adds its excess. */
  readonly signatureLifetimeSeconds: number;
  /** How long after the due date all still stands when nobody comes. */
  readonly unattendedSeconds: number;
}

const days = (period: number, expire: number, lifetime: number, unattended: number): RhythmTimes => ({
  periodSeconds: period * DAY_SECONDS,
  expireSeconds: expire * DAY_SECONDS,
  signatureLifetimeSeconds: lifetime * DAY_SECONDS,
  unattendedSeconds: unattended * DAY_SECONDS,
});

export const RHYTHM_TIMES: Readonly<Record<Rhythm, RhythmTimes>> = {
  week: days(7, 21, 35, 14),
  fortnight: days(14, 35, 63, 21),
  month: days(31, 77, 126, 46),
  quarter: days(92, 168, 294, 76),
};

/** The one that promises most; the default where there is none. */
export function tightestRhythm(rhythms: readonly Rhythm[]): Rhythm {
  const period = (rhythm: Rhythm): number => RHYTHM_TIMES[rhythm].periodSeconds;
  return rhythms.reduce(
    (tightest, rhythm) => (period(rhythm) < period(tightest) ? rhythm : tightest),
    rhythms[0] ?? 'month',
  );
}

/** The SOA fields that follow the rhythm, in seconds. */
export interface SoaTimers {
  readonly refresh: number;
  readonly retry: number;
  readonly expire: number;
  readonly minimum: number;
}

/**
 * A rhythm's SOA timers. `polls`: a secondary that does not heed NOTIFY must ask often, and while this server is away it
 * is always in RETRY.
 */
export function soaTimers(rhythm: Rhythm, polls = false): SoaTimers {
  return {
    refresh: polls ? 3600 : DAY_SECONDS,
    retry: polls ? 900 : 7200,
    expire: RHYTHM_TIMES[rhythm].expireSeconds,
    minimum: 3600,
  };
}
