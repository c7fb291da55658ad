/** Host names as RFC 952 and RFC 1123 §2.1 have them: letters, digits and hyphens, no hyphen at either end of a label. */
import { type Octets } from '../octets.ts';

/** True for a name's wire form that may name a host; a leftmost `*` stands for such names. */
export function isHostName(wire: Octets): boolean {
  let at = wire.startsWith('\x01*') ? 2 : 0;
  for (let length = wire.charCodeAt(at); length > 0; length = wire.charCodeAt(at)) {
    const end = at + length;
    if (wire.charCodeAt(at + 1) === HYPHEN || wire.charCodeAt(end) === HYPHEN) return false;
    for (let i = at + 1; i <= end; i++) if (IN_HOST_NAMES[wire.charCodeAt(i)] === 0) return false;
    at = end + 1;
  }
  return true;
}

const HYPHEN = 0x2d;
const IN_HOST_NAMES = new Uint8Array(256);
for (const character of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-')
  IN_HOST_NAMES[character.charCodeAt(0)] = 1;
