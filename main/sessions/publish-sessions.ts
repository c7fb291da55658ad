/**
 * The publish session (DESIGN §1): for as long as it is open, the name server's sockets are, every zone's last version is
 * served, and every secondary is told. It ends by itself when all are in sync, at its limit, or by hand.
 */
import { providerById } from '../../shared/providers/catalog.ts';
import { AppFailure } from '../../shared/model/app-error.ts';
import { preflightSentence } from '../../shared/model/preflight-sentences.ts';
import type { ServerEvent } from '../../shared/model/server-events.ts';
import type { BindFailure, SessionReport, SessionState } from '../../shared/model/session.ts';
import type { TsigKey } from '../tsig/tsig-key.ts';
import { SerialQueue } from '../storage/serial-queue.ts';
import { AddressWatch } from './address-watch.ts';
import { AfterSession } from './after-session.ts';
import { adoptPollingTimers, askHeldSerials, commitDrafts } from './commit-drafts.ts';
import { nobodyCanCome } from './end-rule.ts';
import { sessionLimit, type Limit } from './limit-rule.ts';
import { OpenSession } from './open-session.ts';
import type { SessionParts } from './session-parts.ts';

export interface StartOptions {
  /** Whose drafts are committed first, by name; absent: all that have one. Every zone is served either way. */
  readonly zones?: readonly string[];
  /** Null: kept open. Absent: as long as the slowest secondary needs. */
  readonly limitMinutes?: number | null;
  /** Opens although something stands against it. */
  readonly override?: boolean;
}

/** What it tells. */
export interface SessionListener {
  onChanged(): void;
  onEnded(report: SessionReport): void;
  /** The report of the session that ended last has changed: a secondary serves the version now. */
  onReportChanged(report: SessionReport): void;
}

const TICK_MS = 500;
const ADDRESSES_MS = 5000;

export class PublishSessions {
  readonly #parts: SessionParts;
  readonly #listener: SessionListener;
  /** Opening, closing and what is in between, one after the other. */
  readonly #queue = new SerialQueue();
  readonly #addresses: AddressWatch;
  #session: OpenSession | undefined;
  #timer: NodeJS.Timeout | undefined;
  #after: AfterSession | undefined;
  #isEnding = false;
  #addressesSeenAt = 0;
  #last: SessionReport | null;
  #failure: readonly BindFailure[] | null = null;

  constructor(parts: SessionParts, listener: SessionListener, last: SessionReport | null) {
    this.#parts = parts;
    this.#addresses = new AddressWatch(parts);
    this.#listener = listener;
    this.#last = last;
  }

  get isOpen(): boolean {
    return this.#session !== undefined;
  }

  state(): SessionState {
    const session = this.#session;
    if (session === undefined)
      return { state: 'closed', last: this.#last, failure: this.#failure && [...this.#failure] };
    const nowMs = this.#parts.now();
    const { openedAt, endsAt, leftBehind, transfersRunning, refused, strangers } = session;
    return {
      state: 'open',
      openedAt,
      endsAt,
      listening: [...session.listening],
      zones: this.#served(),
      secondaries: session.progress,
      leftBehind,
      transfersRunning,
      refused,
      strangers,
      waitingFor: session.waitingFor(nowMs),
      limitNear: session.limitIsNear(nowMs),
      mapping: this.#parts.mapping.state,
    };
  }

  /** How long a session would be given now, and because of whom. */
  limit(): Limit {
    const { zones, secondary, memory, otherwiseMinutes, now } = this.#parts;
    const facts = zones().flatMap(({ kind, text, timers, secondaries }) =>
      kind !== 'primary'
        ? []
        : secondaries.map(({ secondary: id }) => ({
            name: secondary(id).name,
            zone: text,
            history: memory.of(text, id),
            provider: providerById(secondary(id).provider),
            refreshSeconds: timers.refresh,
            retrySeconds: timers.retry,
          })),
    );
    return sessionLimit(facts, otherwiseMinutes(), now());
  }

  /**
   * Commits, binds, notifies. One that is open takes the new versions up, and is given as long as a new one would be. Throws
   * `preflight-failed`, `cannot-listen`, or what loading the keys has against it.
   */
  start(options: StartOptions): Promise<void> {
    return this.#queue.run(async () => {
      try {
        if (this.#session === undefined) await this.#begin(options);
        else await this.#addTo(this.#session, options);
      } finally {
        this.#listener.onChanged();
      }
    });
  }

  /** Ends the session by hand. Throws `session-closed`, and `transfer-running` unless forced. */
  async stop(force: boolean): Promise<void> {
    const session = this.#open();
    if (session.transfersRunning > 0 && !force)
      throw new AppFailure({ code: 'transfer-running', count: session.transfersRunning });
    await this.#end('by-hand');
  }

  /** Puts the limit off, from now or from the limit, whichever is later. */
  extend(minutes: number): void {
    const session = this.#open();
    if (session.endsAt !== null)
      session.endsAt = Math.max(session.endsAt, this.#parts.now()) + minutes * 60_000;
    this.#listener.onChanged();
  }

  /**
   * Whether a version may be made of a zone that nobody asked for: secondaries are asked, as before a session. Where one holds
   * what another computer published, the session ends and says so.
   */
  mayRenew(zoneText: string): Promise<boolean> {
    return this.#queue.run(async () => {
      const session = this.#session;
      if (session === undefined) return false;
      const zones = this.#parts.zones().filter(({ text }) => text === zoneText);
      await askHeldSerials(this.#parts, zones);
      const findings = this.#parts
        .heldFromElsewhere()
        .filter((finding) => 'zone' in finding && finding.zone === zoneText);
      if (findings.length === 0) return true;
      const failure = findings.map(preflightSentence).join(' ');
      session.leftBehind = [...session.leftBehind, { zone: zoneText, errors: 0, failure }];
      await this.#close('published-elsewhere');
      return false;
    });
  }

  notifyNow(which: { secondary?: string; zone?: string }): void {
    this.#open().notifyNow(which);
  }

  /** A zone has a new version, other secondaries or another key: an open session takes it up at once. */
  republish(zoneText: string): void {
    this.#after?.forget(zoneText);
    const session = this.#session;
    if (session === undefined) return;
    const zone = this.#parts.zones().find((other) => other.text === zoneText);
    if (zone === undefined) session.withdraw(zoneText);
    else session.publish(zone);
    this.#listener.onChanged();
  }

  /** Keys changed while a session is open. */
  holdKeys(keys: ReadonlyMap<string, TsigKey>): void {
    this.#open().holdKeys(keys);
    this.#parts.server.holdKeys(keys);
  }

  /** An address was taken onto a secondary's list: it is no stranger any more. */
  forgetStranger(address: string): void {
    this.#session?.forgetStranger(address);
    this.#listener.onChanged();
  }

  handleServerEvent(event: ServerEvent): void {
    if (event.kind === 'listener-failed') void this.#rebind();
    else this.#session?.handle(event);
  }

  /** Ends a session that is open, whatever runs: the app quits, the computer sleeps, an address is gone. */
  async interrupt(end: 'shutdown' | 'suspended' | 'address-gone'): Promise<void> {
    await this.#end(end);
  }

  /**
   * Interfaces come and go: where an address that is listened on is gone, opens anew, or ends and says so. With any other
   * change NOTIFY may leave from elsewhere now, and the router send to nobody: both are done again.
   */
  async checkAddresses(): Promise<void> {
    this.#addressesSeenAt = this.#parts.now();
    const session = this.#session;
    if (session === undefined) return;
    const found = this.#addresses.look(session.ownAddresses);
    if (found === 'same') return;
    if (found === 'listened-gone') await this.#rebind();
    else {
      this.#parts.mapping.begin(session.listening);
      session.notifyNow({});
    }
    await this.#checkOutside(session);
  }

  /** Ends everything, what goes on after a session too. */
  async dispose(): Promise<void> {
    await this.interrupt('shutdown');
    this.#after?.dispose();
  }

  /** Ends a session in which nobody could come any more; one that is kept open is there for others, too. */
  async #checkOutside(session: OpenSession): Promise<void> {
    const { changed } = await this.#parts.addresses();
    await this.#queue.run(async () => {
      if (this.#session !== session || session.endsAt === null) return;
      if (nobodyCanCome(session.progress, changed)) await this.#close('address-changed');
    });
  }

  #open(): OpenSession {
    if (this.#session === undefined) throw new AppFailure({ code: 'session-closed' });
    return this.#session;
  }

  async #begin({ zones, limitMinutes, override = false }: StartOptions): Promise<void> {
    const keys = await this.#parts.loadKeys();
    await adoptPollingTimers(this.#parts);
    await askHeldSerials(this.#parts, this.#parts.zones());
    await this.#mindOthers(override);
    const leftBehind = await commitDrafts(this.#parts, zones);
    const against = override ? [] : this.#parts.standsAgainst();
    if (against.length > 0) throw new AppFailure({ code: 'preflight-failed', findings: [...against] });
    const outcome = await this.#parts.server.open(this.#parts.listen(), keys);
    if (outcome.kind === 'failed') {
      this.#failure = outcome.failures;
      throw new AppFailure({ code: 'cannot-listen', failures: [...outcome.failures] });
    }
    this.#failure = null;
    this.#after?.dispose();
    this.#after = undefined;
    const openedAt = this.#parts.now();
    const minutes = limitMinutes === undefined ? this.limit().minutes : limitMinutes;
    this.#session = new OpenSession({
      parts: this.#parts,
      openedAt,
      listening: outcome.endpoints,
      ownAddresses: this.#addresses.own(outcome.endpoints.map(({ address }) => address)),
      keys,
      leftBehind,
      endsAt: minutes === null ? null : openedAt + minutes * 60_000,
      onChanged: () => this.#changed(),
    });
    this.#timer = setInterval(() => this.#tick(), TICK_MS);
    this.#addresses.begin();
    this.#parts.mapping.begin(outcome.endpoints);
    for (const zone of this.#parts.zones()) this.#session.publish(zone);
  }

  /** What another computer published must not be covered up by a commit unless the owner says so. Throws `preflight-failed`. */
  async #mindOthers(override: boolean): Promise<void> {
    const findings = this.#parts.heldFromElsewhere();
    if (findings.length === 0) return;
    if (!override) throw new AppFailure({ code: 'preflight-failed', findings: [...findings] });
    for (const zone of this.#parts.zones()) await zone.goAhead();
  }

  /** Versions made now are taken up by `republish`, as any are. What secondaries hold is asked all the time in a session. */
  async #addTo(session: OpenSession, { zones, limitMinutes, override = false }: StartOptions): Promise<void> {
    await this.#mindOthers(override);
    session.leftBehind = await commitDrafts(this.#parts, zones);
    const minutes = limitMinutes === undefined ? this.limit().minutes : limitMinutes;
    if (session.endsAt !== null && minutes !== null)
      session.endsAt = Math.max(session.endsAt, this.#parts.now() + minutes * 60_000);
  }

  #changed(): void {
    const after = this.#after;
    if (this.#session === undefined && after !== undefined) {
      this.#last = after.report();
      this.#listener.onReportChanged(this.#last);
    }
    this.#listener.onChanged();
  }

  #tick(): void {
    const session = this.#session;
    if (session === undefined) return;
    const now = this.#parts.now();
    if (now - this.#addressesSeenAt >= ADDRESSES_MS) void this.checkAddresses();
    if (this.#addresses.outsideChanged()) void this.#checkOutside(session);
    if (session.tick(now) === undefined || this.#isEnding) return;
    this.#isEnding = true;
    void this.#queue.run(async () => {
      this.#isEnding = false;
      // Something may have been added to it meanwhile.
      const reason = this.#session === session ? session.tick(this.#parts.now()) : undefined;
      if (reason !== undefined) await this.#close(reason);
    });
  }

  /** A socket failed, or its address is gone: all are opened anew, or the session ends and says so. */
  #rebind(): Promise<void> {
    return this.#queue.run(async () => {
      const session = this.#session;
      if (session === undefined) return;
      const { server, loadKeys } = this.#parts;
      await server.close();
      const outcome = await server.open(session.listening, await loadKeys());
      if (outcome.kind === 'failed') return this.#close('address-gone');
      session.listening = outcome.endpoints;
      session.ownAddresses = this.#addresses.own(outcome.endpoints.map(({ address }) => address));
      this.#parts.mapping.begin(outcome.endpoints);
      session.notifyNow({});
      this.#listener.onChanged();
    });
  }

  #end(end: SessionReport['end']): Promise<void> {
    return this.#queue.run(() => this.#close(end));
  }

  /** In the queue. */
  async #close(end: SessionReport['end']): Promise<void> {
    const session = this.#session;
    if (session === undefined) return;
    clearInterval(this.#timer);
    // The router takes its time, or does not answer at all: the end does not wait for it.
    void this.#parts.mapping.end();
    await this.#parts.server.close();
    const report: SessionReport = {
      openedAt: session.openedAt,
      closedAt: this.#parts.now(),
      end,
      zones: this.#served(),
      secondaries: session.progress,
      leftBehind: session.leftBehind,
    };
    this.#session = undefined;
    this.#last = report;
    this.#after = new AfterSession(report, session.copies);
    this.#listener.onEnded(report);
    this.#listener.onChanged();
  }

  #served(): { name: string; serial: number }[] {
    return this.#parts
      .zones()
      .flatMap(({ text, serial }) => (serial === undefined ? [] : [{ name: text, serial }]));
  }
}
