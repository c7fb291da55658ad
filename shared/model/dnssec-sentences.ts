/** What was observed of a signed zone, in words. */
import { assertNever } from '../assert.ts';
import type { DnssecState, KeysLeftBehind, Withdrawal } from './dnssec.ts';
import type { ParentVerdict, Readiness } from './observation.ts';
import { spoken } from './spoken-name.ts';
import { TERMS } from './terms.ts';

/** What the parent has of our DS. */
export function parentSentence(verdict: ParentVerdict, parent: string | null): string {
  const at = parent === null ? 'the parent' : spoken(parent);
  switch (verdict.state) {
    case 'not-known':
      return 'Not known: the parent could not be asked yet. This needs the Internet and a resolver.';
    case 'none':
      return `No DS at ${at} yet: the ${TERMS.zone} counts as unsigned. After you hand it in, parents take minutes to a day.`;
    case 'seen':
      return `Every server of ${at} that answered has the DS of your key. Validators check the ${TERMS.zone} now.`;
    case 'partly':
      return `The DS is on its way: ${listed(verdict.missingAt)} of ${at} ${verdict.missingAt.length === 1 ? 'does' : 'do'} not have it yet.`;
    case 'others-too':
      return `${at} has the DS of your key, and another one for a key that does not sign here (${verdict.foreign.join('; ')}). Remove that one at the registrar.`;
    case 'wrong':
      return `${at} has a DS for a key that does not sign here (${verdict.foreign.join('; ')}): validators refuse the ${TERMS.zone}. Import that key, or remove this DS at the registrar.`;
    default:
      return assertNever(verdict);
  }
}

/** Whether the DS may be handed in; `when` prints a time. */
export function readinessSentence(readiness: Readiness, when: (ms: number) => string): string {
  switch (readiness.state) {
    case 'not-published':
      return `Not yet: ${TERMS.publish} first, so that the ${TERMS.secondaries} have the signed ${TERMS.zone}.`;
    case 'not-known':
      return `Not known whether every name server has the signed ${TERMS.zone}: the ones that the parent names could not be asked. Handing in the DS too early makes the ${TERMS.zone} unreachable for whoever validates.`;
    case 'servers-behind':
      return `Not yet: ${readiness.servers.map(behindText).join('; ') || 'the name servers do not all serve these keys yet'}. One server without signatures is enough to make the ${TERMS.zone} fail.`;
    case 'caches':
      return `Every name server serves the signed ${TERMS.zone}. Ready to hand in from ${when(readiness.readyAt)} on, when no unsigned answer can be left in a cache.`;
    case 'ready':
      return `Every name server has served the signed ${TERMS.zone} since before ${when(readiness.since)}. Ready to hand in.`;
    default:
      return assertNever(readiness);
  }
}

/** Which keys were not brought along, and what comes of it; `subject` begins the sentence. */
export function leftBehindSentence(left: KeysLeftBehind, subject: string): string {
  const named = listed(
    left.keys.map(
      ({ keyTag, role, algorithm }) => `${keyTag} (${role.toUpperCase()}, algorithm ${algorithm})`,
    ),
  );
  const [noun, were, they, them] = left.keys.length === 1 ? ONE_KEY : SEVERAL_KEYS;
  return `${subject} is now signed by ${noun} ${named}, which ${were} not brought along. Once the ${TERMS.zone} is signed here, answers in caches that ${they} fail ${gapText(left)}, and so do new answers where the old keys are cached. ${dsGapText(left)}Bring ${them}, too.`;
}

/** For how long old and new do not fit together. */
export function gapText({ cachedSeconds }: KeysLeftBehind): string {
  if (cachedSeconds === null) return 'for as long as caches keep the old ones';
  const hours = Math.ceil(cachedSeconds / 3600);
  return `for up to ${hours === 1 ? 'an hour' : `${hours} hours`}`;
}

/** A DS may name one of these: that gap lasts. Ends in a space, or is empty. */
export function dsGapText({ keys }: KeysLeftBehind): string {
  const named = keys.flatMap(({ keyTag, role }) => (role === 'zsk' ? [] : [`${keyTag}`]));
  if (named.length === 0) return '';
  return `If the parent’s DS names key ${named.join(' or ')} and no key that is here, everything fails until the DS is replaced. `;
}

const ONE_KEY = ['key', 'was', 'this key signed', 'it'] as const;
const SEVERAL_KEYS = ['keys', 'were', 'these keys signed', 'them'] as const;

/** How far turning off has come, and what it waits for. */
export function withdrawalSentence(withdrawal: Withdrawal, when: (ms: number) => string): string {
  switch (withdrawal.state) {
    case 'not-begun':
      return '';
    case 'not-known':
      return 'Being turned off: remove the DS at the registrar. Whether the parent still has it is not known; ask it when you are online.';
    case 'at-parent':
      return `Being turned off: the parent still has a DS. Remove it at the registrar; where the parent looks for CDS, it does so by itself once you have ${TERMS.publish}ed. The ${TERMS.zone} stays signed meanwhile.`;
    case 'in-caches':
      return `The DS is gone from the parent. It may be in caches until ${when(withdrawal.until)}; the ${TERMS.zone} stays signed until then.`;
    case 'gone':
      return 'The DS is gone, from the parent and from every cache. The signatures may go now.';
    default:
      return assertNever(withdrawal);
  }
}

/** The zone's signing in one line. */
export function signingSentence(
  { signs, servedSigned, signaturesUntil, renewsFrom }: DnssecState,
  when: (ms: number) => string,
): string {
  if (!signs) return servedSigned ? `Signed until you ${TERMS.publish} next.` : 'Not signed.';
  if (!servedSigned) return `Signed from the next ${TERMS.version} on: ${TERMS.publish} to hand it out.`;
  const until = signaturesUntil === null ? '' : ` The first signature expires on ${when(signaturesUntil)};`;
  const renews =
    renewsFrom === null ? '' : ` ${TERMS.session}s from ${when(renewsFrom)} on renew what needs it.`;
  return `Signed.${until}${renews}`;
}

const WHY = {
  silent: 'does not answer',
  'no-keys': 'does not serve these keys',
  'no-signatures': 'answers without signatures',
} as const;
const behindText = ({ name, why }: { name: string; why: keyof typeof WHY }): string =>
  `${spoken(name)} ${WHY[why]}`;

/** Names of servers as they are read: `a, b and c`. */
export const listed = (names: readonly string[]): string => {
  const said = names.map(spoken);
  return said.length < 2 ? said.join('') : `${said.slice(0, -1).join(', ')} and ${said.at(-1)}`;
};
