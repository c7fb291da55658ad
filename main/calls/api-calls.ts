/** Calls about the PowerDNS-compatible API. */
import { isIP } from 'node:net';
import { parseAddressOrBlock } from '../../shared/model/addresses.ts';
import { AppFailure } from '../../shared/model/app-error.ts';
import type { ApiState } from '../../shared/model/api.ts';
import type { ApiSettings, Settings } from '../../shared/model/settings.ts';
import type { ApiKey } from '../pdns-api/api-key.ts';
import type { PdnsApi } from '../pdns-api/pdns-api.ts';
import type { JsonFile } from '../storage/json-file.ts';
import { calls } from './implementer.ts';

export interface ApiCallServices {
  readonly api: PdnsApi;
  readonly apiKey: ApiKey;
  readonly settings: JsonFile<Settings>;
}

export function apiCalls({ api, apiKey, settings }: ApiCallServices) {
  return {
    state: calls.api.state.handler((): ApiState => api.state()),
    configure: calls.api.configure.handler(async ({ input }) => {
      const change = checked(input);
      // A key must be there before anybody can ask: making one may fail for want of a keychain.
      if (change.enabled === true) await apiKey.get();
      await settings.update((value) => ({ ...value, api: { ...value.api, ...change } }));
      await api.apply();
      return api.state();
    }),
    key: calls.api.key.handler(async () => ({ key: (await apiKey.get()).reveal() })),
    rotateKey: calls.api.rotateKey.handler(async () => ({ key: (await apiKey.rotate()).reveal() })),
  };
}

/** Addresses in their usual form. Throws `bad-address`. */
function checked(change: Partial<ApiSettings>): Partial<ApiSettings> {
  const { address, allow } = change;
  if (address !== undefined && isIP(address) === 0)
    throw new AppFailure({ code: 'bad-address', text: address });
  const blocks = allow?.map((text) => {
    const block = parseAddressOrBlock(text);
    if (block === undefined) throw new AppFailure({ code: 'bad-address', text });
    return block;
  });
  return { ...change, ...(blocks === undefined ? {} : { allow: blocks }) };
}
