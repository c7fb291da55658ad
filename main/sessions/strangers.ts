/**
 * Who asked for a transfer of a zone here and is on no list. Providers transfer from addresses that they do not tell: the
 * owner sees them, with the key they showed, and can add them by a click.
 */
import type { ServerEvent } from '../../shared/model/server-events.ts';
import type { Stranger } from '../../shared/model/session.ts';
import type { SessionZone } from './session-parts.ts';

/** Scanners come by the hundred; the last ones are enough to find a provider among. */
const MOST_STRANGERS = 20;

export class Strangers {
  #list: readonly Stranger[] = [];

  list(): Stranger[] {
    return [...this.#list];
  }

  note(event: ServerEvent, zones: readonly SessionZone[], nameOf: (secondary: string) => string): void {
    if (event.kind !== 'request-refused' || event.reason !== 'not-on-list' || event.zone === undefined)
      return;
    if (event.type !== 'AXFR' && event.type !== 'IXFR' && event.type !== 'SOA') return;
    const { address } = event.client;
    const key = event.client.key ?? null;
    const before = this.#list.find(
      (other) => other.address === address && other.zone === event.zone && other.key === key,
    );
    const users = zones.find(({ text }) => text === event.zone)?.secondaries ?? [];
    const secondaries = users
      .filter((user) => key !== null && user.key === key)
      .map(({ secondary }) => ({ id: secondary, name: nameOf(secondary) }));
    const stranger = {
      address,
      zone: event.zone,
      key,
      secondaries,
      at: event.at,
      times: (before?.times ?? 0) + 1,
    };
    this.#list = [stranger, ...this.#list.filter((other) => other !== before)].slice(0, MOST_STRANGERS);
  }

  /** An address was taken onto a list. */
  forget(address: string): void {
    this.#list = this.#list.filter((other) => other.address !== address);
  }
}
