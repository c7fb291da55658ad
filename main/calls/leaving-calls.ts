/** Calls about a secondary, or a zone, on its way out. */
import type { LeavingWatch } from '../watch/leaving-watch.ts';
import type { Zones } from '../zones/zones.ts';
import { calls } from './implementer.ts';
import { typedName, zoneOf } from './zone-names.ts';
import { printName } from '../../shared/dns/name-text.ts';

export interface LeavingServices {
  readonly zones: Zones;
  readonly leaving: LeavingWatch;
}

export function leavingCalls({ zones, leaving }: LeavingServices) {
  return {
    look: calls.leaving.look.handler(({ input }) =>
      leaving.look(
        zoneOf(zones, input.zone),
        input.secondary,
        input.nameServers?.map((name) => printName(typedName(name))),
      ),
    ),
  };
}
