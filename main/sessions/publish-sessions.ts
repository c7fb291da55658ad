/**
 * The publish session (DESIGN §1): for as long as it is open, the name server's sockets are, every zone's last version is
 * served, and every secondary is told. It ends by itself when all are in sync, at its limit, or by hand.
 */
import { AppFailure } from '../../shared/model/app-error.ts';
import { preflightSentence } from '../../shared/model/preflight-sentences.ts';
import type { ServerEvent } from '../../shared/model/server-events.ts';
import type { BindFailure, SessionReport, SessionState } from '../../shared/model/session.ts';
import type { TsigKey } from '../tsig/tsig-key.ts';
import { SerialQueue } from '../storage/serial-queue.ts';
import { AfterSession } from './after-session.ts';
import {
  askHeldSerials,
  commitForSession,
  commitUnlessElsewhere,
  type CommitChoice,
} from './commit-drafts.ts';
import { nobodyCanCome } from './end-rule.ts';
import { limitFacts } from './limit-facts.ts';
import { sessionLimit, type Limit } from './limit-rule.ts';
import { Listening } from './listening.ts';
import { OpenSession } from './open-session.ts';
import type { SessionParts } from './session-parts.ts';

/** Every zone is served, whichever of them have their drafts committed first. */
export interface StartOptions extends CommitChoice {
  /** Null: kept open. Absent: as long as the slowest secondary needs. */
  readonly limitMinutes?: number | null;
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
  readonly #listening: Listening;
  readonly #after: AfterSession;
  #session: OpenSession | undefined;
  #timer: NodeJS.Timeout | undefined;
  #isEnding = false;
  #addressesSeenAt = 0;
  #failure: readonly BindFailure[] | null = null;

  constructor(parts: SessionParts, listener: SessionListener, last: SessionReport | null) {
    this.#parts = parts;
    this.#listening = new Listening(parts);
    this.#listener = listener;
    this.#after = new AfterSession(last);
  }

  get isOpen(): boolean {
    return this.#session !== undefined;
  }

  state(): SessionState {
    if (this.#session !== undefined) return this.#session.state(this.#parts.now());
    return { state: 'closed', last: this.#after.report, failure: this.#failure && [...this.#failure] };
  }

  /** How long a session would be given now, and because of whom. */
  limit(): Limit {
    const { otherwiseMinutes, now } = this.#parts;
    return sessionLimit(limitFacts(this.#parts), otherwiseMinutes(), now());
  }

  /**
   * Binds, commits, notifies. One that is open takes the new versions up, and is given as long as a new one would be. Throws
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
    await this.#queue.run(() => this.#close('by-hand'));
  }

  /** Puts the limit off, from now or from the limit, whichever is later. */
  extend(minutes: number): void {
    this.#open().extend(minutes, this.#parts.now());
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
    this.#after.forget(zoneText);
    if (this.#session === undefined) return;
    this.#session.republish(zoneText);
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
    if (event.kind === 'listener-failed') void this.#rebind().catch(this.#parts.onBug);
    else this.#session?.handle(event);
  }

  /** Ends a session that is open, whatever runs: the app quits, the computer sleeps, an address is gone. */
  interrupt(end: 'shutdown' | 'suspended' | 'address-gone'): Promise<void> {
    return this.#queue.run(() => this.#close(end));
  }

  /**
   * Interfaces come and go: where an address that is listened on is gone, opens anew, or ends and says so. With any other
   * change NOTIFY may leave from elsewhere now, and the router send to nobody: both are done again.
   */
  async checkAddresses(): Promise<void> {
    this.#addressesSeenAt = this.#parts.now();
    const session = this.#session;
    if (session === undefined) return;
    const found = this.#listening.look();
    if (found === 'same') return;
    if (found === 'bound-gone') await this.#rebind();
    else {
      this.#listening.mapAgain();
      session.notifyNow({});
    }
    await this.#checkOutside(session);
  }

  /** Ends everything, what goes on after a session too. */
  async dispose(): Promise<void> {
    await this.interrupt('shutdown');
    this.#after.dispose();
  }

  /** Ends a session in which nobody could come any more; one that is kept open is there for others, too. */
  async #checkOutside(session: OpenSession): Promise<void> {
    const { changed } = await this.#parts.addresses();
    await this.#queue.run(async () => {
      if (this.#session !== session || session.isKeptOpen) return;
      if (nobodyCanCome(session.progress, changed)) await this.#close('address-changed');
    });
  }

  #open(): OpenSession {
    if (this.#session === undefined) throw new AppFailure({ code: 'session-closed' });
    return this.#session;
  }

  async #begin(options: StartOptions): Promise<void> {
    const keys = await this.#parts.loadKeys();
    this.#failure = await this.#listening.open(this.#parts.listen(), keys);
    // First: what cannot be handed out must not become a version that counts as published.
    if (this.#failure !== null) throw new AppFailure({ code: 'cannot-listen', failures: [...this.#failure] });
    const leftBehind = await commitForSession(this.#parts, options).catch(async (error: unknown) => {
      await this.#listening.close();
      throw error;
    });
    this.#after.dispose();
    const session = new OpenSession({
      parts: this.#parts,
      openedAt: this.#parts.now(),
      listening: this.#listening,
      keys,
      leftBehind,
      endsAt: this.#endsAt(options),
      onChanged: () => this.#changed(),
    });
    this.#session = session;
    this.#timer = setInterval(() => this.#tick(), TICK_MS);
    for (const zone of this.#parts.zones()) session.publish(zone);
  }

  /** Versions made now are taken up by `republish`, as any are. */
  async #addTo(session: OpenSession, options: StartOptions): Promise<void> {
    session.leftBehind = await commitUnlessElsewhere(this.#parts, options);
    session.putOff(this.#endsAt(options));
  }

  /** When a session that begins now would end; null: kept open. */
  #endsAt({ limitMinutes = this.limit().minutes }: StartOptions): number | null {
    return limitMinutes === null ? null : this.#parts.now() + limitMinutes * 60_000;
  }

  #changed(): void {
    const report = this.#session === undefined ? this.#after.renew() : null;
    if (report !== null) this.#listener.onReportChanged(report);
    this.#listener.onChanged();
  }

  #tick(): void {
    const session = this.#session;
    if (session === undefined) return;
    const { onBug } = this.#parts;
    const now = this.#parts.now();
    if (now - this.#addressesSeenAt >= ADDRESSES_MS) void this.checkAddresses().catch(onBug);
    if (this.#listening.outsideChanged()) void this.#checkOutside(session).catch(onBug);
    if (session.tick(now) === undefined || this.#isEnding) return;
    this.#isEnding = true;
    const end = this.#queue.run(async () => {
      this.#isEnding = false;
      // Something may have been added to it meanwhile.
      const reason = this.#session === session ? session.tick(this.#parts.now()) : undefined;
      if (reason !== undefined) await this.#close(reason);
    });
    void end.catch(onBug);
  }

  /** A socket failed, or its address is gone: all are opened anew, or the session ends and says so. */
  #rebind(): Promise<void> {
    return this.#queue.run(async () => {
      const session = this.#session;
      if (session === undefined) return;
      const failures = await this.#listening.reopen(session.keys);
      if (failures !== null) return this.#close('address-gone');
      session.notifyNow({});
      this.#listener.onChanged();
    });
  }

  /** In the queue. */
  async #close(end: SessionReport['end']): Promise<void> {
    const session = this.#session;
    if (session === undefined) return;
    clearInterval(this.#timer);
    await this.#listening.close();
    const report = session.report(end, this.#parts.now());
    this.#session = undefined;
    this.#after.follow(report, session.copies);
    this.#listener.onEnded(report);
    this.#listener.onChanged();
  }
}
