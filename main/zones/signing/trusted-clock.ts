/**
 * Whether this computer's clock may be trusted to sign: a signature whose inception lies in the future is bogus everywhere at
 * once, and one from the past may have expired when it is made. Others' clocks are compared with ours when they tell.
 */
import { AppFailure } from '../../../shared/model/app-error.ts';
import { type ZoneVersion } from '../zone-version.ts';

/** Somebody else's clock, as it was seen. */
export interface ClockReading {
  /** How far it was ahead of ours. */
  readonly aheadSeconds: number;
  /** Who told, for the sentence: a server's name or address. */
  readonly source: string;
}

export interface TrustedClockOptions {
  /** Our clock, milliseconds since 1970. */
  readonly now: () => number;
  /** Milliseconds from any beginning, never set. */
  readonly monotonic: () => number;
  /** Asks somebody, for a second or so; undefined when nobody answers or the owner does not want it. */
  readonly ask: () => Promise<ClockReading | undefined>;
}

const MOST_SECONDS = 300;
const isOff = ({ aheadSeconds }: ClockReading): boolean => Math.abs(aheadSeconds) > MOST_SECONDS;
const READING_LASTS_MS = 3_600_000;
/** Our two clocks drift that far apart by themselves; more, and ours was set, or the computer slept. */
const DRIFT_MS = 1000;

export class TrustedClock {
  readonly #options: TrustedClockOptions;
  #last: (ClockReading & { readonly at: number; readonly monotonicAt: number }) | undefined;

  constructor(options: TrustedClockOptions) {
    this.#options = options;
  }

  note(reading: ClockReading): void {
    this.#last = { ...reading, at: this.#options.now(), monotonicAt: this.#options.monotonic() };
  }

  /** Throws `clock-off`, or `clock-before-version` when it is earlier than the last version and nobody vouches for it. */
  async check(zone: string, previous: ZoneVersion | undefined): Promise<void> {
    const noted = this.#reading();
    // One server whose own clock is wrong must not keep us from signing when another can be asked.
    const reading = noted === undefined || isOff(noted) ? ((await this.#ask()) ?? noted) : noted;
    if (reading !== undefined) {
      const { aheadSeconds, source } = reading;
      if (isOff(reading))
        throw new AppFailure({ code: 'clock-off', aheadSeconds: Math.round(aheadSeconds), source });
      return;
    }
    if (previous !== undefined && this.#options.now() < previous.record.at)
      throw new AppFailure({ code: 'clock-before-version', zone, at: previous.record.at });
  }

  async #ask(): Promise<ClockReading | undefined> {
    const reading = await this.#options.ask();
    if (reading !== undefined) this.note(reading);
    return reading;
  }

  /** The last reading, while it says anything of our clock as it is now. */
  #reading(): ClockReading | undefined {
    if (this.#last === undefined) return undefined;
    const elapsed = this.#options.monotonic() - this.#last.monotonicAt;
    const wasSet = Math.abs(this.#options.now() - this.#last.at - elapsed) > DRIFT_MS;
    return wasSet || elapsed > READING_LASTS_MS ? undefined : this.#last;
  }
}
