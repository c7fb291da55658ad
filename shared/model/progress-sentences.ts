/** Why a secondary is not where it should be, in words, and the remedy that a screen offers for it. */
import { assertNever } from '../assert.ts';
import type { TransferCutReason } from './server-events.ts';
import type { ProgressFault, SecondaryProgress, SessionReport, WaitingFor } from './session.ts';
import { spoken } from './spoken-name.ts';
import { TERMS } from './terms.ts';

/** What a screen can offer to do about a fault, beside the sentence. */
export type Remedy = 'add-address' | 'notify-again' | 'check-keys' | 'set-notify-address';

/** The sentence of a fault: what happened and what to look at. */
export function progressFaultSentence(fault: ProgressFault): string {
  switch (fault.code) {
    case 'notify-unanswered':
      return `It has not answered ${fault.tries === 1 ? 'our NOTIFY' : `${fault.tries} NOTIFYs`}. Some providers take NOTIFY at another address than their name servers'.`;
    case 'notify-refused':
      return NOTIFY_RULE.has(fault.rcode)
        ? `It answered our NOTIFY with ${fault.rcode}: its rule for NOTIFY takes another address or key than ours. Until that is changed there, it comes in its own rhythm (SOA REFRESH).`
        : `It answered our NOTIFY with ${fault.rcode}. It may not have the ${TERMS.zone} yet, or hold another primary address for it.`;
    case 'notify-undelivered':
      return fault.errno === 'ECONNREFUSED'
        ? `Nothing listens where our NOTIFY goes to: its server is down, or takes NOTIFY at another address or port.`
        : `Our NOTIFY could not be sent (${fault.errno}): this computer has no way to that address now.`;
    case 'never-asked':
      return fault.othersCame
        ? `It took our NOTIFY ${minutes(fault.sinceMs)} ago but has not asked, while others have. Compare the primary's address and port in its form; it may also ask in its own rhythm only.`
        : `It took our NOTIFY ${minutes(fault.sinceMs)} ago but nobody has asked: port 53 does not reach this computer. Check the router's rule for TCP and UDP 53, this computer's firewall (Windows and macOS ask whether to let the app receive connections), and whether your provider blocks port 53.`;
    case 'asked-not-fetched':
      return fault.overTcp
        ? `It asked for the serial ${minutes(fault.sinceMs)} ago but fetched nothing. It is told again every 2 minutes; BIND waits up to 10 minutes after a primary could not be reached.`
        : `It asked for the serial over UDP ${minutes(fault.sinceMs)} ago but never came by TCP: TCP 53 is not forwarded. Check that the router sends TCP as well as UDP here.`;
    case 'address-not-listed':
      return `Its transfer came from ${fault.address}, which is not on the list.`;
    case 'wrong-key':
      return fault.key === null
        ? `The transfer from ${fault.address} came without a key. Enter the key at the ${TERMS.secondary}.`
        : `The transfer from ${fault.address} was signed with ${spoken(fault.key)}, which this ${TERMS.zone} does not allow.`;
    case 'bad-signature':
      return fault.rewritten
        ? `Signatures from outside break while those from inside hold: something on the way rewrites DNS, usually the router. Switch off its DNS proxy or “DNS rebind protection” for port 53, or forward another port.`
        : `The signature of ${fault.address} does not fit the key ${spoken(fault.key)}: name and algorithm are right, the secret is not. Copy it there again.`;
    case 'clock-off':
      return `The clock of ${fault.address} is ${minutes(Math.abs(fault.offSeconds) * 1000)} ${fault.offSeconds < 0 ? 'behind' : 'ahead of'} ours. TSIG allows 5 minutes: set the one that is wrong.`;
    case 'transfer-stuck':
      return `Its transfer began ${minutes(fault.sinceMs)} ago and has not ended: it reads slowly, or stopped reading.`;
    case 'transfer-broken':
      return `The transfer to ${fault.address} broke off: ${(TRANSFER_CUTS as Readonly<Record<string, string>>)[fault.detail] ?? fault.detail}. It will try again.`;
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
    case 'notify-undelivered':
    case 'never-asked':
    case 'asked-not-fetched':
    case 'transfer-stuck':
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
  if (progress.transferringSince !== null) return 'transferring';
  if (progress.transferAt !== null) return 'transferred';
  if (progress.askedSoaAt !== null) return 'asked';
  if (progress.notifiedAt !== null) return 'notified';
  return 'waiting';
}

/** Whom a session waits for: `he.net (usually 4 min) and 2 others`. */
export function waitingSentence({ name, usualMs, others }: WaitingFor): string {
  const usual = usualMs === null ? '' : ` (usually ${minutes(Math.max(usualMs, 1000))})`;
  return `waiting for ${name}${usual}${others === 0 ? '' : ` and ${others === 1 ? 'another' : `${others} others`}`}`;
}

/** Why a transfer did not get to its end. */
export const TRANSFER_CUTS: Readonly<Record<TransferCutReason, string>> = {
  'closed-by-client': 'the other side closed the connection',
  stalled: 'the other side stopped reading',
  'server-closed': `${TERMS.publishing} ended`,
  'record-too-long': 'a record is too long for any message',
};

/** Why a session ended. */
export const SESSION_ENDS: Readonly<Record<SessionReport['end'], string>> = {
  'all-in-sync': 'all in sync',
  limit: 'time was up',
  'by-hand': 'stopped by hand',
  shutdown: 'the app was closed',
  suspended: 'the computer went to sleep',
  'address-gone': "this computer's address went away",
  'address-changed': `this computer came to another public address than the ${TERMS.secondaries} ask`,
  'published-elsewhere': `another computer ${TERMS.publish}ed meanwhile`,
};

/** What servers say to a NOTIFY that no rule of theirs allows. */
const NOTIFY_RULE: ReadonlySet<string> = new Set(['NOTAUTH', 'REFUSED', 'BADKEY']);

const FAULT_WORDS: Readonly<Record<ProgressFault['code'], string>> = {
  'notify-unanswered': 'no answer',
  'notify-refused': 'refused NOTIFY',
  'notify-undelivered': 'cannot be reached',
  'never-asked': 'has not asked',
  'asked-not-fetched': 'fetched nothing',
  'address-not-listed': 'refused',
  'wrong-key': 'refused',
  'bad-signature': 'refused',
  'clock-off': 'clock is off',
  'transfer-stuck': 'stuck',
  'transfer-broken': 'broke off',
  'holds-newer': 'holds newer',
};

function minutes(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 120) return `${seconds} s`;
  return seconds < 7200 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3600)} h`;
}
