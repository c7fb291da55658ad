/**
 * The router's port 53, sent here for as long as a session is open: asked for beside the session, which never waits for
 * it, renewed while it lasts, removed at its end; what a crash left behind is removed at the next start.
 */
import { isIPv4 } from 'node:net';
import type { PortMapping } from '../../shared/model/port-mapping.ts';
import type { Endpoint } from '../../shared/model/secondary.ts';
import { SerialQueue } from '../storage/serial-queue.ts';
import type { AskedMapping, AskedMappings } from './asked-mappings.ts';
import type { Mapping, MapOutcome, Router } from './router.ts';
import type { Routers } from './routers.ts';

export interface SessionMappingOptions {
  readonly asked: AskedMappings;
  readonly routers: Routers;
  /** The owner allows it. */
  readonly isOn: () => boolean;
  /** The port that secondaries ask. */
  readonly externalPort: () => number;
  /** This computer's address on the way out, for the rule by hand when no router answers. */
  readonly localAddress: () => Promise<string | undefined>;
  readonly now: () => number;
  readonly onChanged: () => void;
  readonly onBug: (error: unknown) => void;
}

/** Short, so that what a crash leaves is gone soon by itself, too. */
const LEASE_SECONDS = 1200;
/** A lease of no time at all would have us ask without end. */
const LEAST_LEASE_SECONDS = 20;

export class SessionMapping {
  readonly #options: SessionMappingOptions;
  /** Asking, renewing and removing, one after the other. */
  readonly #queue = new SerialQueue();
  #state: PortMapping | null = null;
  /** The one that sends the port here. */
  #router: Router | undefined;
  /** Where the session listens; undefined while none is open. */
  #listening: readonly Endpoint[] | undefined;
  #search = new AbortController();
  #timer: NodeJS.Timeout | undefined;

  constructor(options: SessionMappingOptions) {
    this.#options = options;
  }

  /** Null: not wanted, or no session is open. */
  get state(): PortMapping | null {
    return this.#state;
  }

  /** A session listens there now, or this computer's addresses changed. Goes on by itself: its state tells. */
  begin(listening: readonly Endpoint[]): void {
    this.#listening = listening;
    if (!this.#options.isOn()) return;
    this.#stopSearch();
    this.#tell({ state: 'asking' });
    void this.#run(async () => {
      await this.#remove();
      await this.#ask(listening);
    });
  }

  /** The session is over. Resolves when the router has been told, or does not listen. */
  async end(): Promise<void> {
    this.#listening = undefined;
    await this.#stop();
  }

  /** The owner switched it on or off, or typed another public port. */
  settingsChanged(): void {
    const listening = this.#listening;
    if (listening === undefined) return;
    const state = this.#state;
    const asked = state !== null && 'externalPort' in state ? state.externalPort : undefined;
    if (!this.#options.isOn()) void this.#stop();
    else if (state === null || (asked !== undefined && asked !== this.#options.externalPort()))
      this.begin(listening);
  }

  /** Removes what an earlier run left behind. */
  sweep(): Promise<void> {
    return this.#run(() => this.#remove());
  }

  /** The router's outside, as it tells, if the owner lets it be asked. Takes some seconds where none answers. */
  async externalAddress(): Promise<string | undefined> {
    if (!this.#options.isOn()) return undefined;
    if (this.#router !== undefined) return this.#router.externalAddress();
    for await (const router of this.#options.routers.find()) {
      const address = await router.externalAddress();
      if (address !== undefined) return address;
    }
    return undefined;
  }

  dispose(): Promise<void> {
    return this.end();
  }

  async #stop(): Promise<void> {
    this.#stopSearch();
    if (this.#state !== null) this.#tell(null);
    await this.#run(() => this.#remove());
  }

  #stopSearch(): void {
    this.#search.abort();
    this.#search = new AbortController();
  }

  #run(work: () => Promise<void>): Promise<void> {
    return this.#queue.run(work).catch(this.#options.onBug);
  }

  #tell(state: PortMapping | null): void {
    this.#state = state;
    this.#options.onChanged();
  }

  /** Whoever asks for something takes time; the session may have ended meanwhile, or listen elsewhere. */
  #isFor(listening: readonly Endpoint[]): boolean {
    return this.#listening === listening && this.#state !== null;
  }

  async #ask(listening: readonly Endpoint[]): Promise<void> {
    const { signal } = this.#search;
    const externalPort = this.#options.externalPort();
    let outcome = await this.#noRouter(listening, externalPort);
    if (outcome.state === 'no-router')
      for await (const router of this.#options.routers.find(signal)) {
        const internal = internalOf(listening, router.localAddress);
        if (internal === undefined || !this.#isFor(listening)) continue;
        outcome = await this.#askOne(router, { externalPort, internal });
        if (outcome.state === 'mapped') break;
      }
    if (!this.#isFor(listening)) return;
    this.#tell(outcome);
    if (outcome.state !== 'mapped') this.#askAgainAfter(LEASE_SECONDS, listening);
  }

  async #askOne(router: Router, wanted: Omit<Mapping, 'protocol'>): Promise<PortMapping> {
    const reply = await this.#mapBoth(router, wanted);
    const externalAddress = (await router.externalAddress()) ?? null;
    const about = { by: router.by, ...wanted, externalAddress };
    if (reply.kind === 'refused') return { state: 'refused', ...about, why: reply.why };
    this.#router = router;
    if (this.#listening !== undefined)
      this.#askAgainAfter(reply.leaseSeconds ?? LEASE_SECONDS, this.#listening);
    return { state: 'mapped', ...about };
  }

  /** What is the case as long as no router answers. */
  async #noRouter(listening: readonly Endpoint[], externalPort: number): Promise<PortMapping> {
    const address = await this.#options.localAddress();
    if (address === undefined) return { state: 'no-router', externalPort, internal: null };
    const internal = internalOf(listening, address);
    return internal === undefined
      ? { state: 'not-listening' }
      : { state: 'no-router', externalPort, internal };
  }

  /** Both or none: a secondary asks the serial over UDP and fetches over TCP. */
  async #mapBoth(router: Router, wanted: Omit<Mapping, 'protocol'>): Promise<MapOutcome> {
    const { asked, now } = this.#options;
    let least = LEASE_SECONDS;
    for (const protocol of ['udp', 'tcp'] as const) {
      const mapping: Mapping = { protocol, ...wanted };
      await asked.add(router, mapping, now() + LEASE_SECONDS * 1000);
      const outcome = await router.map(mapping, LEASE_SECONDS);
      if (outcome.kind === 'refused') {
        await this.#remove();
        return outcome;
      }
      if (outcome.leaseSeconds === null) await asked.add(router, mapping, null);
      else least = Math.min(least, outcome.leaseSeconds);
    }
    return { kind: 'mapped', leaseSeconds: least };
  }

  /** At the half of the lease (RFC 6886 §3.3). */
  #askAgainAfter(leaseSeconds: number, listening: readonly Endpoint[]): void {
    clearTimeout(this.#timer);
    const again = (): void =>
      void this.#run(async () => {
        if (!this.#isFor(listening)) return;
        if (this.#state?.state !== 'mapped') await this.#remove();
        await this.#ask(listening);
      });
    this.#timer = setTimeout(again, (Math.max(leaseSeconds, LEAST_LEASE_SECONDS) * 1000) / 2);
  }

  /** Tells the routers to forget all that was asked of them. One that does not listen forgets when the lease ends. */
  async #remove(): Promise<void> {
    clearTimeout(this.#timer);
    this.#router = undefined;
    const { asked, now } = this.#options;
    const silent = new Set<string>();
    for (const mapping of asked.list()) {
      const isOver = mapping.until !== null && mapping.until < now();
      if (!isOver && silent.has(mapping.place)) continue;
      if (isOver || (await this.#removeOne(mapping))) await asked.remove(mapping);
      else silent.add(mapping.place);
    }
  }

  /** True: it is gone. */
  async #removeOne(mapping: AskedMapping): Promise<boolean> {
    const router = await this.#options.routers.again(mapping.by, mapping.place);
    return (await router?.unmap(mapping)) === true;
  }
}

/** What a router can send to: the address towards it, at the port that is listened on there. */
function internalOf(listening: readonly Endpoint[], localAddress: string): Endpoint | undefined {
  const there = listening.find(({ address }) => address === localAddress || address === '0.0.0.0');
  return there !== undefined && isIPv4(localAddress)
    ? { address: localAddress, port: there.port }
    : undefined;
}
