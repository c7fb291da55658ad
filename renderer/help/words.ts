/** Help in place and the help screen: short, and only what an owner needs. */
import { TERMS } from '../../shared/model/terms.ts';

export const words = {
  title: TERMS.Help,
  tsig: TERMS.key,
  topics: [
    {
      title: 'What is a hidden primary?',
      text: [
        `The name server on which a ${TERMS.zone} is edited, and which the Internet never asks. Other servers, the ${TERMS.secondaries}, fetch the ${TERMS.zone} from it and give the answers.`,
        `This app is one only while you ${TERMS.publish}. In between nothing listens, and the computer may be off: the ${TERMS.secondaries} go on answering until their copies expire.`,
      ],
    },
    {
      title: `What is a ${TERMS.key}?`,
      text: [
        `A shared secret with a name and an algorithm (RFC 8945). Both sides sign what they send, so a transfer goes only to whom you gave the secret, and nobody can change it on the way.`,
        `Name, algorithm and secret must be the same on both sides, and the clocks must agree to 5 minutes.`,
      ],
    },
    {
      title: `What does it mean to ${TERMS.publish}?`,
      text: [
        `Your ${TERMS.edits} get a new serial, the name server opens, and each ${TERMS.secondary} is told by NOTIFY. It asks for the serial, fetches what changed (IXFR) or everything (AXFR), and is then asked whether it answers the new serial.`,
        `When all are in sync, the name server closes by itself.`,
      ],
    },
    {
      title: 'From empty to served by he.net',
      text: [
        `1. New ${TERMS.zone}: type its name, choose he.net. Its name servers become the NS records.`,
        `2. The key home_he.net_… is made for you.`,
        `3. The sheet shows what to type at dns.he.net, “Add a new slave”, with a copy button each. Your router must send TCP and UDP 53 to this computer.`,
        `4. ${TERMS.Publish} and leave it open: the first transfer takes about an hour.`,
        `5. At your registrar, make he.net's servers the name servers of the domain.`,
      ],
    },
    {
      title: `How often must I ${TERMS.publish}?`,
      text: [
        `At least as often as the ${TERMS.rhythm} that you chose for the ${TERMS.zone}, also when nothing changed: each time, the copies are good for another span. Without it they expire one day, and the domain stops answering.`,
      ],
    },
    {
      title: 'Why does a transfer not come?',
      text: [
        `${TERMS.Activity} lists each request and why it was refused. Most often: the ${TERMS.secondary} fetches from an address that is not on its list; the key's name is written differently there; the router does not send TCP 53 here.`,
      ],
    },
  ],
} as const;
