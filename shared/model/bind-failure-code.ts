/** Why an address cannot be listened on, from the system's own code. */
import type { BindFailure } from './session.ts';

/** `systemCode` such as EADDRINUSE. */
export const bindFailureCode = (systemCode: string): BindFailure['code'] => CODES.get(systemCode) ?? 'other';

const CODES: ReadonlyMap<string, BindFailure['code']> = new Map([
  ['EADDRINUSE', 'in-use'],
  ['EACCES', 'no-privilege'],
  ['EPERM', 'no-privilege'],
  ['EADDRNOTAVAIL', 'no-such-address'],
]);
