/** Calls about the signing of zones. */
import type { DnssecState } from '../../shared/model/dnssec.ts';
import { dsForms } from '../dnssec/ds.ts';
import { ALGORITHMS } from '../dnssec/keys/algorithms.ts';
import { dnskeyOf, dsKeys } from '../zones/signing/signing-plan.ts';
import { keyFiles, letKeyGo, takeKeyIn } from '../zones/signing/carry-keys.ts';
import { judgeParent, judgeReadiness } from '../zones/signing/observed.ts';
import {
  beginWithdrawal,
  judgeWithdrawal,
  switchOff,
  takeWithdrawalBack,
} from '../zones/signing/switch-off.ts';
import { switchOn } from '../zones/signing/switch-on.ts';
import type { DnssecWatch } from '../watch/dnssec-watch.ts';
import { isSigned, type ZoneSigning } from '../zones/signing/zone-signing.ts';
import type { Zone } from '../zones/zone.ts';
import type { Zones } from '../zones/zones.ts';
import { calls } from './implementer.ts';
import type { OverviewFeed } from './overview.ts';
import { zoneOf } from './zone-names.ts';

export interface DnssecServices {
  readonly zones: Zones;
  readonly signing: ZoneSigning;
  readonly dnssecWatch: DnssecWatch;
  readonly feed: OverviewFeed;
}

export function dnssecCalls({ zones, signing, dnssecWatch, feed }: DnssecServices) {
  const stateOf = (zone: Zone): DnssecState => dnssecStateOf(zone, signing);
  return {
    state: calls.dnssec.state.handler(({ input }) => stateOf(zoneOf(zones, input.zone))),
    watch: calls.dnssec.watch.handler(async function* ({ input, signal }) {
      let last = '';
      while (signal?.aborted !== true) {
        const changed = feed.changed(signal);
        const state = stateOf(zoneOf(zones, input.zone));
        const text = JSON.stringify(state);
        if (text !== last) yield state;
        last = text;
        await changed;
      }
    }),
    enable: calls.dnssec.enable.handler(async ({ input }) => {
      const zone = zoneOf(zones, input.zone);
      await switchOn(signing, zone, input, Date.now());
      return stateOf(zone);
    }),
    look: calls.dnssec.look.handler(async ({ input }) => {
      const zone = zoneOf(zones, input.zone);
      const seen = await dnssecWatch.look(zone);
      return { reached: seen !== undefined && seen.parent !== null, state: stateOf(zone) };
    }),
    withdraw: calls.dnssec.withdraw.handler(async ({ input }) => {
      const zone = zoneOf(zones, input.zone);
      await (input.begin ? beginWithdrawal(signing, zone) : takeWithdrawalBack(signing, zone));
      return stateOf(zone);
    }),
    disable: calls.dnssec.disable.handler(async ({ input }) => {
      const zone = zoneOf(zones, input.zone);
      await switchOff(signing, zone, { evenNow: input.evenNow, nowMs: Date.now() });
      return stateOf(zone);
    }),
    importKey: calls.dnssec.importKey.handler(async ({ input: { zone: name, role, ...texts } }) => {
      const zone = zoneOf(zones, name);
      const keyTag = await takeKeyIn(signing, zone, texts, role, Date.now());
      return { keyTag, state: stateOf(zone) };
    }),
    forgetKey: calls.dnssec.forgetKey.handler(async ({ input }) => {
      const zone = zoneOf(zones, input.zone);
      await letKeyGo(signing, zone, input.keyTag);
      return stateOf(zone);
    }),
    exportKey: calls.dnssec.exportKey.handler(async ({ input }) => ({
      files: [...(await keyFiles(signing, zoneOf(zones, input.zone), input.keyTag, input.form))],
    })),
    cancel: calls.dnssec.cancel.handler(({ input }) => signing.cancel(zoneOf(zones, input.zone))),
  };
}

export function dnssecStateOf(zone: Zone, signing: ZoneSigning): DnssecState {
  const plan = signing.planOf(zone);
  const { version } = zone;
  const servedSigned = version !== undefined && isSigned(version);
  const progress = signing.progressOf(zone);
  return {
    zone: zone.nameText,
    signs: plan.signs,
    servedSigned,
    denial: plan.denial,
    keys: plan.keys.map(({ dnskey: _, ...key }) => ({
      ...key,
      algorithmMnemonic: ALGORITHMS[key.algorithm].mnemonic,
    })),
    ds: dsKeys(plan).map((key) => withoutReadonly(dsForms(zone.name, dnskeyOf(key)))),
    parentRequest: plan.parentRequest,
    observation: plan.observation,
    parent: judgeParent(zone.name, plan),
    readiness: judgeReadiness(plan, {
      servedSigned,
      largestTtl: signing.largestTtl(zone),
      nowMs: Date.now(),
    }),
    withdrawal: judgeWithdrawal(plan, Date.now()),
    signaturesUntil: servedSigned ? signing.firstExpiration(version.contents) * 1000 : null,
    renewsFrom: servedSigned ? signing.renewsFrom(zone) * 1000 : null,
    progress: progress === undefined ? null : { signed: progress.signed, total: progress.total },
  };
}

function withoutReadonly({ digests, ...forms }: ReturnType<typeof dsForms>): DnssecState['ds'][number] {
  return { ...forms, digests: [...digests] };
}
