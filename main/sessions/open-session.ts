/** A session while it is open: the copies of every zone, what the name server tells of its clients, and when it should end. */
import type { ServerEvent } from '../../shared/model/server-events.ts';
import type { SecondaryProgress, SessionReport, SessionState } from '../../shared/model/session.ts';
import type { TsigKey } from '../tsig/tsig-key.ts';
import type { CopyPlace } from './copy.ts';
import { endReason } from './end-rule.ts';
import type { Listening } from './listening.ts';
import { isDone } from './progress.ts';
import type { SessionParts, SessionZone } from './session-parts.ts';
import { SignatureWatch } from './signature-watch.ts';
import { Strangers } from './strangers.ts';
import { waitingFor } from './waiting-for.ts';
import { notifySource, ZoneCopies } from './zone-copies.ts';

export interface OpenSessionOptions {
  readonly parts: SessionParts;
  readonly openedAt: number;
  readonly listening: Listening;
  readonly keys: ReadonlyMap<string, TsigKey>;
  readonly leftBehind: SessionReport['leftBehind'];
  /** Null: kept open. */
  readonly endsAt: number | null;
  readonly onChanged: () => void;
}

/** How long before its limit a session says that it will strike. */
const LIMIT_NEAR_MS = 5 * 60_000;

export class OpenSession {
  readonly openedAt: number;
  leftBehind: SessionReport['leftBehind'];
  readonly #parts: SessionParts;
  readonly #listening: Listening;
  readonly #onChanged: () => void;
  readonly #transfers = new Set<number>();
  readonly #signatures = new SignatureWatch();
  readonly #strangers = new Strangers();
  readonly #copies = new Map<string, ZoneCopies>();
  /** Who reached us. */
  readonly #came = new Set<string>();
  #keys: ReadonlyMap<string, TsigKey>;
  #lastTransferStartedAt: number;
  #endsAt: number | null;
  #limitWasNear = false;
  #refused = 0;

  constructor(options: OpenSessionOptions) {
    this.openedAt = options.openedAt;
    this.#listening = options.listening;
    this.leftBehind = options.leftBehind;
    this.#endsAt = options.endsAt;
    this.#parts = options.parts;
    this.#onChanged = options.onChanged;
    this.#keys = options.keys;
    this.#lastTransferStartedAt = options.openedAt;
  }

  get progress(): SecondaryProgress[] {
    return [...this.#copies.values()].flatMap((copies) => copies.progress);
  }

  /** True when no limit ends it. */
  get isKeptOpen(): boolean {
    return this.#endsAt === null;
  }

  get transfersRunning(): number {
    return this.#transfers.size;
  }

  /** The zones' copies, to be looked after when the session is over. */
  get copies(): ReadonlyMap<string, ZoneCopies> {
    return this.#copies;
  }

  /** Puts the limit off, from now or from the limit, whichever is later. */
  extend(minutes: number, nowMs: number): void {
    if (this.#endsAt !== null) this.#endsAt = Math.max(this.#endsAt, nowMs) + minutes * 60_000;
  }

  /** Puts the limit off until then, unless it is later already, or there is none. Null: there is none from now on. */
  putOff(until: number | null): void {
    if (this.#endsAt !== null) this.#endsAt = until === null ? null : Math.max(this.#endsAt, until);
  }

  /** As the screens show it. */
  state(nowMs: number): Extract<SessionState, { state: 'open' }> {
    return {
      state: 'open',
      openedAt: this.openedAt,
      endsAt: this.#endsAt,
      listening: [...this.#listening.endpoints],
      zones: this.#served(),
      secondaries: this.progress,
      leftBehind: this.leftBehind,
      transfersRunning: this.transfersRunning,
      refused: this.#refused,
      strangers: this.#strangers.list(),
      waitingFor: waitingFor(this.progress, nowMs - this.openedAt),
      limitNear: this.#limitIsNear(nowMs),
      mapping: this.#parts.mapping.state,
    };
  }

  /** What is kept of it when it is over. */
  report(end: SessionReport['end'], nowMs: number): SessionReport {
    return {
      openedAt: this.openedAt,
      closedAt: nowMs,
      end,
      zones: this.#served(),
      secondaries: this.progress,
      leftBehind: this.leftBehind,
    };
  }

  /** Those it began with, or that were held since: for all it opens, so that no keychain is asked while it runs. */
  get keys(): ReadonlyMap<string, TsigKey> {
    return this.#keys;
  }

  holdKeys(keys: ReadonlyMap<string, TsigKey>): void {
    this.#keys = keys;
  }

  #limitIsNear(nowMs: number): boolean {
    return (
      this.#endsAt !== null &&
      this.#endsAt - nowMs < Math.min(LIMIT_NEAR_MS, (this.#endsAt - this.openedAt) / 2) &&
      !this.progress.every(isDone)
    );
  }

  /** Tells and asks a zone's secondaries; those that were on their way to the same version go on from where they are. */
  publish(zone: SessionZone): void {
    const before = this.#copies.get(zone.text);
    before?.dispose();
    this.#copies.delete(zone.text);
    if (zone.kind !== 'primary' || zone.serial === undefined) return;
    const { server, exchange, memory, onBug, now } = this.#parts;
    server.prepare(zone.name);
    this.#copies.set(
      zone.text,
      new ZoneCopies({
        zone: zone.name,
        zoneText: zone.text,
        version: {
          serial: zone.serial,
          expireSeconds: zone.timers.expire,
          signaturesUntil: zone.signaturesUntil(),
        },
        places: this.#placesOf(zone),
        before: before?.progress ?? [],
        exchange,
        memory,
        now,
        onChanged: this.#onChanged,
        onSerialSeen: (...seen) => void zone.noteHeld(...seen).catch(onBug),
        onBug,
      }),
    );
  }

  /** A zone has a new version, other secondaries or another key, or is gone. */
  republish(zoneText: string): void {
    const zone = this.#parts.zones().find(({ text }) => text === zoneText);
    if (zone !== undefined) return this.publish(zone);
    this.#copies.get(zoneText)?.dispose();
    this.#copies.delete(zoneText);
  }

  notifyNow({ zone, secondary }: { zone?: string; secondary?: string }): void {
    for (const [text, copies] of this.#copies)
      if (zone === undefined || zone === text) copies.notifyNow(secondary);
  }

  forgetStranger(address: string): void {
    this.#strangers.forget(address);
  }

  handle(event: ServerEvent): void {
    if (event.kind === 'listener-failed') return;
    this.#signatures.note(event);
    if (event.kind === 'transfer-started') {
      this.#transfers.add(event.transfer);
      this.#lastTransferStartedAt = event.at;
    } else if (event.kind === 'transfer-finished' || event.kind === 'transfer-cut')
      this.#transfers.delete(event.transfer);
    else if (event.kind === 'request-refused') {
      this.#refused++;
      const nameOf = (id: string): string => this.#parts.secondary(id).name;
      this.#strangers.note(event, this.#parts.zones(), nameOf);
    }
    const rewritten =
      event.kind === 'request-refused' &&
      this.#signatures.isRewritten(event.client.address, event.claimedKey);
    // TSIG fails before the zone is looked for: what was asked for is all that is known then.
    const zone = event.kind === 'request-refused' ? (event.zone ?? event.name?.toLowerCase()) : event.zone;
    if (zone !== undefined) this.#hand(event, zone, rewritten);
    if (event.kind !== 'question-answered') this.#onChanged();
  }

  /** Why it should end now, or undefined. */
  tick(nowMs: number): SessionReport['end'] | undefined {
    for (const copies of this.#copies.values())
      copies.tick(nowMs, (secondary) => this.#came.size > (this.#came.has(secondary) ? 1 : 0));
    const near = this.#limitIsNear(nowMs);
    if (near !== this.#limitWasNear) this.#onChanged();
    this.#limitWasNear = near;
    return endReason({
      nowMs,
      endsAt: this.#endsAt,
      secondaries: this.progress,
      transfersRunning: this.#transfers.size,
      notifiesUnanswered: [...this.#copies.values()].reduce((sum, one) => sum + one.notifiesUnanswered, 0),
      lastTransferStartedAt: this.#lastTransferStartedAt,
    });
  }

  #hand(event: Exclude<ServerEvent, { kind: 'listener-failed' }>, zone: string, rewritten: boolean): void {
    const copies = this.#copies.get(zone);
    if (copies?.handle(event, rewritten) !== true || event.kind === 'request-refused') return;
    for (const { secondary, askedSoaAt } of copies.progress)
      if (askedSoaAt !== null) this.#came.add(secondary);
  }

  #served(): SessionReport['zones'] {
    return this.#parts
      .zones()
      .flatMap(({ text, serial }) => (serial === undefined ? [] : [{ name: text, serial }]));
  }

  #placesOf(zone: SessionZone): CopyPlace[] {
    return zone.secondaries.map(({ secondary, key }) => ({
      secondary: this.#parts.secondary(secondary),
      keyName: key,
      key: key === null ? undefined : this.#keys.get(key),
      sourceFor: (to) => notifySource(to, this.#listening.endpoints),
    }));
  }
}
