/** The guide for he.net; what is said of he.net comes from what is known of it. */
import { spoken } from '../../shared/model/spoken-name.ts';
import { TERMS } from '../../shared/model/terms.ts';
import { duration, list } from '../ui/format.ts';
import { HE_NET_FACTS, type GuideStepId } from './guide.ts';

const { name, form, nameServers, firstTransferMinutes, remarks, date } = HE_NET_FACTS;

interface StepWords {
  readonly title: string;
  readonly text: readonly string[];
  /** On the button that leads there. */
  readonly action: string;
}

const steps: Readonly<Record<GuideStepId, StepWords>> = {
  zone: {
    title: `Make the ${TERMS.zone}`,
    text: [
      `Type its name and choose ${name}: its name servers (${list(nameServers.map(spoken))}) become the NS records. A ${TERMS.zone} that is served elsewhere now is imported instead.`,
    ],
    action: `New ${TERMS.zone}`,
  },
  secondary: {
    title: `Let ${name} have it`,
    text: [
      `As a ${TERMS.secondary} of the ${TERMS.zone}, with a ${TERMS.key} that is made on the way. Nobody else can take a transfer.`,
    ],
    action: `Add ${name}`,
  },
  form: {
    title: `Type it in at ${name}`,
    text: [
      `${form.place}. The sheet has each line of that form with a copy button; note there which address you typed.`,
      ...remarks,
    ],
    action: 'Open the sheet',
  },
  transfer: {
    title: `${TERMS.Publish} for the first time`,
    text: [
      ...(firstTransferMinutes === 'unknown'
        ? []
        : [`Leave it open: the first transfer takes about ${duration(firstTransferMinutes * 60_000)}.`]),
      `It is done when ${name} is seen to hold what you ${TERMS.published}. Then the ${TERMS.session} ends by itself.`,
    ],
    action: `To the ${TERMS.overview}`,
  },
  delegation: {
    title: 'Name its servers at the registrar',
    text: [
      `Make ${list(nameServers.map(spoken))} the name servers of the domain. From then on the Internet asks ${name}.`,
    ],
    action: 'Copy their names from the sheet',
  },
  dnssec: {
    title: 'Turn DNSSEC on',
    text: [
      `This computer signs; ${name} hands the signatures out. Save the recovery file that is made with it, then ${TERMS.publish} again. Whether ${name} serves a ${TERMS.zone} that was signed elsewhere was not documented when this was last looked up (${date}); the DNSSEC screen asks its servers before it says that the DS may be handed in.`,
    ],
    action: 'To DNSSEC',
  },
  ds: {
    title: 'Hand the DS to the registrar',
    text: [
      'When the DNSSEC screen says that it is ready, and not before. It is done when the parent is seen to have it.',
    ],
    action: 'To the DS',
  },
  schedule: {
    title: `${TERMS.Publish} by itself`,
    text: [
      `Copies and signatures end one day, also when nothing changes. With a schedule the app ${TERMS.publishes} by itself while it runs; without one, the ${TERMS.overview} says by when you must.`,
    ],
    action: 'To the schedule',
  },
};

export const guideWords = {
  title: `From empty to secured with ${name}`,
  intro: `Eight steps. What can be seen to be done is marked by itself; come back here whenever you like.`,
  progress: (done: number, all: number) => `${done} of ${all} done`,
  zone: `For the ${TERMS.zone}`,
  done: 'done',
  next: 'next',
  look: 'Look at the parent now',
  unreached: 'Nobody could be asked: no connection, or no resolver in the settings.',
  steps,
} as const;
