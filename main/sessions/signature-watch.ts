/**
 * Tells a wrong secret from a router that rewrites DNS: signatures that break from outside whoever sent them, while they
 * hold from inside, or with two keys at once, were not signed wrongly by everybody.
 */
import ipaddr from 'ipaddr.js';
import type { ServerEvent } from '../../shared/model/server-events.ts';

export class SignatureWatch {
  readonly #goodInside = new Set<string>();
  readonly #badOutside = new Set<string>();
  #goodOutside = false;

  note(event: ServerEvent): void {
    if (event.kind === 'listener-failed') return;
    const { address, key } = event.client;
    const outside = isOutside(address);
    if (key !== undefined && outside) this.#goodOutside = true;
    else if (key !== undefined) this.#goodInside.add(key);
    if (event.kind === 'request-refused' && event.reason === 'bad-signature' && outside)
      this.#badOutside.add(event.claimedKey ?? '');
  }

  /** Whether a bad signature from `address` with `key` is somebody else's doing than its sender's. */
  isRewritten(address: string, key: string | undefined): boolean {
    if (!isOutside(address) || this.#goodOutside) return false;
    return this.#badOutside.size > 1 || (key !== undefined && this.#goodInside.has(key));
  }
}

/** A global unicast address: not loopback, private, link-local or shared. */
function isOutside(address: string): boolean {
  return ipaddr.process(address).range() === 'unicast';
}
