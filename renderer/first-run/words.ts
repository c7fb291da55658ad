/** What the first screens say: the three doors, and the guided making of a zone. */
import { spoken, withoutDot } from '../../shared/model/spoken-name.ts';
import { TERMS } from '../../shared/model/terms.ts';

export const words = {
  guide: 'From empty to secured with he.net, step by step',
  restore: 'Restore from a recovery file',
  title: `Welcome to ${TERMS.app}`,
  intro: `This computer becomes the hidden primary of your ${TERMS.zones}: you edit them here, and while you ${TERMS.publish}, other people's name servers fetch them. The Internet asks those; nobody needs this computer again until the next ${TERMS.session}.`,
  doors: {
    new: {
      title: `New ${TERMS.zone}`,
      sentence: `Name it, choose who shall serve it, and be led through the rest.`,
      verb: `Make a ${TERMS.zone}…`,
    },
    import: {
      title: 'Import',
      sentence: `Zone files by drop or paste, straight from the server that has the ${TERMS.zone} now, or from a PowerDNS with its keys.`,
      verb: 'Import…',
    },
    sample: {
      title: 'Rehearse',
      sentence: `A sample ${TERMS.zone} with records of all kinds, to try everything on. Delete it when you like.`,
      verb: 'Try with a sample',
    },
  },
  sampleName: `${TERMS.rehearsal}.test.`,

  newTitle: `New ${TERMS.zone}`,
  name: `Name of the ${TERMS.zone}`,
  nameHint: 'Your domain, as in example.com. Letters of any script may be typed.',
  kind: 'Kind',
  kinds: {
    primary: { label: 'Primary', hint: `Fetched by ${TERMS.secondaries}, which answer the Internet.` },
    native: {
      label: 'Native',
      hint: `Answered by this computer alone, as for home.arpa in your own network.`,
    },
  },
  mail: 'Mail of the person in charge',
  mailHint: (zone: string) =>
    `Stands in the SOA. Empty: hostmaster@${zone === '' ? 'your domain' : withoutDot(zone)}.`,
  who: `Who shall serve it?`,
  later: 'Decide later',
  ownNameServers: 'Its public name servers',
  ownNameServersHint: `One a line: they become the NS records, the first one the SOA's MNAME. Those of your ${TERMS.secondary}.`,
  nameServersFrom: (name: string) => `Filled in as known of ${name}.`,
  nameServersUnknown: (name: string) =>
    `${name} tells you their names; they can also be added to the records later.`,
  nativeNameServers: `Name servers`,
  next: 'Next',
  back: 'Back',
  create: `Make the ${TERMS.zone}`,
  createAll: `Make ${TERMS.zone}, key and ${TERMS.secondary}`,
  keyTitle: 'Its key, and where it fetches from',
  created: (zone: string) => `${spoken(zone)} is here.`,
  halfway: `The ${TERMS.zone} was made, but not all of the rest. Go on in its ${TERMS.secondaries}.`,
  toSecondaries: `To its ${TERMS.secondaries}`,
} as const;
