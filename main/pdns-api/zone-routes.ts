/** `/zones/{id}`: a zone, its records and its settings. */
import type { RecordSetEdit } from '../zones/record-set.ts';
import type { ZoneState } from '../zones/zone-state.ts';
import type { Zone } from '../zones/zone.ts';
import { TYPE } from '../../shared/dns/types.ts';
import { refusedSets, Unprocessable } from './api-error.ts';
import { bodyOf, JSON_TYPE, noContent, streamed, type ApiContext } from './api-context.ts';
import { refusalsOf } from './check-sets.ts';
import { arrayMember, booleanMember, textMember, type Json } from './json.ts';
import { sentSets } from './new-zone-input.ts';
import { patchedSets, recordSet } from './patch-zone.ts';
import { SERVER, type Route } from './route.ts';
import { tellActivity, zoneOf, type ApiServices } from './services.ts';
import { setsOf } from './zone-json.ts';
import { askedOf, zoneAnswer } from './zone-answer.ts';
import { sentKeys, sentKind, sentNotes } from './zone-settings-input.ts';
import type { Written } from './tool-writer.ts';

const ZONE = `${SERVER}/zones/:id`;

export function zoneRoutes(services: ApiServices): Route[] {
  return [
    {
      method: 'GET',
      path: ZONE,
      summary: 'One zone with its record sets: the last version, never the owner’s draft',
      query: {
        rrsets: 'false leaves the sets out',
        record_count: 'true adds record_count where the sets are left out',
        rrset_name: 'only sets of this name',
        rrset_type: 'only sets of this type, with rrset_name',
        include_disabled: 'false leaves disabled records out',
      },
      status: 200,
      handle(context) {
        const zone = zoneOf(services, context);
        const asked = askedOf(context);
        return streamed(context, zoneAnswer(services, zone, asked), 200, JSON_TYPE['Content-Type']);
      },
    },
    {
      method: 'PATCH',
      path: ZONE,
      summary: 'Changes to record sets, all or none, as a version of their own',
      body: 'rrsets, each with name, type, changetype (REPLACE, DELETE, EXTEND, PRUNE), ttl, records, comments (only their content is kept)',
      status: 204,
      handle: (context) => patch(services, context),
    },
    {
      method: 'PUT',
      path: ZONE,
      summary: 'Settings of the zone; with rrsets all its records are replaced',
      body: 'kind, account, soa_edit, soa_edit_api, api_rectify, dnssec, nsec3param, master_tsig_key_ids, rrsets',
      status: 204,
      handle: (context) => put(services, context),
    },
    {
      method: 'DELETE',
      path: ZONE,
      summary: 'Deletes the zone; its folder is kept in deleted/',
      status: 204,
      async handle(context) {
        const zone = zoneOf(services, context);
        await services.zones.remove(zone);
        await services.notes.forget(zone.nameText);
        services.onZoneRemoved(zone.nameText);
        tellActivity(services, context, 'api-zone-deleted', zone.nameText);
        return noContent(context);
      },
    },
  ];
}

async function patch(services: ApiServices, context: ApiContext): Promise<Response> {
  const zone = zoneOf(services, context);
  const sets = arrayMember(await bodyOf(context), 'rrsets');
  if (sets === undefined) throw new Unprocessable('No rrsets given in update request');
  const written = await services.writer.write(zone, context.env.client, async (state) => {
    const { edits } = await patchedSets(sets, state, { underscores: allowsUnderscores(services, zone) });
    return edits;
  });
  return noContent(context, serialHeaders(written));
}

/** What the write made of the serial; nothing when there was nothing to change. */
function serialHeaders({ made, before, after }: Written): Record<string, string> {
  if (!made || after === undefined) return {};
  return {
    ...(before === undefined ? {} : { 'X-PDNS-Old-Serial': String(before) }),
    'X-PDNS-New-Serial': String(after),
  };
}

async function put(services: ApiServices, context: ApiContext): Promise<Response> {
  const { notes, metadata, cryptoKeys, writer, onZoneSettingsChanged } = services;
  const zone = zoneOf(services, context);
  const document = await bodyOf(context);
  const kind = sentKind(document);
  const kept = sentNotes(document);
  const keys = sentKeys(document);
  if (keys !== undefined) metadata.checkKeys(keys);
  const replaced = arrayMember(document, 'rrsets');
  if (replaced !== undefined)
    await writer.write(zone, context.env.client, (state) => replacement(services, zone, state, replaced));
  await notes.change(zone, kept);
  if (kind !== undefined && kind !== zone.settings.kind) await zone.updateSettings({ kind });
  const dnssec = booleanMember(document, 'dnssec');
  const nsec3param = textMember(document, 'nsec3param');
  if (dnssec !== undefined || nsec3param !== undefined) {
    await cryptoKeys.change(zone, dnssec, nsec3param);
    await writer.renew(zone, context.env.client);
  }
  if (keys !== undefined) await metadata.setKeys(zone, keys);
  if (keys !== undefined || kind !== undefined) onZoneSettingsChanged(zone.nameText);
  const what = changedText(document);
  if (what !== '') tellActivity(services, context, 'api-settings-changed', zone.nameText, what);
  return noContent(context);
}

/** The edits that leave nothing but the sets that were sent. Throws 422. */
async function replacement(
  services: ApiServices,
  zone: Zone,
  state: ZoneState,
  json: readonly Json[],
): Promise<readonly RecordSetEdit[]> {
  const sets = await sentSets(json, zone.name);
  const isSoa = (set: (typeof sets)[number]): boolean =>
    set.type === TYPE.SOA && set.owner.equals(zone.name) && (set.records?.length ?? 0) > 0;
  if (!sets.some(isSoa)) throw new Unprocessable('Must give SOA record for zone when replacing all RR sets');
  const underscores = allowsUnderscores(services, zone);
  const refusals = await refusalsOf(sets, { origin: zone.name, underscores });
  if (refusals.length > 0) throw refusedSets(refusals);
  const removed = [...setsOf(state, { includeDisabled: true })].map(({ owner, type }) => ({
    owner,
    type,
    wished: undefined,
  }));
  // The last edit of a set counts: what is sent stands after what goes.
  const sent = sets.map(({ owner, type, records = [], ttlSeconds, comment = '' }) => ({
    owner,
    type,
    wished: recordSet(records, ttlSeconds, comment),
  }));
  return [...removed, ...sent];
}

/** RFC1123-CONFORMANCE "0": host names may have an underscore. */
const allowsUnderscores = ({ metadata }: ApiServices, zone: Zone): boolean =>
  metadata.get(zone, 'RFC1123-CONFORMANCE')[0] === '0';

/** Which settings a body mentions, for the activity. */
function changedText(document: Json): string {
  const known = [
    'kind',
    'account',
    'soa_edit',
    'soa_edit_api',
    'api_rectify',
    'dnssec',
    'nsec3param',
    'master_tsig_key_ids',
  ];
  if (document === null || typeof document !== 'object' || Array.isArray(document)) return '';
  return known.filter((key) => Object.hasOwn(document, key)).join(', ');
}
