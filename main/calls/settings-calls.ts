/** Calls about what the owner sets for the whole app. */
import type { Endpoint } from '../../shared/model/secondary.ts';
import type { BindFailure } from '../../shared/model/session.ts';
import type { Settings } from '../../shared/model/settings.ts';
import type { JsonFile } from '../storage/json-file.ts';
import { checkSchedule } from '../sessions/schedule.ts';
import { reachableAddresses } from '../watch/own-addresses.ts';
import { checkedAddress } from '../zones/secondaries.ts';
import { calls } from './implementer.ts';
import type { OverviewFeed } from './overview.ts';

export interface SettingsServices {
  readonly settings: JsonFile<Settings>;
  readonly feed: OverviewFeed;
  /** When the app publishes by itself counts from now. */
  readonly onScheduleChanged: () => Promise<void>;
  /** Whether the router is asked, and for which port. */
  readonly mappingSettingsChanged: () => void;
  /** Binds each address and lets go again; what failed. */
  readonly tryListen: (listen: readonly Endpoint[]) => Promise<readonly BindFailure[]>;
}

export function settingsCalls(services: SettingsServices) {
  const { settings, feed, tryListen, onScheduleChanged, mappingSettingsChanged } = services;
  return {
    get: calls.settings.get.handler(() => settings.value),
    update: calls.settings.update.handler(async ({ input }) => {
      const listen = input.listen && checked(input.listen);
      if (input.schedule !== undefined) checkSchedule(input.schedule);
      const { schedule } = settings.value;
      const updated = await settings.update((value) => ({
        ...value,
        ...input,
        listen: listen ?? value.listen,
      }));
      if (JSON.stringify(updated.schedule) !== JSON.stringify(schedule)) await onScheduleChanged();
      mappingSettingsChanged();
      feed.touch();
      return updated;
    }),
    tryListen: calls.settings.tryListen.handler(async ({ input }) => [
      ...(await tryListen(checked(input.listen))),
    ]),
    addresses: calls.settings.addresses.handler(() => reachableAddresses()),
  };
}

function checked(listen: readonly Endpoint[]): Endpoint[] {
  return listen.map(({ address, port }) => ({ address: checkedAddress(address), port }));
}
