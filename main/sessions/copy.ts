/** One secondary's copy of one zone in a session: told by NOTIFY, asked what it serves, and what it does put down as progress. */
import type { Name } from '../../shared/dns/name.ts';
import { printEndpoint } from '../../shared/model/addresses.ts';
import type { Endpoint, Secondary } from '../../shared/model/secondary.ts';
import type { ServerEvent } from '../../shared/model/server-events.ts';
import type { ProgressFault, SecondaryProgress } from '../../shared/model/session.ts';
import type { SoaOutcome } from '../exchange/soa-question.ts';
import type { TsigKey } from '../tsig/tsig-key.ts';
import {
  heededNotify,
  holds,
  inSyncAfter,
  refreshed,
  toldExpiry,
  usualMs,
  wantsUnsignedNotify,
  type Lesson,
} from '../watch/copy-history.ts';
import { SyncCheck, type AskedWhere } from '../watch/sync-check.ts';
import { transfersFrom } from './dry-access.ts';
import { Notifier } from './notifier.ts';
import { advance, isDone, newProgress, type ProgressFact } from './progress.ts';
import type { CopyMemory, SessionExchange } from './session-parts.ts';

/** What the name server tells of one of its clients. */
export type ClientEvent = Exclude<ServerEvent, { kind: 'listener-failed' }>;

/** A secondary of the zone, with its key there. */
export interface CopyPlace {
  readonly secondary: Secondary;
  readonly key: TsigKey | undefined;
  /** The key's name as presentation text. */
  readonly keyName: string | null;
  /** The local address that NOTIFY to this target leaves from; the system chooses when undefined. */
  readonly sourceFor: (to: Endpoint) => string | undefined;
}

/** What decides when a copy of it ends. */
export interface PublishedVersion {
  readonly serial: number;
  readonly expireSeconds: number;
  readonly signaturesUntil: number | null;
}

export interface CopyOptions {
  readonly zone: Name;
  readonly zoneText: string;
  readonly version: PublishedVersion;
  readonly place: CopyPlace;
  /** Progress towards this very version, to go on from. */
  readonly before: SecondaryProgress | undefined;
  readonly exchange: SessionExchange;
  readonly memory: CopyMemory;
  readonly now: () => number;
  readonly onChanged: () => void;
  /** A secondary holds this serial; `held` is what it was seen to hold before. */
  readonly onSerialSeen: (secondary: string, serial: number, held: number | null) => void;
  readonly onBug: (error: unknown) => void;
  readonly signal: AbortSignal;
  readonly tellingSignal: AbortSignal;
}

/** Who comes so soon after NOTIFY came because of it. */
const HEEDED_MS = 120_000;

export class Copy {
  readonly place: CopyPlace;
  readonly #options: CopyOptions;
  readonly #publishedAt: number;
  readonly #notifier: Notifier;
  readonly #check: SyncCheck;
  #progress: SecondaryProgress;
  /** When it last asked for the SOA; the progress keeps the first time. */
  #lastAskedAt = 0;
  #refreshLearntAt = 0;
  #habitLearnt = false;

  constructor(options: CopyOptions) {
    const { zone, zoneText, version, place, memory, before, exchange, now } = options;
    const { secondary } = place;
    const history = memory.of(zoneText, secondary.id);
    this.#options = options;
    this.place = place;
    this.#publishedAt = now();
    this.#progress =
      before === undefined
        ? newProgress({
            secondary: secondary.id,
            name: secondary.name,
            zone: zoneText,
            serial: version.serial,
            holds: history.heldSerial,
            usualMs: usualMs(history),
          })
        : { ...before, name: secondary.name, transferringSince: null, fault: remaining(before.fault, place) };
    const signs = secondary.signNotify && !history.unsignedNotify;
    this.#notifier = new Notifier({
      targets: secondary.notifyTo.map((to) => ({
        zone,
        to,
        from: place.sourceFor(to),
        key: signs ? place.key : undefined,
        nowSeconds: () => Math.floor(now() / 1000),
      })),
      send: (notify) => exchange.sendNotify(notify),
      onOutcome: (outcome) => this.#advance({ kind: 'notify', at: now(), outcome }),
      onUnsignedTaken: () => this.#learn(wantsUnsignedNotify),
      isDone: () => isDone(this.#progress),
      onBug: options.onBug,
      signal: options.tellingSignal,
    });
    this.#check = new SyncCheck({
      zone,
      serial: version.serial,
      notifyTo: secondary.notifyTo,
      verifyAt: secondary.verifyAt,
      ask: (question) => exchange.askSoa(question),
      onAnswer: (where, server, outcome, all) => this.#answered(where, server, outcome, all),
      onBug: options.onBug,
      signal: options.signal,
    });
  }

  get progress(): SecondaryProgress {
    return this.#progress;
  }

  get notifiesUnanswered(): number {
    return isDone(this.#progress) ? 0 : this.#notifier.unanswered;
  }

  get isVerified(): boolean {
    return this.#check.isSatisfied;
  }

  handle(event: ClientEvent, { alone, rewritten }: { alone: boolean; rewritten: boolean }): void {
    const { notifyTo, verifyAt } = this.place.secondary;
    const askable = notifyTo.length + verifyAt.length > 0;
    const asks =
      event.kind === 'question-answered' && (event.type === 'SOA' || event.type === 'IXFR')
        ? event.serial === this.#options.version.serial
        : event.kind === 'transfer-started';
    if (asks) {
      this.#lastAskedAt = event.at;
      this.#learnHabit(event.at - (this.#progress.notifiedAt ?? this.#publishedAt) <= HEEDED_MS);
    }
    if (event.kind !== 'request-refused' && event.heldSerial !== undefined) this.#saw(event.heldSerial);
    this.#advance({ kind: 'seen', at: event.at, event, alone, askable, rewritten });
    if (event.kind !== 'request-refused') this.#check.poke();
  }

  notifyNow(): void {
    this.#notifier.notifyNow();
    this.#check.poke();
  }

  tick(nowMs: number, othersCame: boolean): void {
    const { askedSoaAt, notifiedAt } = this.#progress;
    const sinceMs = nowMs - (askedSoaAt ?? notifiedAt ?? nowMs);
    this.#advance({ kind: 'waited', at: nowMs, sinceMs, othersCame });
    // Where nobody comes at all, the way here is blocked, and nothing is learnt of anybody's habits.
    if (askedSoaAt === null && notifiedAt !== null && othersCame && nowMs - notifiedAt > HEEDED_MS)
      this.#learnHabit(false);
  }

  /** The session is over: only who serves the version is still looked after, seldom. */
  watchOn(): void {
    if (this.#progress.transferringSince !== null)
      this.#progress = { ...this.#progress, transferringSince: null };
    this.#check.slowDown();
  }

  #answered(where: AskedWhere, server: Endpoint, outcome: SoaOutcome, all: boolean): void {
    const at = this.#options.now();
    if (outcome.kind === 'serial') {
      this.#saw(outcome.serial);
      if (outcome.authoritative && outcome.expireSeconds !== undefined) {
        const { notifyTo, verifyAt } = this.place.secondary;
        const expiresAt = at + outcome.expireSeconds * 1000;
        this.#learn(
          toldExpiry(
            { server: printEndpoint(server), at, expiresAt },
            [...notifyTo, ...verifyAt].map(printEndpoint),
          ),
        );
      }
    }
    this.#advance({ kind: 'answered', at, where, outcome, all });
  }

  #advance(fact: ProgressFact): void {
    const before = this.#progress;
    const after = advance(before, fact);
    this.#progress = after;
    this.#learnRefresh();
    if (!isDone(before) && isDone(after)) this.#learn(inSyncAfter(fact.at - this.#publishedAt));
    if (after !== before) this.#options.onChanged();
  }

  /** It took the version, or asked and found its copy of it current: either starts its EXPIRE anew. */
  #learnRefresh(): void {
    const { transferAt, inSyncAt } = this.#progress;
    const at = Math.max(transferAt ?? 0, inSyncAt === null ? 0 : this.#lastAskedAt);
    if (at <= this.#refreshLearntAt) return;
    this.#refreshLearntAt = at;
    this.#learn(refreshed({ at, ...this.#options.version }));
  }

  #learnHabit(heeded: boolean): void {
    if (this.#habitLearnt || this.place.secondary.notifyTo.length === 0) return;
    this.#habitLearnt = true;
    this.#learn(heededNotify(heeded));
  }

  /** It holds this serial. */
  #saw(serial: number): void {
    const { memory, zoneText, place, onSerialSeen } = this.#options;
    onSerialSeen(place.secondary.id, serial, memory.of(zoneText, place.secondary.id).heldSerial);
    this.#learn(holds(serial));
  }

  #learn(lesson: Lesson): void {
    const { memory, zoneText, place } = this.#options;
    memory.learn(zoneText, place.secondary.id, lesson);
  }
}

/** What an address or key that was added just now has not done away with; the rest goes when it comes again. */
function remaining(fault: ProgressFault | null, { secondary, keyName }: CopyPlace): ProgressFault | null {
  const isOver =
    (fault?.code === 'address-not-listed' && transfersFrom(secondary, fault.address)) ||
    (fault?.code === 'wrong-key' && fault.key === keyName);
  return isOver ? null : fault;
}
