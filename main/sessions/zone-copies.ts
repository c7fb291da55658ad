/** One zone in an open session: its secondaries' progress, and the work that moves it: NOTIFY and asking whether they serve it. */
import type { Endpoint } from '../../shared/model/secondary.ts';
import type { SecondaryProgress } from '../../shared/model/session.ts';
import { Copy, type CopyOptions, type CopyPlace } from './copy.ts';
import { transfersFrom } from './dry-access.ts';
import type { ClientEvent } from './copy.ts';

export interface ZoneCopiesOptions extends Omit<
  CopyOptions,
  'place' | 'signal' | 'tellingSignal' | 'before'
> {
  readonly places: readonly CopyPlace[];
  /** Progress towards the same serial that goes on: who may transfer changed, the version did not. */
  readonly before: readonly SecondaryProgress[];
}

export class ZoneCopies {
  readonly serial: number;
  readonly #end = new AbortController();
  readonly #telling = new AbortController();
  readonly #copies: readonly Copy[];

  constructor(options: ZoneCopiesOptions) {
    this.serial = options.version.serial;
    this.#copies = options.places.map((place) => {
      const before = options.before.find(
        ({ secondary, serial }) => secondary === place.secondary.id && serial === this.serial,
      );
      const { signal } = this.#end;
      const tellingSignal = AbortSignal.any([signal, this.#telling.signal]);
      return new Copy({ ...options, place, before, signal, tellingSignal });
    });
  }

  get progress(): readonly SecondaryProgress[] {
    return this.#copies.map((copy) => copy.progress);
  }

  get notifiesUnanswered(): number {
    return this.#copies.reduce((sum, copy) => sum + copy.notifiesUnanswered, 0);
  }

  /** True when every server that can be asked has answered the version's serial. */
  get isVerified(): boolean {
    return this.#copies.every((copy) => copy.isVerified);
  }

  /** Something that a client of the name server did with this zone; whether it was one of its secondaries. */
  handle(event: ClientEvent, rewritten: boolean): boolean {
    const copies = this.#copiesOf(event);
    for (const copy of copies) copy.handle(event, { alone: copies.length === 1, rewritten });
    return copies.length > 0;
  }

  notifyNow(secondary?: string): void {
    for (const copy of this.#copies)
      if (secondary === undefined || copy.place.secondary.id === secondary) copy.notifyNow();
  }

  /** Time has passed: says so where nothing has happened for a minute. */
  tick(nowMs: number, othersCame: (secondary: string) => boolean): void {
    for (const copy of this.#copies) copy.tick(nowMs, othersCame(copy.place.secondary.id));
  }

  /** The sockets are closed: nobody is told any more, but who serves the version is still looked after, seldom. */
  watchOn(): void {
    this.#telling.abort();
    for (const copy of this.#copies) copy.watchOn();
  }

  /** Stops telling and asking. */
  dispose(): void {
    this.#end.abort();
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
}

/** The address that NOTIFY leaves from: the listener of the target's family, if there is just one and it is one address. */
export function notifySource(to: Endpoint, listening: readonly Endpoint[]): string | undefined {
  const isV6 = (address: string): boolean => address.includes(':');
  const own = listening.filter(({ address }) => isV6(address) === isV6(to.address));
  const [only] = own;
  return own.length === 1 && !WILDCARDS.has(only.address) ? only.address : undefined;
}

const WILDCARDS: ReadonlySet<string> = new Set(['0.0.0.0', '::']);
