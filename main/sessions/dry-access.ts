/** The access rule held against a secondary's addresses, without a request: would its transfers be granted? */
import type { Secondary } from '../../shared/model/secondary.ts';
import { isWithin, parseAddressRange } from '../nameserver/address.ts';

/** Whether an address is one that the secondary's transfers come from. */
export function transfersFrom(secondary: Secondary, address: string): boolean {
  const ranges = secondary.transferFrom.map(parseAddressRange).filter((range) => range !== undefined);
  return isWithin(address, ranges);
}
