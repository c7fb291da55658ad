/**
 * What goes on after a session: who serves the version is still asked, which needs no open socket, and the stored report
 * follows. Over with the next session, when all are verified, or after a day.
 */
import type { SecondaryProgress, SessionReport } from '../../shared/model/session.ts';
import type { ZoneCopies } from './zone-copies.ts';

const LONGEST_MS = 24 * 3600_000;

export class AfterSession {
  readonly #copies: ReadonlyMap<string, ZoneCopies>;
  readonly #timer: NodeJS.Timeout;
  #report: SessionReport;

  constructor(report: SessionReport, copies: ReadonlyMap<string, ZoneCopies>) {
    this.#report = report;
    this.#copies = copies;
    for (const one of copies.values()) one.watchOn();
    this.#timer = setTimeout(() => this.dispose(), LONGEST_MS);
    this.#timer.unref();
  }

  /** The report as it is now. */
  report(): SessionReport {
    const secondaries: SecondaryProgress[] = [...this.#copies.values()].flatMap(({ progress }) => progress);
    this.#report = { ...this.#report, secondaries };
    if ([...this.#copies.values()].every(({ isVerified }) => isVerified)) this.dispose();
    return this.#report;
  }

  /** The zone has a newer version: what serves the old one is of no interest any more. */
  forget(zone: string): void {
    this.#copies.get(zone)?.dispose();
  }

  dispose(): void {
    clearTimeout(this.#timer);
    for (const one of this.#copies.values()) one.dispose();
  }
}
