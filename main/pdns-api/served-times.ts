/** How long what a tool writes takes until all secondaries of the zone serve it: what an ACME client has to wait for. */
import type { ServedTime } from '../../shared/model/api.ts';
import type { SessionState } from '../../shared/model/session.ts';

/** lego's PDNS_PROPAGATION_TIMEOUT where nobody sets it. */
const LEGO_WAITS_MS = 120_000;

interface Write {
  readonly serial: number;
  readonly writtenAt: number;
  readonly servedAfterMs: number | null;
}

export class ServedTimes {
  readonly #now: () => number;
  readonly #last = new Map<string, Write>();

  constructor(now: () => number) {
    this.#now = now;
  }

  list(): ServedTime[] {
    return [...this.#last].map(([zone, write]) => ({
      zone,
      ...write,
      tooSlowForAcme: (write.servedAfterMs ?? this.#now() - write.writtenAt) > LEGO_WAITS_MS,
    }));
  }

  written(zone: string, serial: number): void {
    this.#last.set(zone, { serial, writtenAt: this.#now(), servedAfterMs: null });
  }

  forget(zone: string): void {
    this.#last.delete(zone);
  }

  /** The session moved: the write is served when every secondary of its zone has it. */
  look(session: SessionState): void {
    const copies = session.state === 'open' ? session.secondaries : (session.last?.secondaries ?? []);
    for (const [zone, write] of this.#last) {
      if (write.servedAfterMs !== null) continue;
      const own = copies.filter((copy) => copy.zone === zone);
      const times = own.flatMap(({ serial, inSyncAt }) =>
        serial === write.serial && inSyncAt !== null ? [inSyncAt] : [],
      );
      if (own.length > 0 && times.length === own.length)
        this.#last.set(zone, { ...write, servedAfterMs: Math.max(0, Math.max(...times) - write.writtenAt) });
    }
  }
}
