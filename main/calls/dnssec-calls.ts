/** Calls about the signing of zones. */
import type { DnssecState } from '../../shared/model/dnssec.ts';
import { keyFiles, letKeyGo, takeKeyIn } from '../zones/signing/carry-keys.ts';
import { signAnew } from '../zones/signing/lost-keys.ts';
import { cancelRollover, continueRollover, startRollover } from '../zones/signing/rollover/rollovers.ts';
import { beginWithdrawal, switchOff, takeWithdrawalBack } from '../zones/signing/switch-off.ts';
import { switchOn } from '../zones/signing/switch-on.ts';
import type { DnssecWatch } from '../watch/dnssec-watch.ts';
import type { ZoneSigning } from '../zones/signing/zone-signing.ts';
import type { Zone } from '../zones/zone.ts';
import type { Zones } from '../zones/zones.ts';
import type { DeadlineServices } from './deadline-calls.ts';
import { dnssecStateOf } from './dnssec-state.ts';
import { calls } from './implementer.ts';
import type { OverviewFeed } from './overview.ts';
import { toAppError } from './to-app-error.ts';
import { zoneOf } from './zone-names.ts';

export interface DnssecServices extends DeadlineServices {
  readonly zones: Zones;
  readonly signing: ZoneSigning;
  readonly dnssecWatch: DnssecWatch;
  readonly feed: OverviewFeed;
}

export function dnssecCalls({ zones, signing, dnssecWatch, feed, deadlines }: DnssecServices) {
  const stateOf = (zone: Zone): DnssecState => dnssecStateOf(zone, { signing, deadlines, nowMs: Date.now() });
  /** A key that is gone is better known before something has to be signed. */
  const lookForKeys = async (zone: Zone): Promise<void> => {
    try {
      if (signing.planOf(zone).signs) await signing.lookForKeys(zone);
    } catch (error) {
      // A store that is locked says so itself.
      if (toAppError(error) === undefined) throw error;
    }
  };
  return {
    state: calls.dnssec.state.handler(({ input }) => stateOf(zoneOf(zones, input.zone))),
    watch: calls.dnssec.watch.handler(async function* ({ input, signal }) {
      let last = '';
      await lookForKeys(zoneOf(zones, input.zone));
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
      feed.touch();
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
    startRollover: calls.dnssec.startRollover.handler(async ({ input }) => {
      const zone = zoneOf(zones, input.zone);
      await startRollover(signing, zone, input.role, Date.now());
      return stateOf(zone);
    }),
    continueRollover: calls.dnssec.continueRollover.handler(async ({ input }) => {
      const zone = zoneOf(zones, input.zone);
      await continueRollover(signing, zone, Date.now());
      return stateOf(zone);
    }),
    cancelRollover: calls.dnssec.cancelRollover.handler(async ({ input }) => {
      const zone = zoneOf(zones, input.zone);
      await cancelRollover(signing, zone, Date.now());
      return stateOf(zone);
    }),
    signAnew: calls.dnssec.signAnew.handler(async ({ input }) => {
      const zone = zoneOf(zones, input.zone);
      await signAnew(signing, zone, Date.now());
      return stateOf(zone);
    }),
    cancel: calls.dnssec.cancel.handler(({ input }) => signing.cancel(zoneOf(zones, input.zone))),
  };
}
