/** Calls about what the owner sets for the whole app. */
import { networkInterfaces } from 'node:os';
import type { Endpoint } from '../../shared/model/secondary.ts';
import type { BindFailure } from '../../shared/model/session.ts';
import type { Settings } from '../../shared/model/settings.ts';
import type { JsonFile } from '../storage/json-file.ts';
import { checkedAddress } from '../zones/secondaries.ts';
import { calls } from './implementer.ts';
import type { OverviewFeed } from './overview.ts';

export interface SettingsServices {
  readonly settings: JsonFile<Settings>;
  readonly feed: OverviewFeed;
  /** Binds each address and lets go again; what failed. */
  readonly tryListen: (listen: readonly Endpoint[]) => Promise<readonly BindFailure[]>;
}

export function settingsCalls({ settings, feed, tryListen }: SettingsServices) {
  return {
    get: calls.settings.get.handler(() => settings.value),
    update: calls.settings.update.handler(async ({ input }) => {
      const listen = input.listen && checked(input.listen);
      const updated = await settings.update((value) => ({
        ...value,
        ...input,
        listen: listen ?? value.listen,
      }));
      feed.touch();
      return updated;
    }),
    tryListen: calls.settings.tryListen.handler(async ({ input }) => [
      ...(await tryListen(checked(input.listen))),
    ]),
    addresses: calls.settings.addresses.handler(() => ownAddresses()),
  };
}

function checked(listen: readonly Endpoint[]): Endpoint[] {
  return listen.map(({ address, port }) => ({ address: checkedAddress(address), port }));
}

/** This computer's addresses, without loopback and link-local ones. */
function ownAddresses(): string[] {
  return Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ internal, address }) => !internal && !address.toLowerCase().startsWith('fe80:'))
    .map(({ address }) => address);
}
