/**
 * What goes on after a session: who serves the version is still asked, which needs no open socket, and the stored report
 * follows. Over with the next session, when all are verified, or after a day.
 */
import type { SecondaryProgress, SessionReport } from '../../shared/model/session.ts';
import type { ZoneCopies } from './zone-copies.ts';

const LONGEST_MS = 24 * 3600_000;

export class AfterSession {
  #report: SessionReport | null;
  #copies: ReadonlyMap<string, ZoneCopies> = new Map();
  #timer: NodeJS.Timeout | undefined;

  /** `last`: of the session before the app was started, if there was one. */
  constructor(last: SessionReport | null) {
    this.#report = last;
  }

  /** Of the session that ended last, as it is known. */
  get report(): SessionReport | null {
    return this.#report;
  }

  /** A session has ended: its copies are looked after from here on. */
  follow(report: SessionReport, copies: ReadonlyMap<string, ZoneCopies>): void {
    this.#report = report;
    this.#copies = copies;
    for (const one of copies.values()) one.watchOn();
    this.#timer = setTimeout(() => this.dispose(), LONGEST_MS);
    this.#timer.unref();
  }

  /** A copy that is followed has changed: the report with it. Null when none is. */
  renew(): SessionReport | null {
    if (this.#report === null || this.#copies.size === 0) return null;
    const secondaries: SecondaryProgress[] = [...this.#copies.values()].flatMap(({ progress }) => progress);
    this.#report = { ...this.#report, secondaries };
    if ([...this.#copies.values()].every(({ isVerified }) => isVerified)) this.dispose();
    return this.#report;
  }

  /** The zone has a newer version: what serves the old one is of no interest any more. */
  forget(zone: string): void {
    this.#copies.get(zone)?.dispose();
  }

  /** Stops asking. */
  dispose(): void {
    clearTimeout(this.#timer);
    for (const one of this.#copies.values()) one.dispose();
    this.#copies = new Map();
  }
}
