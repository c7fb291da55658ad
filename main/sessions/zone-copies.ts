/** One zone in an open session: its secondaries' progress, and the work that moves it: NOTIFY and asking whether they serve it. */
import ipaddr from 'ipaddr.js';
import type { Name } from '../../shared/dns/name.ts';
import type { Endpoint, Secondary } from '../../shared/model/secondary.ts';
import type { ServerEvent } from '../../shared/model/server-events.ts';
import type { SecondaryProgress } from '../../shared/model/session.ts';
import type { TsigKey } from '../tsig/tsig-key.ts';
import { SyncCheck } from '../watch/sync-check.ts';
import { Notifier } from './notifier.ts';
import { advance, isDone, newProgress, type ProgressFact } from './progress.ts';
import type { SessionExchange } from './session-parts.ts';

/** What the name server tells of one of its clients. */
type ClientEvent = Exclude<ServerEvent, { kind: 'listener-failed' }>;

/** A secondary of the zone, with its key there. */
export interface CopyPlace {
  readonly secondary: Secondary;
  readonly key: TsigKey | undefined;
  /** The key's name as presentation text. */
  readonly keyName: string | null;
}

export interface ZoneCopiesOptions {
  readonly zone: Name;
  readonly zoneText: string;
  readonly serial: number;
  readonly places: readonly CopyPlace[];
  readonly exchange: SessionExchange;
  /** Listeners bound to one address each: NOTIFY leaves from the one of the target's family, if there is just one. */
  readonly listening: readonly Endpoint[];
  readonly now: () => number;
  readonly onChanged: () => void;
  readonly onSerialSeen: (serial: number) => void;
}

interface Copy {
  readonly place: CopyPlace;
  readonly notifier: Notifier;
  readonly check: SyncCheck;
  progress: SecondaryProgress;
}

export class ZoneCopies {
  readonly serial: number;
  readonly #options: ZoneCopiesOptions;
  readonly #end = new AbortController();
  readonly #copies: readonly Copy[];

  constructor(options: ZoneCopiesOptions) {
    this.#options = options;
    this.serial = options.serial;
    this.#copies = options.places.map((place) => this.#start(place));
  }

  get progress(): readonly SecondaryProgress[] {
    return this.#copies.map((copy) => copy.progress);
  }

  get notifiesUnanswered(): number {
    return this.#copies.reduce(
      (sum, copy) => sum + (isDone(copy.progress) ? 0 : copy.notifier.unanswered),
      0,
    );
  }

  /** Something that a client of the name server did with this zone. */
  handle(event: ClientEvent): void {
    const copies = this.#copiesOf(event);
    for (const copy of copies) {
      const { notifyTo, verifyAt } = copy.place.secondary;
      const askable = notifyTo.length + verifyAt.length > 0;
      this.#advance(copy, { kind: 'seen', at: event.at, event, alone: copies.length === 1, askable });
      if (event.kind !== 'request-refused') copy.check.poke();
    }
  }

  notifyNow(secondary?: string): void {
    for (const { place, notifier, check } of this.#copies) {
      if (secondary !== undefined && place.secondary.id !== secondary) continue;
      notifier.notifyNow();
      check.poke();
    }
  }

  /** Time has passed: says so where nothing has happened for a minute. */
  tick(openedAt: number): void {
    const at = this.#options.now();
    for (const copy of this.#copies) {
      const sinceMs = at - (copy.progress.askedSoaAt ?? copy.progress.notifiedAt ?? openedAt);
      if (sinceMs >= SILENT_MS) this.#advance(copy, { kind: 'waited', at, sinceMs });
    }
  }

  /** Stops telling and asking. */
  dispose(): void {
    this.#end.abort();
  }

  #start(place: CopyPlace): Copy {
    const { zone, zoneText, serial, exchange, now, onSerialSeen } = this.#options;
    const { secondary } = place;
    const { signal } = this.#end;
    const nowSeconds = (): number => Math.floor(now() / 1000);
    const copy: Copy = {
      place,
      progress: newProgress({ secondary: secondary.id, name: secondary.name, zone: zoneText, serial }),
      notifier: new Notifier({
        targets: secondary.notifyTo.map((to) => ({
          zone,
          to,
          from: this.#source(to),
          key: secondary.signNotify ? place.key : undefined,
          nowSeconds,
        })),
        send: (notify) => exchange.sendNotify(notify),
        onOutcome: (outcome) => this.#advance(copy, { kind: 'notify', at: now(), outcome }),
        isDone: () => isDone(copy.progress),
        signal,
      }),
      check: new SyncCheck({
        zone,
        serial,
        notifyTo: secondary.notifyTo,
        verifyAt: secondary.verifyAt,
        ask: (question) => exchange.askSoa(question),
        onAnswer: (where, outcome, all) => {
          if (outcome.kind === 'serial') onSerialSeen(outcome.serial);
          this.#advance(copy, { kind: 'answered', at: now(), where, outcome, all });
        },
        signal,
      }),
    };
    return copy;
  }

  #advance(copy: Copy, fact: ProgressFact): void {
    const before = copy.progress;
    copy.progress = advance(before, fact);
    if (copy.progress !== before) this.#options.onChanged();
  }

  /**
   * Whose doing an event is: the secondaries with its address, narrowed by its key where two share the address. A
   * refused address that is nobody's is told to the secondary whose key the request named.
   */
  #copiesOf(event: ClientEvent): readonly Copy[] {
    const { address } = event.client;
    const key = event.client.key ?? (event.kind === 'request-refused' ? event.claimedKey : undefined);
    const byKey = (copy: Copy): boolean => copy.place.keyName === (key ?? null);
    const here = this.#copies.filter((copy) => transfersFrom(copy.place.secondary, address));
    if (here.length === 0)
      return event.kind === 'request-refused' && key !== undefined ? this.#copies.filter(byKey) : [];
    const narrowed = here.filter(byKey);
    return narrowed.length > 0 ? narrowed : here;
  }

  #source(to: Endpoint): string | undefined {
    const isV6 = (address: string): boolean => address.includes(':');
    const own = this.#options.listening.filter(({ address }) => isV6(address) === isV6(to.address));
    const [only] = own;
    return own.length === 1 && !WILDCARDS.has(only.address) ? only.address : undefined;
  }
}

/** NOTIFY answered but no question within this: port 53 does not reach this computer. */
const SILENT_MS = 60_000;
const WILDCARDS: ReadonlySet<string> = new Set(['0.0.0.0', '::']);

function transfersFrom(secondary: Secondary, address: string): boolean {
  const parsed = ipaddr.process(address);
  return secondary.transferFrom.some((block) => {
    const [base, bits] = block.includes('/') ? ipaddr.parseCIDR(block) : [ipaddr.parse(block), undefined];
    return (
      base.kind() === parsed.kind() &&
      (bits === undefined ? base.toString() === parsed.toString() : parsed.match(base, bits))
    );
  });
}
