/** What the API's handlers work with. */
import type { AppError } from '../../shared/model/app-error.ts';
import type { ApiSettings } from '../../shared/model/settings.ts';
import type { Endpoint } from '../../shared/model/secondary.ts';
import type { ZoneKind, ZoneSettings } from '../../shared/model/zone.ts';
import type { TransferIn, TransferredRecord } from '../exchange/transfer-in.ts';
import type { TsigKeyRing } from '../secrets/tsig-key-ring.ts';
import type { Activity } from '../sessions/activity.ts';
import type { Zone } from '../zones/zone.ts';
import type { Zones } from '../zones/zones.ts';
import { notFound } from './api-error.ts';
import type { ApiNotes } from './api-notes.ts';
import { parameter, type ApiContext } from './api-context.ts';
import type { CryptoKeys } from './crypto-keys.ts';
import { nameOfId } from './names.ts';
import type { ServerCounters } from './server-counters.ts';
import type { ToolSessions } from './tool-sessions.ts';
import type { ToolWriter } from './tool-writer.ts';
import type { ZoneFactsForTools } from './zone-json.ts';
import type { ZoneMetadata } from './zone-metadata.ts';

export interface ApiServices {
  readonly zones: Zones;
  readonly keys: TsigKeyRing;
  readonly notes: ApiNotes;
  readonly metadata: ZoneMetadata;
  readonly cryptoKeys: CryptoKeys;
  readonly writer: ToolWriter;
  readonly sessions: ToolSessions;
  readonly counters: ServerCounters;
  readonly activity: Activity;
  readonly settings: () => ApiSettings;
  /** Where the API listens. */
  readonly endpoint: () => Endpoint | undefined;
  /** What a new zone is set to. */
  readonly newZoneSettings: (kind: ZoneKind) => ZoneSettings;
  /** The serial that the last session handed out; 0 for none. */
  readonly notifiedSerial: (zone: Zone) => number;
  /** Where the name server listens. */
  readonly listen: () => readonly Endpoint[];
  readonly transferIn: (transfer: TransferIn) => Promise<readonly TransferredRecord[]>;
  /** Access to a zone changed: an open session goes by it at once. */
  readonly onZoneSettingsChanged: (zone: string) => void;
  /** A key came, went or has another secret. */
  readonly onKeyChanged: (name: string) => Promise<void>;
  readonly onZoneRemoved: (zone: string) => void;
  /** The value of a failure that is expected; undefined for a bug. */
  readonly expected: (error: unknown) => AppError | undefined;
  readonly onBug: (error: unknown) => void;
  readonly now: () => number;
  readonly version: string;
}

/** The zone that a path names. Throws 404. */
export function zoneOf({ zones }: Pick<ApiServices, 'zones'>, context: ApiContext): Zone {
  const zone = zones.find(nameOfId(parameter(context, 'id')));
  if (zone === undefined) throw notFound();
  return zone;
}

export function factsOf({ notes, cryptoKeys, notifiedSerial }: ApiServices, zone: Zone): ZoneFactsForTools {
  return {
    notes: notes.of(zone),
    secured: cryptoKeys.isSecured(zone),
    nsec3param: cryptoKeys.nsec3param(zone),
    notifiedSerial: notifiedSerial(zone),
  };
}

/** One line of the activity about what a tool did to a zone, its records aside. */
export function tellActivity(
  { activity, now }: Pick<ApiServices, 'activity' | 'now'>,
  context: ApiContext,
  code: 'api-zone-created' | 'api-zone-deleted' | 'api-settings-changed',
  zone: string | null,
  what = '',
): void {
  const { client } = context.env;
  activity.add({
    at: now(),
    severity: 'info',
    code,
    zone,
    from: client.address,
    data: { client: client.name, ...(what === '' ? {} : { what }) },
  });
}
