/** Why a secondary is not where it should be, in words, and the remedy that a screen offers for it. */
import { assertNever } from '../assert.ts';
import type { ProgressFault, SecondaryProgress, SessionReport } from './session.ts';
import { TERMS } from './terms.ts';

/** What a screen can offer to do about a fault, beside the sentence. */
export type Remedy = 'add-address' | 'notify-again' | 'check-keys' | 'set-notify-address';

/** The sentence of a fault: what happened and what to look at. */
export function progressFaultSentence(fault: ProgressFault): string {
  switch (fault.code) {
    case 'notify-unanswered':
      return `It has not answered ${fault.tries === 1 ? 'our NOTIFY' : `${fault.tries} NOTIFYs`}. Some providers take NOTIFY at another address than their name servers'.`;
    case 'notify-refused':
      return `It answered our NOTIFY with ${fault.rcode}. It may not have the ${TERMS.zone} yet, or hold another primary address for it.`;
    case 'never-asked':
      return `It took our NOTIFY ${minutes(fault.sinceMs)} ago but has not asked. Check the primary address in its form, and that the router sends TCP and UDP 53 here.`;
    case 'asked-not-fetched':
      return `It asked for the serial ${minutes(fault.sinceMs)} ago but fetched nothing. TCP may not reach this computer: check that the router forwards TCP as well as UDP.`;
    case 'address-not-listed':
      return `Its transfer came from ${fault.address}, which is not on the list.`;
    case 'wrong-key':
      return fault.key === null
        ? `The transfer from ${fault.address} came without a key. Enter the key at the ${TERMS.secondary}.`
        : `The transfer from ${fault.address} was signed with ${spoken(fault.key)}, which this ${TERMS.zone} does not allow.`;
    case 'bad-signature':
      return `The signature of ${fault.address} does not fit the key ${spoken(fault.key)}: name and algorithm are right, the secret is not. Copy it there again.`;
    case 'clock-off':
      return `The clock of ${fault.address} is ${minutes(Math.abs(fault.offSeconds) * 1000)} ${fault.offSeconds < 0 ? 'behind' : 'ahead of'} ours. TSIG allows 5 minutes: set the one that is wrong.`;
    case 'transfer-broken':
      return `The transfer to ${fault.address} broke off: ${fault.detail}. It will try again.`;
    case 'holds-newer':
      return `It holds serial ${fault.serial}, which is ahead of ours, and so will not take this ${TERMS.version}. The next one will be numbered above it.`;
    default:
      return assertNever(fault);
  }
}

/** What can be offered as one click. */
export function progressFaultRemedy(fault: ProgressFault): Remedy | null {
  switch (fault.code) {
    case 'address-not-listed':
      return 'add-address';
    case 'notify-unanswered':
      return 'set-notify-address';
    case 'wrong-key':
    case 'bad-signature':
      return 'check-keys';
    case 'notify-refused':
    case 'never-asked':
    case 'asked-not-fetched':
    case 'transfer-broken':
      return 'notify-again';
    case 'clock-off':
    case 'holds-newer':
      return null;
    default:
      return assertNever(fault);
  }
}

/** The state of a line in a word, for pills and tables. */
export function progressWord(progress: SecondaryProgress): string {
  if (progress.verifiedAt !== null) return 'verified';
  if (progress.inSyncAt !== null) return 'in sync';
  if (progress.fault !== null) return FAULT_WORDS[progress.fault.code];
  if (progress.transferAt !== null) return 'transferring';
  if (progress.askedSoaAt !== null) return 'asked';
  if (progress.notifiedAt !== null) return 'notified';
  return 'waiting';
}

/** Why a session ended. */
export const SESSION_ENDS: Readonly<Record<SessionReport['end'], string>> = {
  'all-in-sync': 'all in sync',
  limit: 'time was up',
  'by-hand': 'stopped by hand',
  shutdown: 'the app was closed',
  suspended: 'the computer went to sleep',
  'address-gone': "this computer's address went away",
};

const FAULT_WORDS: Readonly<Record<ProgressFault['code'], string>> = {
  'notify-unanswered': 'no answer',
  'notify-refused': 'refused NOTIFY',
  'never-asked': 'has not asked',
  'asked-not-fetched': 'fetched nothing',
  'address-not-listed': 'refused',
  'wrong-key': 'refused',
  'bad-signature': 'refused',
  'clock-off': 'clock is off',
  'transfer-broken': 'broke off',
  'holds-newer': 'holds newer',
};

const spoken = (name: string): string => name.replace(/\.$/, '');

function minutes(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 120) return `${seconds} s`;
  return seconds < 7200 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3600)} h`;
}
