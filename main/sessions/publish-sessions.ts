/**
 * The publish session (DESIGN §1): for as long as it is open, the name server's sockets are, every zone's last version is
 * served, and every secondary is told. It ends by itself when all are in sync, at its limit, or by hand.
 */
import { AppFailure } from '../../shared/model/app-error.ts';
import type { Endpoint } from '../../shared/model/secondary.ts';
import type { ServerEvent } from '../../shared/model/server-events.ts';
import type { BindFailure, SessionReport, SessionState } from '../../shared/model/session.ts';
import type { TsigKey } from '../tsig/tsig-key.ts';
import { endReason } from './end-rule.ts';
import type { SessionParts, SessionZone } from './session-parts.ts';
import { ZoneCopies, type CopyPlace } from './zone-copies.ts';

export interface StartOptions {
  /** Whose drafts are committed first, by name; absent: all that have one. Every zone is served either way. */
  readonly zones?: readonly string[];
  /** Absent or null: kept open. */
  readonly limitMinutes: number | null;
}

type LeftBehind = SessionReport['leftBehind'];

interface OpenSession {
  readonly openedAt: number;
  readonly listening: readonly Endpoint[];
  keys: ReadonlyMap<string, TsigKey>;
  readonly copies: Map<string, ZoneCopies>;
  readonly leftBehind: LeftBehind;
  readonly timer: NodeJS.Timeout;
  endsAt: number | null;
  lastTransferStartedAt: number;
  readonly transfers: Set<number>;
  refused: number;
}

const TICK_MS = 500;
/** How long a secondary is given, before a commit, to say which serial it holds. */
const HELD_SERIAL_WAIT_MS = 400;

export class PublishSessions {
  readonly #parts: SessionParts;
  readonly #onChanged: () => void;
  readonly #onEnded: (report: SessionReport) => void;
  #session: OpenSession | undefined;
  #busy = false;
  #last: SessionReport | null;
  #failure: readonly BindFailure[] | null = null;

  constructor(
    parts: SessionParts,
    told: { onChanged: () => void; onEnded: (report: SessionReport) => void },
    last: SessionReport | null,
  ) {
    this.#parts = parts;
    this.#onChanged = told.onChanged;
    this.#onEnded = told.onEnded;
    this.#last = last;
  }

  get isOpen(): boolean {
    return this.#session !== undefined;
  }

  state(): SessionState {
    const session = this.#session;
    if (session === undefined)
      return { state: 'closed', last: this.#last, failure: this.#failure && [...this.#failure] };
    return {
      state: 'open',
      openedAt: session.openedAt,
      endsAt: session.endsAt,
      listening: [...session.listening],
      zones: this.#served(),
      secondaries: this.#progress(session),
      leftBehind: session.leftBehind,
      transfersRunning: session.transfers.size,
      refused: session.refused,
    };
  }

  /** Commits, binds, notifies. Throws `session-open`, `cannot-listen`, or what loading the keys has against it. */
  async start({ zones, limitMinutes }: StartOptions): Promise<void> {
    if (this.#session !== undefined || this.#busy) throw new AppFailure({ code: 'session-open' });
    this.#busy = true;
    try {
      const keys = await this.#parts.loadKeys();
      const leftBehind = await this.#commit(zones);
      const outcome = await this.#parts.server.open(this.#parts.listen(), keys);
      if (outcome.kind === 'failed') {
        this.#failure = outcome.failures;
        throw new AppFailure({ code: 'cannot-listen', failures: [...outcome.failures] });
      }
      this.#failure = null;
      const openedAt = this.#parts.now();
      this.#session = {
        openedAt,
        listening: outcome.endpoints,
        keys,
        copies: new Map(),
        leftBehind,
        timer: setInterval(() => this.#tick(), TICK_MS),
        endsAt: limitMinutes === null ? null : openedAt + limitMinutes * 60_000,
        lastTransferStartedAt: openedAt,
        transfers: new Set(),
        refused: 0,
      };
      for (const zone of this.#parts.zones()) this.#publish(zone);
    } finally {
      this.#busy = false;
      this.#onChanged();
    }
  }

  /** Ends the session by hand. Throws `session-closed`, and `transfer-running` unless forced. */
  async stop(force: boolean): Promise<void> {
    const session = this.#open();
    if (session.transfers.size > 0 && !force)
      throw new AppFailure({ code: 'transfer-running', count: session.transfers.size });
    await this.#end('by-hand');
  }

  /** Puts the limit off, from now or from the limit, whichever is later. */
  extend(minutes: number): void {
    const session = this.#open();
    if (session.endsAt !== null)
      session.endsAt = Math.max(session.endsAt, this.#parts.now()) + minutes * 60_000;
    this.#onChanged();
  }

  notifyNow(which: { secondary?: string; zone?: string }): void {
    for (const [zone, copies] of this.#open().copies) {
      if (which.zone === undefined || which.zone === zone) copies.notifyNow(which.secondary);
    }
  }

  /** A zone has a new version, other secondaries or another key: an open session takes it up at once. */
  republish(zoneText: string): void {
    const session = this.#session;
    if (session === undefined) return;
    session.copies.get(zoneText)?.dispose();
    session.copies.delete(zoneText);
    const zone = this.#parts.zones().find((other) => other.text === zoneText);
    if (zone !== undefined) this.#publish(zone);
    this.#onChanged();
  }

  /** Keys changed while a session is open. */
  holdKeys(keys: ReadonlyMap<string, TsigKey>): void {
    this.#open().keys = keys;
    this.#parts.server.holdKeys(keys);
  }

  handleServerEvent(event: ServerEvent): void {
    const session = this.#session;
    if (session === undefined) return;
    if (event.kind === 'transfer-started') {
      session.transfers.add(event.transfer);
      session.lastTransferStartedAt = event.at;
    } else if (event.kind === 'transfer-finished' || event.kind === 'transfer-cut')
      session.transfers.delete(event.transfer);
    else if (event.kind === 'request-refused') session.refused++;
    if (event.kind === 'listener-failed') void this.interrupt('address-gone');
    else if (event.zone !== undefined) session.copies.get(event.zone)?.handle(event);
    if (event.kind !== 'question-answered') this.#onChanged();
  }

  /** Ends a session that is open, whatever runs: the app quits, the computer sleeps, an address is gone. */
  async interrupt(end: 'shutdown' | 'suspended' | 'address-gone'): Promise<void> {
    if (this.#session !== undefined) await this.#end(end);
  }

  #open(): OpenSession {
    if (this.#session === undefined) throw new AppFailure({ code: 'session-closed' });
    return this.#session;
  }

  /** Asks what the secondaries hold, since a serial must be ahead of it, then makes versions of the chosen drafts. */
  async #commit(chosen: readonly string[] | undefined): Promise<LeftBehind> {
    const zones = this.#parts.zones();
    await Promise.all(zones.map((zone) => this.#noteHeldSerials(zone)));
    const leftBehind: LeftBehind = [];
    for (const zone of zones) {
      if (chosen !== undefined && zone.serial !== undefined && !chosen.includes(zone.text)) continue;
      const outcome = await zone.commit();
      if (outcome.kind === 'has-errors') leftBehind.push({ zone: zone.text, errors: outcome.errors });
    }
    return leftBehind;
  }

  async #noteHeldSerials(zone: SessionZone): Promise<void> {
    const servers = zone.secondaries.flatMap(({ secondary }) => this.#parts.secondary(secondary).notifyTo);
    await Promise.all(
      servers.map(async (server) => {
        const outcome = await this.#parts.exchange.askSoa({
          zone: zone.name,
          server,
          waitsMs: [HELD_SERIAL_WAIT_MS],
        });
        if (outcome.kind === 'serial') await zone.noteSerialSeen(outcome.serial);
      }),
    );
  }

  #publish(zone: SessionZone): void {
    const session = this.#session;
    if (session === undefined || zone.kind !== 'primary' || zone.serial === undefined) return;
    this.#parts.server.prepare(zone.name);
    const places = zone.secondaries.map(({ secondary, key }): CopyPlace => {
      return {
        secondary: this.#parts.secondary(secondary),
        keyName: key,
        key: key === null ? undefined : session.keys.get(key),
      };
    });
    session.copies.set(
      zone.text,
      new ZoneCopies({
        zone: zone.name,
        zoneText: zone.text,
        serial: zone.serial,
        places,
        exchange: this.#parts.exchange,
        listening: session.listening,
        now: this.#parts.now,
        onChanged: this.#onChanged,
        onSerialSeen: (serial) => void zone.noteSerialSeen(serial),
      }),
    );
  }

  #tick(): void {
    const session = this.#session;
    if (session === undefined || this.#busy) return;
    const nowMs = this.#parts.now();
    for (const copies of session.copies.values()) copies.tick(session.openedAt);
    const reason = endReason({
      nowMs,
      endsAt: session.endsAt,
      secondaries: this.#progress(session),
      transfersRunning: session.transfers.size,
      notifiesUnanswered: [...session.copies.values()].reduce(
        (sum, copies) => sum + copies.notifiesUnanswered,
        0,
      ),
      lastTransferStartedAt: session.lastTransferStartedAt,
    });
    if (reason !== undefined) void this.#end(reason);
  }

  async #end(end: SessionReport['end']): Promise<void> {
    const session = this.#session;
    if (session === undefined || this.#busy) return;
    this.#busy = true;
    clearInterval(session.timer);
    for (const copies of session.copies.values()) copies.dispose();
    await this.#parts.server.close();
    const report: SessionReport = {
      openedAt: session.openedAt,
      closedAt: this.#parts.now(),
      end,
      zones: this.#served(),
      secondaries: this.#progress(session),
      leftBehind: session.leftBehind,
    };
    this.#session = undefined;
    this.#busy = false;
    this.#last = report;
    this.#onEnded(report);
    this.#onChanged();
  }

  #served(): { name: string; serial: number }[] {
    return this.#parts
      .zones()
      .flatMap(({ text, serial }) => (serial === undefined ? [] : [{ name: text, serial }]));
  }

  #progress(session: OpenSession): SessionReport['secondaries'] {
    return [...session.copies.values()].flatMap((copies) => copies.progress);
  }
}
