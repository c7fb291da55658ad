/** What the DNSSEC screen of a zone says. */
import type { KeysLeftBehind } from '../../shared/model/dnssec.ts';
import type { ParentVerdict } from '../../shared/model/observation.ts';
import type { RolloverStep } from '../../shared/model/rollover.ts';
import type { KeyRole, KeyState } from '../../shared/model/zone-key.ts';
import { dsGapText, gapText } from '../../shared/model/dnssec-sentences.ts';
import { spoken, withoutDot } from '../../shared/model/spoken-name.ts';
import { TERMS } from '../../shared/model/terms.ts';
import { grouped } from '../ui/format.ts';
import type { Tone } from '../ui/tone.ts';

export const words = {
  offTitle: 'Not signed',
  offSentence: `With DNSSEC, resolvers can check that answers come from you unchanged. This computer signs the ${TERMS.zone}, its ${TERMS.secondaries} hand the signatures out, and you give the registrar one line: the DS.`,
  offPromise: `Signatures last longer than the copies your ${TERMS.secondaries} keep, and each ${TERMS.session} renews them. If you stay away for too long, the copies expire before they could become invalid.`,
  recoveryFirst: `The keys are made now, and saved in a recovery file under a passphrase of your choice. Nothing is signed before you ${TERMS.publish}.`,
  turnOn: 'Turn on and save the recovery file',
  thisZone: `This ${TERMS.zone}`,
  turnOnEvenSo: 'Sign all the same…',
  evenSoTitle: 'Sign without the keys of the other signer?',
  evenSoConsequence: (left: KeysLeftBehind) =>
    `If the parent has a DS, whoever validates may refuse answers of this ${TERMS.zone} ${gapText(left)} after the ${TERMS.secondaries} have it from here: web, mail and all else of it can fail for them. ${dsGapText(left)}With all of its keys here, nobody would notice the move.`,
  evenSoVerb: 'Sign all the same',
  more: 'Algorithm, keys and proofs',
  algorithm: 'Algorithm',
  algorithms: {
    13: 'ECDSA P-256 (13): short, understood everywhere',
    15: 'Ed25519 (15): short; a few validators do not know it',
    8: 'RSA 2048 (8): long answers',
    14: 'ECDSA P-384 (14): slower to check',
  },
  keys: 'Keys',
  layouts: {
    csk: { label: 'One key for everything', hint: 'A CSK: one DS, nothing to keep in step.' },
    'ksk-zsk': {
      label: 'Two keys',
      hint: 'A KSK that the DS names, and a ZSK that can be changed without the registrar.',
    },
  },
  denial: 'How absent names are proved',
  denials: {
    nsec: { label: 'NSEC', hint: 'Simple and small; whoever wants can list all names.' },
    nsec3: { label: 'NSEC3', hint: 'Names are hashed, without salt and extra rounds (RFC 9276).' },
  },
  pasteTitle: 'Paste this at your registrar',
  forms: { ds: 'DS fields', key: 'Public key', line: 'One line' },
  digest: 'Digest',
  formHints: {
    ds: 'Most registrars ask for these four. Where a list offers names instead of numbers, choose the name shown.',
    key: 'Some registrars ask for the key and work out the DS by themselves.',
    line: 'As in a zone file: for registrars with one large field, and for whoever runs the parent.',
  },
  keyTag: 'Key tag',
  keyTagHint: 'A short number that the key is found by.',
  algorithmHint: 'How the key signs.',
  digestType: 'Digest type',
  digestTypeHint: 'How the digest was made; SHA-256 is taken everywhere.',
  digestHint: 'The key’s fingerprint, without spaces.',
  lowerCase: 'in lower case',
  upperCase: 'in upper case',
  flags: 'Flags',
  flagsHint: '257 (also called KSK, or SEP): the key that a DS names.',
  protocol: 'Protocol',
  protocolHint: 'Always 3.',
  publicKey: 'Public key',
  publicKeyHint: 'The key itself in base64.',
  dsLine: 'DS record',
  dnskeyLine: 'DNSKEY record',
  save: 'Save…',
  fileName: (zone: string) => `dsset-${withoutDot(zone)}.txt`,
  severalKeys: (tag: number) => `Key ${tag}`,
  parentTitle: (parent: string | null) =>
    parent === null
      ? 'At the parent'
      : parent === '.'
        ? 'At the root'
        : `At the parent (.${withoutDot(parent)})`,
  lookNow: 'Ask now',
  asked: 'asked',
  unreached: 'Nobody could be asked: no connection, or no resolver.',
  cds: `The ${TERMS.zone} also asks for this DS itself (CDS, CDNSKEY): parents that look there need nothing pasted.`,
  cdsOfLost: `The ${TERMS.zone} as it is served still asks for this DS (CDS, CDNSKEY). Where the parent looks there, it may come back: have the registrar turn that off first.`,
  dsGone: 'gone',
  dsGoneSentence: `No DS any more: the ${TERMS.zone} counts as unsigned, as it has to before it is signed anew.`,
  verdicts: {
    'not-known': 'not known',
    none: 'not yet',
    seen: 'seen',
    partly: 'on its way',
    'others-too': 'seen, and another',
    wrong: 'wrong',
  } satisfies Record<ParentVerdict['state'], string>,
  keysTitle: 'Keys',
  roles: { csk: 'CSK', ksk: 'KSK', zsk: 'ZSK' } satisfies Record<KeyRole, string>,
  keyStates: { signing: 'signs', published: TERMS.published, removed: 'removed' } satisfies Record<
    KeyState,
    string
  >,
  keyColumns: ['Tag', 'Role', 'Algorithm', 'State'],
  lost: 'gone',
  replaceKey: 'Replace…',
  replaceKeyLabel: (tag: number) => `Replace key ${tag}…`,
  replaceTitle: (role: KeyRole) => `Replace the ${words.roles[role]}?`,
  replaceConsequence: {
    zsk: `A new key of the same algorithm joins the ${TERMS.zone} with the next ${TERMS.version}, signs when every cache knows it, and the old one leaves when nothing that it signed is in any cache. All of that takes some ${TERMS.session}s, and nothing has to be done at the registrar.`,
    ksk: `A new key of the same algorithm joins the ${TERMS.zone} with the next ${TERMS.version}. When every cache knows it, you exchange the DS at the registrar; when the old DS is out of every cache, the old key leaves. Take your time: nothing breaks while it waits.`,
    csk: `A new key of the same algorithm signs beside the old one from the next ${TERMS.version} on. When every cache knows it, you exchange the DS at the registrar; when the old DS is out of every cache, the old key leaves. Take your time: nothing breaks while it waits.`,
  } satisfies Record<KeyRole, string>,
  replaceVerb: 'Make the new key',
  rolloverTitle: ({ role, old, new: fresh }: { role: KeyRole; old: readonly number[]; new: number }) =>
    `Replacing ${words.roles[role]} ${old.join(', ')} by ${fresh}`,
  begun: 'begun',
  done: 'Done:',
  byItself: `Goes on by itself when this was seen, and leaves with the next ${TERMS.session}.`,
  byOwner: 'When this was seen, you say when it goes on: it is about the DS at the parent.',
  goOn: {
    zsk: 'Go on now',
    publish: 'Show the new DS',
    sign: 'Go on now',
    'exchange-ds': 'Remove the old key',
    remove: 'Finish',
  } satisfies Record<RolloverStep | 'zsk', string>,
  takeBack: 'Take back…',
  takeBackTitle: 'Keep the old key after all?',
  takeBackConsequence: (tag: number) =>
    `Key ${tag} leaves the ${TERMS.zone} with the next ${TERMS.version} and is deleted. Nothing depends on it yet.`,
  takeBackVerb: 'Keep the old key',
  lostTitle: 'A private key is gone',
  lostSentence: (tags: readonly number[]) =>
    `${tags.length === 1 ? 'The private half of key' : 'The private halves of keys'} ${tags.join(', ')} ${tags.length === 1 ? 'is' : 'are'} not in the keychain or vault: no new ${TERMS.version} can be signed.`,
  bringBack: 'Bring it back',
  bringBackSentence: `If you have its files from an export, choose them here: all goes on as if nothing had been. If you have a recovery file, restore it in an empty data folder.`,
  otherwise: 'If it is gone for good',
  replaceZsk: 'Replace the ZSK',
  signAnew: 'Sign anew with a new key',
  recoveryFile: 'Recovery file',
  recoveryMissing:
    'The recovery file does not hold these keys. Save it: without them, a lost computer means taking DNSSEC off and waiting.',
  turnOff: 'Turn off…',
  turnOffTitle: (zone: string) => `Turn DNSSEC off for ${spoken(zone)}?`,
  turnOffConsequence: `First the DS has to leave the parent: the ${TERMS.zone} asks for that itself (CDS), and you remove it at the registrar. Until it was seen gone, and for as long as caches may keep it, the ${TERMS.zone} stays signed. Then you come back here and take the signatures off.`,
  turnOffVerb: 'Withdraw the DS',
  takeOff: 'Take the signatures off',
  stay: 'Stay signed',
  offNow: 'Off now…',
  offNowTitle: 'Take the signatures off at once?',
  offNowConsequence: `While the parent, or any cache, has the DS, everybody who validates refuses an unsigned ${TERMS.zone}: web, mail and all else of it is gone for them, up to a day or two after the DS is removed. The keys are deleted.`,
  offNowAcknowledge: 'No DS was ever handed in, or I accept that',
  offNowVerb: 'Take them off now',
  exportKey: 'Export',
  broughtTitle: 'Signed elsewhere until now?',
  broughtSentence:
    'Bring all of its keys along, and the DS at the registrar stays as it is: BIND’s .key and .private, PEM files, or what PowerDNS and Knot export. Choose both files of a key together.',
  chooseFiles: 'Key files',
  forget: 'Forget',
  signing: 'Signing',
  progress: (signed: number, total: number) => `${grouped(signed)} of ${grouped(total)} sets`,
  cancel: 'Cancel',
} as const;

export const VERDICT_TONES: Readonly<Record<ParentVerdict['state'], Tone>> = {
  'not-known': 'none',
  none: 'wait',
  seen: 'ok',
  partly: 'wait',
  'others-too': 'wait',
  wrong: 'wrong',
};
