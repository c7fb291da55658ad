/** A socket that could not be opened, in words. */
import { assertNever } from '../assert.ts';
import { printEndpoint } from './addresses.ts';
import type { BindFailure } from './session.ts';
import { TERMS } from './terms.ts';

/** Why a socket could not be opened, and the way out. */
export function bindFailureSentence(failure: BindFailure): string {
  const at = printEndpoint(failure);
  switch (failure.code) {
    case 'in-use':
      return `${at} is taken by another program. Stop that one, or listen on another port in ${TERMS.Settings}.`;
    case 'no-privilege':
      return `Port ${failure.port} needs privileges on this computer. Listen on 5300 and let the router send TCP and UDP 53 there.`;
    case 'no-such-address':
      return `This computer has no address ${failure.address} now. Choose one of its own in ${TERMS.Settings}.`;
    case 'other':
      return `${at} could not be opened: ${failure.detail}.`;
    default:
      return assertNever(failure.code);
  }
}
