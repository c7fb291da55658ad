/** Calls about the delegation of a zone. */
import type { ParentNsVerdict } from '../../shared/model/parent-ns.ts';
import type { Zone } from '../zones/zone.ts';
import type { Zones } from '../zones/zones.ts';
import { calls } from './implementer.ts';
import { zoneOf } from './zone-names.ts';

export interface ParentNsServices {
  readonly zones: Zones;
  readonly parentNs: (zone: Zone) => Promise<ParentNsVerdict>;
}

export function parentNsCalls({ zones, parentNs }: ParentNsServices) {
  return { look: calls.parentNs.look.handler(({ input }) => parentNs(zoneOf(zones, input.zone))) };
}
