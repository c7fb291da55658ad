/** The replacement of a key in words: what its steps do, what they wait for, and why not. */
import { assertNever } from '../assert.ts';
import type { LostKeys, LostKeysWay, Withdrawal } from './dnssec.ts';
import type { RolloverHindrance, RolloverInfo, RolloverStep, RolloverWait } from './rollover.ts';
import { listed } from './dnssec-sentences.ts';
import { spoken } from './spoken-name.ts';
import { TERMS } from './terms.ts';

/** What a step does. */
export function rolloverStepSentence(
  step: RolloverStep,
  { role, old, new: fresh, lost }: Pick<RolloverInfo, 'role' | 'old' | 'new' | 'lost'>,
): string {
  const gone = old.join(', ');
  switch (step) {
    case 'publish':
      if (role !== 'zsk') return `Key ${fresh} joins the ${TERMS.zone}; both keys sign.`;
      return lost
        ? `Key ${fresh} joins the ${TERMS.zone}; the KSK signs everything meanwhile, and what ${gone} signed stays good.`
        : `Key ${fresh} joins the ${TERMS.zone}, and does not sign yet.`;
    case 'sign':
      return `Key ${fresh} signs; ${gone} stays for what caches have of it.`;
    case 'exchange-ds':
      return `The DS of ${fresh} takes the place of that of ${gone} at the parent; both keys go on signing.`;
    case 'remove':
      return `Key ${gone} leaves the ${TERMS.zone}.`;
    default:
      return assertNever(step);
  }
}

/** What the present step waits for, and from when on it can go on at the earliest; `when` prints a time. */
export function rolloverWaitSentence(
  { step, role, old, new: fresh, wait }: RolloverInfo,
  when: (ms: number) => string,
): string {
  switch (wait.state) {
    case 'not-published':
      return `Waits for you to ${TERMS.publish}: the ${TERMS.version} with this step is not made yet.`;
    case 'not-known':
      return 'Waits for a look at the name servers: the ones that the parent names could not be asked. This needs the Internet and a resolver.';
    case 'servers-behind':
      return `Waits for every name server to serve this step: ${wait.servers.map(behindText).join('; ') || 'they do not all agree yet'}.`;
    case 'caches':
      return step === 'exchange-ds'
        ? `Every server of the parent has the new DS. The old one may be in caches: goes on from ${when(wait.until)} at the earliest.`
        : `Every name server serves this step. What they served before may be in caches: goes on from ${when(wait.until)} at the earliest.`;
    case 'parent-not-known':
      return wait.silent.length === 0
        ? 'Waits for a look at the parent: its servers could not be asked. This needs the Internet and a resolver.'
        : `Waits for every server of the parent to answer: ${listed(wait.silent)} did not.`;
    case 'parent-behind':
      return parentBehindSentence(wait, old, fresh);
    case 'over':
      return OVER[step === 'publish' && role === 'zsk' ? 'publish-zsk' : step];
    default:
      return assertNever(wait);
  }
}

/** Why a replacement cannot begin, go on or be taken back. */
export function rolloverHindranceSentence(reason: RolloverHindrance, zone: string): string {
  switch (reason) {
    case 'none':
      return `No key of ${zone} is being replaced.`;
    case 'is-on':
      return `A key of ${zone} is being replaced already. One at a time: finish that first, or take it back.`;
    case 'turning-off':
      return `DNSSEC of ${zone} is being turned off. Keep it signed first, then replace the key.`;
    case 'no-such-key':
      return `No key of ${zone} signs in this role.`;
    case 'key-lost':
      return `The private half of a key of ${zone} is gone, and without it no ${TERMS.version} with another key can be signed. Its DNSSEC page shows the ways out.`;
    case 'not-seen':
      return `What this step of ${zone} waits for was not seen yet: going on now could make validators refuse the ${TERMS.zone}.`;
    case 'new-key-in-use':
      return `The new key of ${zone} may be in use already: the parent has its DS or was offered it, or signatures by it are out. It has to stay: go on to the end; another replacement can follow.`;
    case 'old-key-lost':
      return `The old key of ${zone} cannot sign any more, so there is nothing to go back to.`;
    default:
      return assertNever(reason);
  }
}

/** What can be done about lost keys, beside bringing them back. */
export function lostKeysSentence(way: LostKeysWay): string {
  switch (way) {
    case 'replace-zsk':
      return `The KSK is here and can sign everything for a while: a new ZSK takes the place of the lost one, and no validator notices.`;
    case 'cancel-rollover':
      return 'It is the new key of a replacement that nothing depends on yet: take the replacement back.';
    case 'finish-rollover':
      return `It is the old key of a replacement, and the new one is published: exchange the DS and finish. Until then nothing new can be signed.`;
    case 'sign-anew':
      return `Nothing can be signed in its name any more, not even the request (CDS) that the parent remove the DS. So remove the DS at the registrar by hand; when it was seen gone for as long as caches keep it, the ${TERMS.zone} is signed anew with a new key, whose DS you then hand in. Until then what was ${TERMS.publish}ed last is served on, and ${TERMS.edits} wait.`;
    default:
      return assertNever(way);
  }
}

/** By when lost keys must have been dealt with. */
export function lostDeadlineSentence(
  { way, safeUntil, dsTtlSeconds }: LostKeys,
  when: (ms: number) => string,
): string {
  if (safeUntil === null) return '';
  const holds = `What was ${TERMS.publish}ed last holds until ${when(safeUntil)}.`;
  if (way !== 'sign-anew') return holds;
  return `${holds} The DS must be gone from caches by then: have it removed before ${when(safeUntil - (dsTtlSeconds ?? DAY_SECONDS) * 1000)}.`;
}

/** How far the DS has gone, when the zone is to be signed anew. */
export function dsGoneSentence(withdrawal: Withdrawal, when: (ms: number) => string): string {
  switch (withdrawal.state) {
    case 'not-begun':
    case 'not-known':
      return 'Whether the parent has a DS is not known: ask it when you are online. All of its servers must answer alike.';
    case 'at-parent':
      return 'The parent has a DS: remove it at the registrar.';
    case 'in-caches':
      return `The DS is gone from the parent. It may be in caches until ${when(withdrawal.until)}; from then on the ${TERMS.zone} can do without it.`;
    case 'gone':
      return 'The DS is gone, from the parent and from every cache.';
    default:
      return assertNever(withdrawal);
  }
}

function parentBehindSentence(
  { missingAt, oldAt }: Extract<RolloverWait, { state: 'parent-behind' }>,
  old: readonly number[],
  fresh: number,
): string {
  const some = (names: readonly string[], what: string): string[] =>
    names.length === 0 ? [] : [`${listed(names)} ${what}`];
  const facts = [
    ...some(missingAt, `${missingAt.length === 1 ? 'lacks' : 'lack'} the DS of ${fresh}`),
    ...some(oldAt, `still ${oldAt.length === 1 ? 'has' : 'have'} that of ${old.join(', ')}`),
  ];
  const told = facts.join('; ') || 'its servers do not agree yet';
  return `Waits for the DS to be exchanged at the parent (hand in the new one, and remove the old one): ${told}.`;
}

/** What most parents give a DS. */
const DAY_SECONDS = 86_400;

const OVER = {
  'publish-zsk': `Every cache knows the new key. It signs from the next ${TERMS.version} on.`,
  publish: 'Every cache knows the new key. Its DS may be handed in.',
  sign: `Nothing signed by the old key is in any cache. It leaves with the next ${TERMS.version}.`,
  'exchange-ds': 'The old DS is gone, from the parent and from every cache. The old key may go.',
  remove: 'No name server serves the old key any more.',
} as const;

const WHY = {
  silent: 'does not answer',
  'no-keys': 'does not serve these keys',
  'other-signatures': 'answers with other signatures',
} as const;
const behindText = ({ name, why }: { name: string; why: keyof typeof WHY }): string =>
  `${spoken(name)} ${WHY[why]}`;
