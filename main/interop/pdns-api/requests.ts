/**
 * Requests for the differential test, good and bad, in the order in which they are sent: to the API here and to a real
 * PowerDNS. Later ones stand on earlier ones' zones.
 */
import type { ApiRequestCase } from './requests/builders.ts';
import { DEVIATIONS } from './requests/deviations.ts';
import { LISTS, ONE_ZONE, SEARCHES } from './requests/lists-and-search.ts';
import { DNSSEC, METADATA, TSIG_KEYS } from './requests/metadata-and-keys.ts';
import { NEW_ZONES, NEW_ZONES_HALF_MADE, NEW_ZONES_REFUSED } from './requests/new-zones.ts';
import { PATCHES, PATCHES_REFUSED } from './requests/patch.ts';
import { ACTIONS, PUTS } from './requests/put-and-actions.ts';
import { SERVER } from './requests/server.ts';

export const REQUESTS: readonly ApiRequestCase[] = [
  ...SERVER,
  ...NEW_ZONES_REFUSED,
  ...NEW_ZONES,
  ...LISTS,
  ...ONE_ZONE,
  ...PATCHES_REFUSED,
  ...PATCHES,
  ...PUTS,
  ...METADATA,
  ...TSIG_KEYS,
  ...DNSSEC,
  ...SEARCHES,
  ...ACTIONS,
  ...DEVIATIONS,
  ...NEW_ZONES_HALF_MADE,
];
