/** A zone's metadata and fields in PowerDNS → who may transfer it and who is told here, and what is only kept. */
import { parseEndpointText } from '../../shared/model/addresses.ts';
import type { PdnsNote } from '../../shared/model/pdns-import.ts';
import type { AccessEntry, ZoneSettings } from '../../shared/model/zone.ts';
import { Unprocessable } from '../pdns-api/api-error.ts';
import type { ZoneNotes } from '../pdns-api/api-notes.ts';
import { booleanMember, textMember } from '../pdns-api/json.ts';
import { withAddresses, withKeys } from '../pdns-api/zone-access.ts';
import type { FetchedZone } from './fetch-zone.ts';

export interface PdnsAccess {
  readonly alsoAllow: readonly AccessEntry[];
  /** ALSO-NOTIFY, as far as these are addresses. */
  readonly alsoNotify: readonly string[];
  /** What the API for tools shows again. */
  readonly kept: Partial<ZoneNotes>;
  readonly notes: readonly PdnsNote[];
}

/** Kinds that are something else here, or nothing. */
const NOT_KEPT = new Set([
  'ALLOW-AXFR-FROM',
  'ALSO-NOTIFY',
  'TSIG-ALLOW-AXFR',
  'AXFR-MASTER-TSIG',
  'NSEC3NARROW',
  'NSEC3PARAM',
  'PRESIGNED',
  'SOA-EDIT',
  'SOA-EDIT-API',
  'API-RECTIFY',
]);

/** `keys` are the names of those that come along. */
export function readAccess(
  { document, metadata }: FetchedZone,
  keys: readonly string[],
  fresh: ZoneSettings,
): PdnsAccess {
  const notes: PdnsNote[] = [];
  const settings = addressesTaken(
    withKeys(fresh, keys, noSecondary),
    metadata.get('ALLOW-AXFR-FROM') ?? [],
    notes,
  );
  if (keys.length > 0 && settings.named) notes.push({ code: 'access-both' });
  const alsoNotify = (metadata.get('ALSO-NOTIFY') ?? []).filter((text) => {
    const isEndpoint = parseEndpointText(text) !== undefined;
    if (!isEndpoint)
      notes.push({ code: 'setting-left-out', kind: 'ALSO-NOTIFY', reason: `${text} is no address` });
    return isEndpoint;
  });
  const kept = [...metadata].filter(([kind]) => !NOT_KEPT.has(kind));
  if (kept.length > 0) notes.push({ code: 'settings-kept', kinds: kept.map(([kind]) => kind) });
  return {
    alsoAllow: settings.alsoAllow,
    alsoNotify,
    kept: {
      account: textMember(document, 'account') ?? '',
      soaEdit: textMember(document, 'soa_edit') ?? '',
      soaEditApi: textMember(document, 'soa_edit_api') ?? '',
      apiRectify: booleanMember(document, 'api_rectify') ?? false,
      metadata: Object.fromEntries(kept.map(([kind, values]) => [kind, [...values]])),
    },
    notes,
  };
}

/** Each address by itself, so that one that cannot be taken is named and the others are. */
function addressesTaken(
  settings: ZoneSettings,
  texts: readonly string[],
  notes: PdnsNote[],
): { readonly alsoAllow: readonly AccessEntry[]; readonly named: boolean } {
  const taken: string[] = [];
  for (const text of texts)
    try {
      withAddresses(settings, [text], noSecondary);
      taken.push(text);
    } catch (error) {
      if (!(error instanceof Unprocessable)) throw error;
      notes.push({ code: 'setting-left-out', kind: 'ALLOW-AXFR-FROM', reason: error.message });
    }
  if (taken.length === 0) return { alsoAllow: settings.alsoAllow, named: false };
  return { alsoAllow: withAddresses(settings, taken, noSecondary).alsoAllow, named: true };
}

/** A zone that is only being made has none. */
const noSecondary = (): never => {
  throw new Error('a new zone names no secondary');
};
