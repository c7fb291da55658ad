/** Help in place and the help screen: short, and only what an owner needs. */
import { TERMS } from '../../shared/model/terms.ts';

/** One thing explained. */
export interface Topic {
  readonly title: string;
  readonly text: readonly string[];
}

/** Each is a card of the help screen, and a popover wherever its term is met. */
export const TOPICS = {
  'hidden-primary': {
    title: 'What is a hidden primary?',
    text: [
      `The name server on which a ${TERMS.zone} is edited, and which the Internet never asks. Other servers, the ${TERMS.secondaries}, fetch the ${TERMS.zone} from it and give the answers.`,
      `This app is one only while you ${TERMS.publish}. In between nothing listens, and the computer may be off: the ${TERMS.secondaries} go on answering until their copies expire.`,
    ],
  },
  tsig: {
    title: `What is a ${TERMS.key}?`,
    text: [
      `A shared secret with a name and an algorithm (RFC 8945). Both sides sign what they send, so a transfer goes only to whom you gave the secret, and nobody can change it on the way.`,
      `Name, algorithm and secret must be the same on both sides, and the clocks must agree to 5 minutes.`,
    ],
  },
  publish: {
    title: `What does it mean to ${TERMS.publish}?`,
    text: [
      `Your ${TERMS.edits} get a new serial, the name server opens, and each ${TERMS.secondary} is told by NOTIFY. It asks for the serial, fetches what changed (IXFR) or everything (AXFR), and is then asked whether it answers the new serial.`,
      `When all are in sync, the name server closes by itself.`,
    ],
  },
  ixfr: {
    title: 'What are AXFR and IXFR?',
    text: [
      `The two ways in which a ${TERMS.secondary} fetches a ${TERMS.zone}. By AXFR (RFC 5936) it takes all of it; by IXFR (RFC 1995) only what changed since the serial that it has, which for a large ${TERMS.zone} is a thousandth of it.`,
      `It asks for what it likes. An IXFR is answered from the ${TERMS.versions} that are kept here, and by the whole ${TERMS.zone} where these do not reach back so far or where that is shorter.`,
    ],
  },
  ds: {
    title: 'What is a DS?',
    text: [
      `The one line by which the parent (.com, .org) vouches for the key of your ${TERMS.zone} (RFC 4034): with it, resolvers refuse answers that are not signed by that key. You hand it to the registrar, who hands it on.`,
      `It must not be there before every name server has the signed ${TERMS.zone}, and not after the signatures are gone: either makes the domain unreachable for whoever validates. The DNSSEC screen watches both.`,
    ],
  },
  rhythm: {
    title: `How often must I ${TERMS.publish}?`,
    text: [
      `At least as often as the ${TERMS.rhythm} that you chose for the ${TERMS.zone}, also when nothing changed: each time, the copies are good for another span. Without it they expire one day, and the domain stops answering.`,
    ],
  },
  'no-transfer': {
    title: 'Why does a transfer not come?',
    text: [
      `${TERMS.Activity} lists each request and why it was refused. Most often: the ${TERMS.secondary} fetches from an address that is not on its list; the key's name is written differently there; the router does not send TCP 53 here.`,
      `Where the router sends nothing here, set up its rule, or have ${TERMS.Settings} ask it for each ${TERMS.session}, by NAT-PMP or UPnP.`,
    ],
  },
} as const satisfies Readonly<Record<string, Topic>>;
export type TopicId = keyof typeof TOPICS;

export const words = {
  title: TERMS.Help,
  guideTitle: 'From empty to secured with he.net',
  guideSentence: `A guide whose steps lead to their places, and mark themselves as they are done.`,
  guideAction: 'Open the guide',
  shortcuts: 'Keyboard shortcuts',
} as const;
