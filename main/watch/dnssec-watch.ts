/** Looks at signed zones from outside, now and then and when asked, and keeps what was seen in their plans. */
import type { Observation } from '../../shared/model/observation.ts';
import type { Endpoint } from '../../shared/model/secondary.ts';
import { judgeParent, withObservation } from '../zones/signing/observed.ts';
import { continueByItself } from '../zones/signing/rollover/rollovers.ts';
import type { ZoneSigning } from '../zones/signing/zone-signing.ts';
import type { Zone } from '../zones/zone.ts';
import { observeZone, systemResolver } from './parent.ts';

export interface DnssecWatchOptions {
  readonly signing: ZoneSigning;
  readonly zones: () => readonly Zone[];
  /** The owner's choice; null: the computer's own. */
  readonly resolver: () => Endpoint | null;
  /** Where authoritative servers listen; 53 but in tests. */
  readonly port?: number;
  readonly now: () => number;
  readonly onBug: (error: unknown) => void;
  readonly observe?: typeof observeZone;
}

/** How often zones are looked at by themselves: those where something is awaited, and those where all is well. */
const AWAITED_MS = 10 * 60_000;
const SETTLED_MS = 6 * 3_600_000;
const TICK_MS = 60_000;

export class DnssecWatch {
  readonly #options: DnssecWatchOptions;
  readonly #running = new Map<string, Promise<Observation | undefined>>();
  readonly #timer: NodeJS.Timeout;

  constructor(options: DnssecWatchOptions) {
    this.#options = options;
    this.#timer = setInterval(() => void this.#tick().catch(options.onBug), TICK_MS);
    this.#timer.unref();
  }

  /** Looks at a zone now; one look at a time. Undefined when there is no resolver to begin with. */
  look(zone: Zone): Promise<Observation | undefined> {
    const running = this.#running.get(zone.id);
    if (running !== undefined) return running;
    const look = this.#look(zone).finally(() => this.#running.delete(zone.id));
    this.#running.set(zone.id, look);
    return look;
  }

  async dispose(): Promise<void> {
    clearInterval(this.#timer);
    await Promise.allSettled(this.#running.values());
  }

  async #look(zone: Zone): Promise<Observation | undefined> {
    const { signing, resolver, port, now, observe = observeZone } = this.#options;
    const at = resolver() ?? systemResolver();
    if (at === undefined) return undefined;
    const seen = await observe({ zone: zone.name, resolver: at, port, now });
    // Offline is no news: what was seen last stands.
    if (seen.parent !== null) await signing.updatePlan(zone, (plan) => withObservation(plan, seen));
    await continueByItself(signing, zone, now());
    return seen;
  }

  async #tick(): Promise<void> {
    const { signing, zones, now } = this.#options;
    for (const zone of zones()) {
      if (zone.settings.kind !== 'primary') continue;
      const every = this.#isAwaited(zone) ? AWAITED_MS : SETTLED_MS;
      if (now() - (signing.planOf(zone).observation?.at ?? 0) >= every) await this.look(zone);
      // What only had to get out of the caches needs no other look.
      else await continueByItself(signing, zone, now());
    }
  }

  /** Something is to be seen soon: a DS that comes or goes, a step of a key's replacement. */
  #isAwaited(zone: Zone): boolean {
    const { signing } = this.#options;
    const plan = signing.planOf(zone);
    if (!plan.signs) return false;
    const isLost = signing.lostKeys(zone).length > 0;
    if (plan.parentRequest === 'delete' || plan.rollover !== null || isLost) return true;
    return plan.parentRequest !== 'deleted' && judgeParent(zone.name, plan).state !== 'seen';
  }
}
