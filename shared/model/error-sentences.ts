/** Expected failures in words: what happened, where, and what to do. The only place that says them. */
import { assertNever } from '../assert.ts';
import { bindFailureSentence } from './bind-failure-sentence.ts';
import { leftBehindSentence } from './dnssec-sentences.ts';
import { rolloverHindranceSentence } from './rollover-sentences.ts';
import { keyFaultSentence } from './key-fault-sentences.ts';
import type { AppError } from './app-error.ts';
import { pdnsFaultSentence } from './pdns-import-sentences.ts';
import type { EditFault } from './records.ts';
import { preflightSentence } from './preflight-sentences.ts';
import { spoken } from './spoken-name.ts';
import { TERMS } from './terms.ts';

/** The sentence of an expected failure. */
export function errorSentence(error: AppError): string {
  switch (error.code) {
    case 'zone-not-found':
      return `There is no ${TERMS.zone} ${spoken(error.zone)} here any more. It may have been deleted in another window.`;
    case 'zone-exists':
      return `The ${TERMS.zone} ${spoken(error.zone)} is here already. Open it from the ${TERMS.overview}, or take another name.`;
    case 'bad-zone-name':
      return `“${error.text}” is no ${TERMS.zone} name: expected ${error.expected}.`;
    case 'bad-edit':
      return error.faults.map(editFaultSentence).join(' ');
    case 'bad-address':
      return `“${error.text}” is no IP address or block, such as 192.0.2.1, 2001:db8::1 or 192.0.2.0/24.`;
    case 'nothing-to-undo':
      return 'There is nothing to take back.';
    case 'version-not-found':
      return `${capital(TERMS.version)} ${error.serial} of ${spoken(error.zone)} is no longer kept: the last 100, or those of a year, are.`;
    case 'draft-has-errors':
      return `The ${TERMS.edits} of ${spoken(error.zone)} have ${counted(error.errors, 'error')} and stay behind. Correct them in its records, then ${TERMS.publish} again.`;
    case 'import-has-errors':
      return `The text has ${counted(error.errors, 'error')}; nothing was stored. Correct the lines named in the list.`;
    case 'key-not-found':
      return `There is no ${TERMS.key} ${spoken(error.key)} any more. Choose another one.`;
    case 'key-exists':
      return `A ${TERMS.key} named ${spoken(error.key)} is here already. Take another name, or give that one a new secret by its menu.`;
    case 'key-in-use':
      return `The key ${spoken(error.key)} is used by ${listed(error.zones.map(spoken))}. Take it off there first.`;
    case 'bad-key-name':
      return `“${error.text}” cannot name a key. A key's name is written like a domain name: letters, digits, hyphens, underscores and dots.`;
    case 'bad-secret':
      return `This is no secret: expected ${error.expected}.`;
    case 'secondary-not-found':
      return `This ${TERMS.secondary} is not here any more.`;
    case 'secondary-in-use':
      return `${error.secondary} still serves ${listed(error.zones.map(spoken))}. Take it off there first.`;
    case 'session-open':
      return `A ${TERMS.session} is open already. Stop it first, or let it end.`;
    case 'session-closed':
      return `No ${TERMS.session} is open any more. ${TERMS.Publish} again to open one.`;
    case 'transfer-running':
      return `${counted(error.count, 'transfer')} still running. Stopping now cuts ${error.count === 1 ? 'it' : 'them'} off; the ${TERMS.secondary} keeps its old copy.`;
    case 'cannot-listen':
      return error.failures.map(bindFailureSentence).join(' ');
    case 'nothing-to-publish':
      return `There is no ${TERMS.zone} to ${TERMS.publish} yet. Create or import one first.`;
    case 'preflight-failed':
      return `${capital(TERMS.publishing)} did not begin. ${error.findings.map(preflightSentence).join(' ')}`;
    case 'bad-schedule':
      return `“${error.text}” is no schedule (${error.reason}): expected minute, hour, day, month and weekday, such as “0 9 * * 1” for Mondays at nine.`;
    case 'transfer-in-failed':
      return error.reason === 'ECONNREFUSED'
        ? `Nothing listens at ${error.server}: the server there is down, or gives transfers at another address or port.`
        : `The transfer from ${error.server} failed: ${error.reason}.`;
    case 'pdns-failed':
      return pdnsFaultSentence(error.fault, error.server);
    case 'pdns-zone-refused':
      return `${spoken(error.zone)} was not taken. ${error.reasons.join(' ')}`;
    case 'no-secret-store':
      return `There is nowhere to keep secrets. ${noKeychainSentence(error.reason)} Unlock the system's keychain, or create a vault with a passphrase.`;
    case 'vault-locked':
      return 'The vault is locked. Enter its passphrase first.';
    case 'keychain-locked':
      return `The system's keychain is locked (${error.detail}). Unlock it and try again.`;
    case 'wrong-passphrase':
      return 'This is not the passphrase of the vault. Try again; nothing was changed.';
    case 'vault-exists':
      return 'There is a vault already. Unlock it with its passphrase.';
    case 'dnssec-is-on':
      return `${spoken(error.zone)} is signed here already; its keys change by a rollover only.`;
    case 'bad-zone-key':
      return keyFaultSentence(error.fault, spoken(error.zone));
    case 'zone-key-exists':
      return `Another key of ${spoken(error.zone)} has the tag ${error.keyTag}, and signatures name their key by it: this one cannot be used beside it.`;
    case 'keys-left-behind':
      return leftBehindSentence(error, spoken(error.zone));
    case 'ds-is-there':
      return `The DS of ${spoken(error.zone)} was not yet seen gone from its parent for as long as caches keep it; without signatures, validators would refuse the ${TERMS.zone}.`;
    case 'dnssec-is-off':
      return `${spoken(error.zone)} is not signed. Turn DNSSEC on first.`;
    case 'zone-key-lost':
      return `The private key ${error.keyTag} of ${spoken(error.zone)} is not in the keychain or vault, so nothing new can be signed; what was ${TERMS.publish}ed last is served on. Import the key, or see its DNSSEC page for the ways out.`;
    case 'rollover-refused':
      return rolloverHindranceSentence(error.reason, spoken(error.zone));
    case 'clock-off':
      return `The clock of this computer is ${clockSpan(error.aheadSeconds)} ${error.aheadSeconds > 0 ? 'behind' : 'ahead of'} that of ${error.source}. Signatures made now would be refused everywhere, so none are: set the clock and try again.`;
    case 'clock-before-version':
      return `The clock of this computer shows a time before that at which the last ${TERMS.version} of ${spoken(error.zone)} was made (${new Date(error.at).toISOString().slice(0, 16).replace('T', ' ')} UTC). Signatures made now could be refused everywhere, so none are: set the clock and try again.`;
    case 'recovery-unreadable':
      return UNREADABLE[error.reason];
    case 'weak-passphrase':
      return 'A recovery file holds every key: its passphrase must have at least 8 characters.';
    case 'restore-not-empty':
      return `There are ${TERMS.zones}, ${TERMS.keys} or ${TERMS.secondaries} here already. A recovery file is restored in an empty data folder only, so that nothing is mixed up: start with --data-dir and a new folder.`;
    case 'signing-cancelled':
      return `Signing ${spoken(error.zone)} was cancelled; nothing changed. ${TERMS.Publish} again when you like.`;
    case 'disk-full':
      return `The disk that holds ${error.path} is full, so nothing was changed. Make room and try again.`;
    case 'disk-failed':
      return `${error.path} could not be written (${error.detail}), so nothing was changed. Check the folder's rights and the disk.`;
    default:
      return assertNever(error);
  }
}

/** What is wrong at one field of an edit. */
export function editFaultSentence(fault: EditFault): string {
  const found = fault.found === '' ? 'nothing' : `“${fault.found}”`;
  return `Expected ${fault.expected}, found ${found}.`;
}

/** Why there is no keychain, by main's reason; a reason of another wording is said as it is. */
export function noKeychainSentence(reason: string): string {
  return NO_KEYCHAIN[reason] ?? reason;
}

const NO_KEYCHAIN: Readonly<Record<string, string>> = {
  'library-missing': 'The library that talks to the keychain is missing; on Linux install libsecret.',
  'no-session-bus': `There is no desktop session here (no D-Bus ${TERMS.session}), so no keychain runs.`,
  'no-secret-service': 'No keychain runs in this desktop session; GNOME Keyring and KWallet are two.',
  'no-default-keyring': 'The keychain has no keyring to put things into; create a default one in it.',
};
const UNREADABLE = {
  'wrong-passphrase': 'This is not the passphrase of the recovery file. Nothing was changed.',
  damaged: 'This is no recovery file, or it is damaged. Nothing was changed.',
  missing: 'There is no such file, or it may not be read.',
  newer: 'This recovery file was made by a newer version of this app. Update this one first.',
} as const;
const clockSpan = (seconds: number): string => {
  const minutes = Math.round(Math.abs(seconds) / 60);
  return minutes < 120 ? counted(minutes, 'minute') : `about ${counted(Math.round(minutes / 60), 'hour')}`;
};
const capital = (text: string): string => text[0].toUpperCase() + text.slice(1);
const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

function listed(items: readonly string[]): string {
  return items.length < 2
    ? items.join('')
    : `${items.slice(0, -1).join(', ')} and ${items[items.length - 1]}`;
}
