/** The shell's state: built whole when something changed, at most every tenth of a second, and pushed to every page. */
import { toUnicodeLabels } from '../../shared/dns/idn.ts';
import { printName } from '../../shared/dns/name-text.ts';
import type { CopyDeadline } from '../../shared/model/copy.ts';
import type { ScheduleState } from '../../shared/model/schedule.ts';
import type { Endpoint } from '../../shared/model/secondary.ts';
import type { Notice, Overview, SecretsState } from '../../shared/model/overview.ts';
import type { SecondaryProgress, SessionState } from '../../shared/model/session.ts';
import type { DnssecGlance, DnssecTask, ZoneSummary } from '../../shared/model/zone.ts';
import { isDone } from '../sessions/progress.ts';
import type { Zone } from '../zones/zone.ts';

/** What the state is built of. */
export interface OverviewSources {
  readonly host: 'desktop' | 'headless';
  readonly version: string;
  readonly dataFolder: string;
  readonly zones: () => readonly Zone[];
  readonly keyCount: () => number;
  readonly secondaryCount: () => number;
  readonly secrets: () => SecretsState;
  readonly session: () => SessionState;
  /** Where the name server listens during a session. */
  readonly listen: () => readonly Endpoint[];
  readonly notices: () => readonly Notice[];
  /** Of every copy, the most urgent first. */
  readonly deadlines: () => readonly CopyDeadline[];
  readonly schedule: () => ScheduleState;
  readonly dnssec: (zone: Zone) => DnssecGlance;
  readonly dnssecTask: (zone: Zone) => DnssecTask | null;
}

/** Changes come in bursts (a transfer is several events); pages see the last of each burst. */
const BURST_MS = 100;

export class OverviewFeed {
  readonly #sources: OverviewSources;
  readonly #waiting = new Set<() => void>();
  #timer: NodeJS.Timeout | undefined;
  #ended = false;

  constructor(sources: OverviewSources) {
    this.#sources = sources;
  }

  /** Something changed: everybody who watches is told soon. */
  touch(): void {
    if (this.#waiting.size === 0) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#wake();
    }, BURST_MS);
  }

  /** The state now, and again whenever it changed. */
  async *watch(signal: AbortSignal | undefined): AsyncGenerator<Overview> {
    while (!this.#ended && signal?.aborted !== true) {
      const changed = this.changed(signal);
      yield this.build();
      await changed;
    }
  }

  build(): Overview {
    const { host, version, dataFolder, zones, keyCount, secondaryCount, secrets, session, notices } =
      this.#sources;
    const deadlines = this.#sources.deadlines();
    const state = session();
    const progress = state.state === 'open' ? state.secondaries : (state.last?.secondaries ?? []);
    return {
      host,
      version,
      dataFolder,
      secrets: secrets(),
      zones: zones().map((zone) => {
        const copies = deadlines.filter((deadline) => deadline.zone === zone.nameText);
        const inSync = copies.filter(({ holds }) => holds !== null && holds === zone.version?.serial).length;
        const summary = summarise(zone, progress);
        return {
          ...summary,
          state: copies.some(({ freshness }) => freshness === 'lapsed') ? 'wrong' : summary.state,
          copies: { all: copies.length, inSync },
          dnssec: this.#sources.dnssec(zone),
          dnssecTask: this.#sources.dnssecTask(zone),
          deadline: copies[0] ?? null,
        };
      }),
      keys: keyCount(),
      secondaries: secondaryCount(),
      session: state,
      listen: [...this.#sources.listen()],
      notices: [...notices()],
      deadline: deadlines[0] ?? null,
      schedule: this.#sources.schedule(),
    };
  }

  /** Ends every watcher's iteration. */
  dispose(): void {
    this.#ended = true;
    clearTimeout(this.#timer);
    this.#wake();
  }

  #wake(): void {
    for (const wake of [...this.#waiting]) wake();
  }

  /** Resolves at the next change, or when aborted. */
  changed(signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        this.#waiting.delete(wake);
        signal?.removeEventListener('abort', wake);
        resolve();
      };
      this.#waiting.add(wake);
      signal?.addEventListener('abort', wake);
    });
  }
}

/** A zone in lists. `progress` is that of the session now, or of the last one. */
export function summarise(zone: Zone, progress: readonly SecondaryProgress[]): ZoneSummary {
  const name = printName(zone.name);
  const unicodeName = toUnicodeLabels(name);
  const { errors, warnings } = zone.findingCounts;
  const { version } = zone;
  return {
    name,
    unicodeName: unicodeName === name ? null : unicodeName,
    kind: zone.settings.kind,
    serial: version?.serial ?? null,
    committedAt: version?.record.at ?? null,
    edits: zone.editCount,
    due: zone.dueReason ?? null,
    records: zone.state.contents.recordCount,
    errors,
    warnings,
    state: worstState(
      progress.filter((copy) => copy.zone === name),
      zone,
    ),
  };
}

/** What the dot shows: wrong before waiting before well; nothing is known of a zone that was never in a session. */
function worstState(copies: readonly SecondaryProgress[], zone: Zone): ZoneSummary['state'] {
  if (zone.settings.kind === 'native' || zone.settings.secondaries.length === 0) return 'none';
  const stale = copies.some((copy) => copy.serial !== zone.version?.serial);
  if (copies.some((copy) => copy.fault !== null && copy.inSyncAt === null)) return 'wrong';
  return copies.length > 0 && !stale && copies.every(isDone) ? 'ok' : 'wait';
}
