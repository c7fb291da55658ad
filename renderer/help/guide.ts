/** The way from empty to secured with he.net: its steps, and which of them the state of things shows to be done. */
import type { CopyDeadline } from '../../shared/model/copy.ts';
import type { DnssecState } from '../../shared/model/dnssec.ts';
import type { Secondary } from '../../shared/model/secondary.ts';
import type { Settings } from '../../shared/model/settings.ts';
import type { ZoneSettings } from '../../shared/model/zone.ts';
import { PROVIDERS } from '../../shared/providers/catalog.ts';
import { href } from '../app/router.svelte.ts';

export const GUIDE_STEPS = [
  'zone',
  'secondary',
  'form',
  'transfer',
  'delegation',
  'dnssec',
  'ds',
  'schedule',
] as const;
export type GuideStepId = (typeof GUIDE_STEPS)[number];

export interface GuideStep {
  readonly id: GuideStepId;
  readonly done: boolean;
  /** Where it is done; null while an earlier step is missing. */
  readonly address: string | null;
}

/** What the steps are judged by. */
export interface GuideFacts {
  /** The zone that is followed; null while there is none. */
  readonly zone: string | null;
  readonly settings: ZoneSettings | null;
  readonly secondaries: readonly Secondary[];
  readonly deadlines: readonly CopyDeadline[];
  readonly dnssec: DnssecState | null;
  readonly schedule: Settings['schedule'];
}

const HE_NET = 'he.net';
/** The facts that the steps' words are made of. */
export const HE_NET_FACTS = PROVIDERS.find(({ id }) => id === HE_NET)!;

/** Which of the zone's secondaries is he.net. */
export function heNetOf({
  settings,
  secondaries,
}: Pick<GuideFacts, 'settings' | 'secondaries'>): Secondary | undefined {
  return secondaries.find(
    ({ id, provider }) =>
      provider === HE_NET && settings?.secondaries.some(({ secondary }) => secondary === id),
  );
}

export function guideSteps(facts: GuideFacts): readonly GuideStep[] {
  const { zone, dnssec, schedule } = facts;
  const secondary = heNetOf(facts);
  const copy = facts.deadlines.find((one) => one.zone === zone && one.secondary === secondary?.id);
  const isTaken = copy?.refreshedAt != null;
  const sheet = zone !== null && secondary !== undefined ? href.sheet(zone, secondary.id) : null;
  const at = (tab: 'secondaries' | 'dnssec'): string | null => (zone === null ? null : href.zone(zone, tab));
  const isSeen = dnssec?.parent.state === 'seen' || dnssec?.parent.state === 'others-too';
  return [
    { id: 'zone', done: zone !== null, address: href.screen('new') },
    { id: 'secondary', done: secondary !== undefined, address: at('secondaries') },
    // He.net says nothing of its form; that it has come for the zone says that it was filled in.
    { id: 'form', done: isTaken || secondary?.primaryAddress != null, address: sheet },
    { id: 'transfer', done: isTaken, address: secondary === undefined ? null : href.screen('overview') },
    { id: 'delegation', done: isDelegated(dnssec), address: sheet },
    { id: 'dnssec', done: dnssec?.servedSigned === true, address: at('dnssec') },
    { id: 'ds', done: isSeen, address: at('dnssec') },
    { id: 'schedule', done: schedule.kind !== 'off', address: href.screen('settings') },
  ];
}

/** Whether the parent names he.net's servers, as it was last seen. */
function isDelegated(dnssec: DnssecState | null): boolean {
  const named = dnssec?.observation?.nameServers.map(({ name }) => name.toLowerCase()) ?? [];
  return HE_NET_FACTS.nameServers.some((server) => named.includes(server));
}
