/** `/zones`: the list, and new zones. */
import { printName } from '../../shared/dns/name-text.ts';
import type { Name } from '../../shared/dns/name.ts';
import type { RecordSetEdit } from '../zones/record-set.ts';
import type { Zone } from '../zones/zone.ts';
import { ZoneState } from '../zones/zone-state.ts';
import { conflict, JsonFault } from './api-error.ts';
import { bodyOf, json, JSON_TYPE, streamed, type ApiContext } from './api-context.ts';
import { booleanMember, textMember, requiredText, type Json } from './json.ts';
import { canonicalName, checkZoneCharacters } from './names.ts';
import { newZoneInput } from './new-zone-input.ts';
import { recordSet } from './patch-zone.ts';
import { SERVER, type Route } from './route.ts';
import { factsOf, tellActivity, type ApiServices } from './services.ts';
import type { SentSet } from './set-input.ts';
import { TOOL_LABEL } from './tool-writer.ts';
import { zoneInfo } from './zone-json.ts';
import { askedOf, zoneAnswer } from './zone-answer.ts';
import { sentKeys, sentKind, sentNotes } from './zone-settings-input.ts';

export function zoneListRoutes(services: ApiServices): Route[] {
  return [
    {
      method: 'GET',
      path: `${SERVER}/zones`,
      summary: 'All zones, or the one named, without their records',
      query: { zone: 'name with its final dot', dnssec: 'false leaves out dnssec and edited_serial' },
      status: 200,
      handle: (context) => json(context, listed(services, context)),
    },
    {
      method: 'POST',
      path: `${SERVER}/zones`,
      summary: 'A new zone, its first version made at once if its records are whole',
      query: { rrsets: 'false leaves the sets out of the answer' },
      body: 'name and kind; nameservers, rrsets or zone (zone-file text); account, soa_edit_api, master_tsig_key_ids …',
      status: 201,
      handle: (context) => create(services, context),
    },
  ];
}

function listed(services: ApiServices, context: ApiContext): Json {
  const text = context.req.query('zone');
  const withDnssec = context.req.query('dnssec') !== 'false';
  if (text === undefined)
    return services.zones.list().map((zone) => zoneInfo(zone, factsOf(services, zone), withDnssec));
  checkZoneCharacters(text);
  const name = canonicalName(text);
  const zone = services.zones.find(name);
  return zone === undefined ? [] : [zoneInfo(zone, factsOf(services, zone), withDnssec)];
}

async function create(services: ApiServices, context: ApiContext): Promise<Response> {
  const { zones, notes, metadata, cryptoKeys, writer, newZoneSettings } = services;
  const document = await bodyOf(context);
  const text = requiredText(document, 'name');
  const name = canonicalName(text).toLowerCase();
  checkZoneCharacters(text, printName(name));
  const asked = askedOf(context);
  if (zones.find(name) !== undefined) throw conflict();
  const kind = sentKind(document);
  if (kind === undefined) throw new JsonFault("Key 'kind' not present or not a String");
  const settings = newZoneSettings(kind);
  const { sets, signedElsewhere } = await newZoneInput(document, name, settings.rhythm);
  const kept = sentNotes(document);
  const keys = sentKeys(document);
  if (keys !== undefined) metadata.checkKeys(keys);
  const secure = booleanMember(document, 'dnssec') === true;
  if (secure)
    cryptoKeys.checkCanSecure(printName(name), textMember(document, 'nsec3param') ?? '', signedElsewhere);
  const zone = await make(services, name, sets, settings);
  await cryptoKeys.noteSignedElsewhere(zone, signedElsewhere);
  await notes.begin(zone, { ...kept, madeByTool: true });
  if (keys !== undefined) await metadata.setKeys(zone, keys);
  tellActivity(services, context, 'api-zone-created', zone.nameText);
  if (secure) await cryptoKeys.secure(zone, textMember(document, 'nsec3param') ?? '');
  await writer.begin(zone, context.env.client);
  return streamed(context, zoneAnswer(services, zone, asked), 201, JSON_TYPE['Content-Type']);
}

/** The zone with its records; disabled values and comments become the first step of its draft. */
async function make(
  { zones }: ApiServices,
  name: Name,
  sets: readonly SentSet[],
  settings: ReturnType<ApiServices['newZoneSettings']>,
): Promise<Zone> {
  const edits = sets.map(({ owner, type, records = [], ttlSeconds, comment = '' }): RecordSetEdit => ({
    owner,
    type,
    wished: recordSet(records, ttlSeconds, comment),
  }));
  const { contents } = await ZoneState.empty(name).withAll(edits);
  const zone = await zones.create({ contents, origin: 'created', settings });
  const noted = edits.filter(
    ({ wished }) => wished !== undefined && (wished.comment !== '' || wished.disabledRdatas.length > 0),
  );
  if (noted.length > 0) await zone.edit(noted, TOOL_LABEL);
  return zone;
}
