/** What the hand-over to another name server says. */
import { spoken } from '../../shared/model/spoken-name.ts';
import { TERMS } from '../../shared/model/terms.ts';

export const words = {
  title: (zone: string) => `Hand ${spoken(zone)} over`,
  crumb: 'Hand over',
  intro: `To a name server of your own that is always on. It becomes the primary; the ${TERMS.secondaries} stay, and so does the DS, since the keys are the same.`,
  target: 'New primary',
  underWay: {
    rollover: `A key is being replaced. The new server would not know how far that is: it may drop a key that caches or the parent still need, and validators would refuse the ${TERMS.zone}. Finish the replacement first, or take it back.`,
    withdrawal: `DNSSEC is being turned off. The new server would not know that the DS is on its way out, and would ask the parent for it again. Finish that first, or stay signed.`,
    lost: 'A private key is gone, and without it the new server cannot sign under the present DS. Take the way out first.',
  },
  toDnssec: 'Go to DNSSEC',
  files: '1. The files',
  filesHint: `Put them into one folder on the new server. The ${TERMS.zone} file is unsigned, ${TERMS.edits} included: the new server signs.`,
  saveZone: 'Save the zone file',
  saveKeys: 'Save the keys',
  keysHint:
    'Whoever has the private keys can sign in your name: carry them over safely, and delete what is left on the way.',
  configuration: '2. The configuration',
  configurationHint:
    'Secrets are masked here, and filled in when you copy. File names are as they were saved.',
  place: (place: string) => `In ${place}:`,
  text: (place: string) => `the text for ${place}`,
  check: '3. Look before you let go',
  checkSteps: (signed: boolean): readonly string[] => [
    ...(signed
      ? [
          `Ask the new server for the DNSKEY: it must have the same key tags as here, and no others beside them.`,
        ]
      : []),
    `Ask it for the SOA: its serial must be ahead of what the ${TERMS.secondaries} hold.`,
    `At each ${TERMS.secondary}, put in the new server's address as the primary, and wait until it serves the new serial.`,
    `Then delete the ${TERMS.zone} here, so that two servers never sign for it.`,
  ],
  notKept: `Comments and disabled records are not in a ${TERMS.zone} file's answers: they stay behind. A backup here keeps them.`,
} as const;
