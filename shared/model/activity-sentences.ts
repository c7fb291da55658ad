/**
 * The codes of the activity, what each carries in `data`, and its sentence. Main writes entries with these codes only;
 * an entry of an older app, whose code is gone, is still shown, with its data.
 */
import type { ActivityEntry } from './activity.ts';
import { SESSION_ENDS, TRANSFER_CUTS } from './progress-sentences.ts';
import type { RefusalReason } from './server-events.ts';
import { spoken } from './spoken-name.ts';
import { TERMS } from './terms.ts';

type Data = ActivityEntry['data'];

/** Sentences by code. The names read from `data` are what main must put there. */
const SENTENCES = {
  'session-opened': (d: Data) =>
    `${TERMS.Publishing} began for ${many(d.zones, TERMS.zone)}, listening on ${text(d.listening)}.`,
  'session-closed': (d: Data) =>
    `${TERMS.Publishing} ended: ${endOf(d.end)}; ${text(d.inSync)} of ${text(d.total)} in sync.`,
  'session-extended': (d: Data) => `${TERMS.Publishing} goes on for ${text(d.minutes)} more minutes.`,
  'cannot-listen': (d: Data) => `${text(d.endpoint)} could not be opened: ${text(d.detail)}.`,
  'draft-left-behind': (d: Data) => `Its ${TERMS.edits} stayed behind with ${many(d.errors, 'error')}.`,

  'notify-sent': (d: Data) => `NOTIFY sent to ${text(d.secondary)} at ${text(d.to)}${signed(d.key)}.`,
  'notify-answered': (d: Data) => `${text(d.secondary)} answered our NOTIFY with ${text(d.rcode)}.`,
  'notify-unanswered': (d: Data) =>
    `${text(d.secondary)} at ${text(d.to)} has not answered ${many(d.tries, 'NOTIFY')}.`,
  'soa-asked': (d: Data) =>
    `${text(d.secondary)} asked for the serial over ${text(d.transport)}${signed(d.key)}.`,
  'transfer-sent': (d: Data) =>
    `Serial ${text(d.serial)} went out${to(d)} by ${text(d.kind)}: ${many(d.records, 'record')}, ${size(d.bytes)} in ${rounded(d.durationMs)} ms${signed(d.key)}.`,
  'transfer-cut': (d: Data) => `The ${text(d.kind)}${to(d)} broke off: ${cut(d.reason)}.`,
  'request-refused': (d: Data) =>
    `${d.type ? `A request for ${text(d.type)}` : 'A request'} was refused${times(d.times)}: ${refusal(d)}.`,
  'in-sync': (d: Data) => `${text(d.secondary)} is in sync at serial ${text(d.serial)}.`,
  verified: (d: Data) => `${text(d.server)} of ${text(d.secondary)} answers serial ${text(d.serial)}.`,
  'holds-newer': (d: Data) =>
    `${text(d.secondary)} holds serial ${text(d.holds)}, ahead of our ${text(d.serial)}.`,

  'zone-created': () => `The ${TERMS.zone} was created.`,
  'zone-imported': (d: Data) => `${many(d.records, 'record')} came in from ${text(d.source)}.`,
  'zone-deleted': () => `The ${TERMS.zone} was deleted.`,
  'zone-settings-changed': (d: Data) => `Its settings changed: ${text(d.what)}.`,
  'version-made': (d: Data) =>
    `${TERMS.version[0].toUpperCase()}${TERMS.version.slice(1)} ${text(d.serial)} was made (${text(d.reason)}).`,
  'version-restored': (d: Data) =>
    `${TERMS.version[0].toUpperCase()}${TERMS.version.slice(1)} ${text(d.serial)} became the ${TERMS.draft}.`,
  'key-replacement': (d: Data) => replacement(d),
  'key-created': (d: Data) => `The key ${spoken(text(d.key))} was created (${text(d.algorithm)}).`,
  'key-imported': (d: Data) => `The key ${spoken(text(d.key))} was imported (${text(d.algorithm)}).`,
  'key-rotated': (d: Data) => `The key ${spoken(text(d.key))} has a new secret.`,
  'key-deleted': (d: Data) => `The key ${spoken(text(d.key))} was deleted.`,
  'secondary-created': (d: Data) => `${text(d.secondary)} was added to the ${TERMS.secondaries}.`,
  'secondary-changed': (d: Data) => `${text(d.secondary)} was changed.`,
  'secondary-deleted': (d: Data) => `${text(d.secondary)} was taken off the ${TERMS.secondaries}.`,
  'api-changed': (d: Data) =>
    `${text(d.client)} changed ${many(d.sets, 'record set')} through the API: ${TERMS.version} ${text(d.serial)}.`,
  'api-zone-created': (d: Data) => `${text(d.client)} created the ${TERMS.zone} through the API.`,
  'api-zone-deleted': (d: Data) => `${text(d.client)} deleted the ${TERMS.zone} through the API.`,
  'api-settings-changed': (d: Data) => `${text(d.client)} changed ${text(d.what)} through the API.`,
  'api-retrieve-failed': (d: Data) =>
    `The transfer from ${text(d.server)} that a tool asked for failed: ${text(d.reason).replace(/\.$/, '')}.`,
  'api-no-session': (d: Data) =>
    `No ${TERMS.session} could be opened for what tools wrote: ${text(d.detail)}. It waits for you.`,
  'api-wrong-key': (d: Data) =>
    `A request to the API came with a wrong key (${many(d.times, 'time')} so far).`,
  'file-restored': (d: Data) => `${text(d.file)} was spoiled and replaced by its last good copy.`,
} as const satisfies Readonly<Record<string, (data: Data) => string>>;

/** A step of a key's replacement. */
function replacement(d: Data): string {
  const what = `${text(d.role).toUpperCase()} ${text(d.old)} by ${text(d.new)}`;
  switch (d.step) {
    case 'publish':
      return `The replacement of ${what} began: the new key joins the ${TERMS.zone}.`;
    case 'sign':
      return `The replacement of ${what}: the new key signs from the next ${TERMS.version} on.`;
    case 'exchange-ds':
      return `The replacement of ${what}: the DS is to be exchanged at the parent.`;
    case 'remove':
      return `The replacement of ${what}: the old key leaves the ${TERMS.zone}.`;
    case 'finished':
      return `The replacement of ${what} is done.`;
    default:
      return `The replacement of ${what} was taken back.`;
  }
}

/** Every code that main may write. */
export type ActivityCode = keyof typeof SENTENCES;

/** Why a request was refused: `data.reason` of `request-refused`. */
export const REFUSALS: Readonly<Record<RefusalReason, string>> = {
  'unknown-zone': `this is no ${TERMS.zone} of ours`,
  'not-on-list': 'its address is not on the list',
  'no-key': 'it came without a key',
  'wrong-key': 'its key is not allowed for that address',
  'unknown-key': 'its key, or the algorithm it used with it, is not known here',
  'bad-signature': 'the signature does not fit the secret',
  'bad-time': 'its clock and ours differ too much',
  'truncated-signature': 'its signature is cut shorter than the key allows',
  'no-version': `there is no ${TERMS.version} to hand out yet`,
  'never-transferred': `this ${TERMS.zone} is never transferred`,
  'transfer-over-udp': 'transfers go over TCP',
  malformed: 'the message was malformed',
  'unsupported-opcode': 'only questions are answered here',
  'unsupported-type': 'this type cannot be asked for',
  'unsupported-class': 'only class IN is served',
  'unsupported-edns-version': 'its EDNS version is not known',
  'rate-limited': 'it asked too often',
  'program-defect': 'a defect of this program kept it from answering',
  'too-many-connections': 'too many connections were open',
};

/** The sentence of an entry. */
export function activitySentence(entry: ActivityEntry): string {
  const sentence = (SENTENCES as Readonly<Record<string, (data: Data) => string>>)[entry.code];
  return sentence?.(entry.data) ?? `${entry.code} ${JSON.stringify(entry.data)}`;
}

type Value = Data[string] | undefined;
const text = (value: Value): string => (value === undefined || value === null ? '?' : String(value));
const to = (d: Data): string => (d.secondary ? ` to ${text(d.secondary)}` : '');
const times = (count: Value): string => (typeof count === 'number' && count > 1 ? ` ${count} times` : '');
const rounded = (ms: Value): string =>
  typeof ms === 'number' ? String(Math.max(1, Math.round(ms))) : text(ms);
const signed = (key: Value): string => (key ? `, signed with ${spoken(text(key))}` : '');
const many = (count: Value, one: string): string =>
  count === 1
    ? `1 ${one}`
    : `${typeof count === 'number' ? count.toLocaleString('en-GB') : text(count)} ${one}s`;
const size = (bytes: Value): string =>
  typeof bytes !== 'number'
    ? text(bytes)
    : bytes < 1000
      ? `${bytes} B`
      : `${Math.round(bytes / 1000).toLocaleString('en-GB')} kB`;
const said = (sentences: Readonly<Record<string, string>>, code: Value): string =>
  sentences[text(code)] ?? text(code);
const endOf = (end: Value): string => said(SESSION_ENDS, end);
const cut = (reason: Value): string => said(TRANSFER_CUTS, reason);
const refusal = (d: Data): string =>
  `${said(REFUSALS, d.reason)}${d.key ? ` (key ${spoken(text(d.key))})` : ''}`;
