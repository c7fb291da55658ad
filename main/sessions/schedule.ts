/**
 * Publishes by itself: by the zones' rhythm or a cron pattern. What was missed while the computer slept or the app was
 * closed is made up for, once.
 *
 * No timer is set for the moment itself: a clock that is put right, or a computer that slept, would make it lie. The clock
 * is looked at now and then instead.
 */
import { Cron } from 'croner';
import { z } from 'zod';
import { AppFailure } from '../../shared/model/app-error.ts';
import type { Schedule, ScheduleState } from '../../shared/model/schedule.ts';
import type { Rhythm } from '../../shared/model/zone.ts';
import type { JsonFile } from '../storage/json-file.ts';
import { RHYTHM_TIMES } from '../zones/rhythm.ts';

export const scheduleFile = z.object({
  /** From when on the next one counts: the last that began, or when the schedule was set. */
  since: z.number().nullable(),
  lastAt: z.number().nullable(),
});
export type ScheduleFile = z.infer<typeof scheduleFile>;

export interface ScheduleOptions {
  readonly file: JsonFile<ScheduleFile>;
  readonly schedule: () => Schedule;
  /** The tightest of the zones'. */
  readonly rhythm: () => Rhythm;
  /** When the last session ended; one by hand counts for the rhythm. */
  readonly lastSessionAt: () => number | null;
  /** Opens a session; why it did not, as a sentence, or null. */
  readonly begin: () => Promise<string | null>;
  readonly onChanged: () => void;
  readonly onBug: (error: unknown) => void;
  readonly now: () => number;
}

const LOOK_MS = 20_000;
/** After one that could not begin. */
const AGAIN_MS = 10 * 60_000;

export class ScheduledSessions {
  readonly #options: ScheduleOptions;
  readonly #timer: NodeJS.Timeout;
  #heldBack: string | null = null;
  #notBefore = 0;
  #busy = false;

  constructor(options: ScheduleOptions) {
    this.#options = options;
    this.#timer = setInterval(() => this.look(), LOOK_MS);
  }

  state(): ScheduleState {
    const { lastAt } = this.#options.file.value;
    return { nextAt: this.#nextAt(), lastAt, heldBack: this.#heldBack };
  }

  /** The schedule was changed: it counts from now. */
  async restart(): Promise<void> {
    this.#heldBack = null;
    this.#notBefore = 0;
    const since = this.#options.now();
    await this.#options.file.update((file) => ({ ...file, since }));
    this.#options.onChanged();
  }

  /** Begins a session that is due, also one that was missed. */
  look(): void {
    if (this.#busy || this.#options.now() < this.#notBefore) return;
    this.#busy = true;
    void this.#look()
      .catch(this.#options.onBug)
      .finally(() => (this.#busy = false));
  }

  dispose(): void {
    clearInterval(this.#timer);
  }

  async #look(): Promise<void> {
    const { file, schedule, begin, now, onChanged } = this.#options;
    if (schedule().kind === 'off') return;
    if (file.value.since === null) await this.restart();
    const nextAt = this.#nextAt();
    const at = now();
    if (nextAt === null || at < nextAt) return;
    this.#heldBack = await begin();
    if (this.#heldBack === null) await file.update(() => ({ since: at, lastAt: at }));
    else this.#notBefore = at + AGAIN_MS;
    onChanged();
  }

  #nextAt(): number | null {
    const { file, schedule, rhythm, lastSessionAt } = this.#options;
    const { since } = file.value;
    return since === null ? null : nextRun(schedule(), since, rhythm(), lastSessionAt());
  }
}

/** The first moment after `since` at which a session is due; null when never. */
export function nextRun(
  schedule: Schedule,
  since: number,
  rhythm: Rhythm,
  lastSessionAt: number | null,
): number | null {
  switch (schedule.kind) {
    case 'off':
      return null;
    case 'cron':
      return cron(schedule.pattern).nextRun(new Date(since))?.getTime() ?? null;
    case 'rhythm': {
      // A tenth before the promise is over: what goes wrong then can be put right in time.
      const from = Math.max(since, lastSessionAt ?? 0) + RHYTHM_TIMES[rhythm].periodSeconds * 900;
      const [hour, minute] = schedule.time.split(':').map(Number);
      return cron(`${minute} ${hour} * * *`).nextRun(new Date(from))?.getTime() ?? null;
    }
  }
}

/** Throws `bad-schedule` for a pattern that is none. */
export function checkSchedule(schedule: Schedule): Schedule {
  if (schedule.kind === 'cron') cron(schedule.pattern);
  return schedule;
}

function cron(pattern: string): Cron {
  try {
    return new Cron(pattern, { paused: true, mode: '5-part' });
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new AppFailure({ code: 'bad-schedule', text: pattern, reason: error.message }, error);
  }
}
