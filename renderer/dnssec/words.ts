/** What the DNSSEC screen of a zone says. */
import type { KeyRole, KeyState, ParentVerdict } from '../../shared/model/dnssec.ts';
import { TERMS } from '../../shared/model/terms.ts';
import { spoken } from '../ui/format.ts';
import type { Tone } from '../ui/tone.ts';

export const words = {
  offTitle: 'Not signed',
  offSentence: `With DNSSEC, resolvers can check that answers come from you unchanged. This computer signs the ${TERMS.zone}, its ${TERMS.secondaries} hand the signatures out, and you give the registrar one line: the DS.`,
  offPromise: `Signatures last longer than the copies your ${TERMS.secondaries} keep, and each ${TERMS.session} renews them. If you stay away for too long, the copies expire before they could become invalid.`,
  recoveryFirst: `The keys are made now, and saved in a recovery file under a passphrase of your choice. Nothing is signed before you ${TERMS.publish}.`,
  turnOn: 'Turn on and save the recovery file',
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
  fileName: (zone: string) => `dsset-${spoken(zone)}.txt`,
  severalKeys: (tag: number) => `Key ${tag}`,
  parentTitle: (parent: string | null) =>
    parent === null ? 'At the parent' : parent === '.' ? 'At the root' : `At the parent (.${spoken(parent)})`,
  lookNow: 'Ask now',
  asked: 'asked',
  unreached: 'Nobody could be asked: no connection, or no resolver.',
  cds: `The ${TERMS.zone} also asks for this DS itself (CDS, CDNSKEY): parents that look there need nothing pasted.`,
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
  keyColumns: ['Tag', 'Role', 'Algorithm', 'State', ''],
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
    'Bring its keys along, and the DS at the registrar stays as it is: BIND’s .key and .private, PEM files, or what PowerDNS and Knot export. Choose both files of a key together.',
  chooseFiles: 'Key files',
  forget: 'Forget',
  signing: 'Signing',
  progress: (signed: number, total: number) => `${signed.toLocaleString()} of ${total.toLocaleString()} sets`,
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
