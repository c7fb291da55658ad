/** The API with what it keeps on the disk, put together for the composition root. */
import type { AppError } from '../../shared/model/app-error.ts';
import type { Endpoint } from '../../shared/model/secondary.ts';
import type { ServerEvent } from '../../shared/model/server-events.ts';
import type { Settings } from '../../shared/model/settings.ts';
import { transferIn } from '../exchange/transfer-in.ts';
import { readPassphraseFile } from '../secrets/passphrase-file.ts';
import type { SecretAccess } from '../secrets/secret-access.ts';
import type { TsigKeyRing } from '../secrets/tsig-key-ring.ts';
import type { Activity } from '../sessions/activity.ts';
import type { PublishSessions } from '../sessions/publish-sessions.ts';
import type { JsonFile } from '../storage/json-file.ts';
import { newZoneSettings } from '../zones/new-zone-settings.ts';
import type { Secondaries } from '../zones/secondaries.ts';
import type { ZoneSigning } from '../zones/signing/zone-signing.ts';
import type { Zone } from '../zones/zone.ts';
import type { ZoneUses } from '../zones/zone-uses.ts';
import type { Zones } from '../zones/zones.ts';
import { ApiKey } from './api-key.ts';
import { ApiNotes, type ApiNotesFile } from './api-notes.ts';
import { PdnsApi } from './pdns-api.ts';
import { ServerCounters } from './server-counters.ts';
import { SignedZones } from './signed-zones.ts';

/** What the command line says of the API; it stands before the settings. */
export interface ApiOptions {
  readonly endpoint?: Endpoint;
  /** A file whose first line is the key. */
  readonly keyFile?: string;
}

export interface ApiParts {
  readonly options: ApiOptions;
  readonly file: JsonFile<ApiNotesFile>;
  readonly zones: Zones;
  readonly uses: ZoneUses;
  readonly keys: TsigKeyRing;
  readonly secondaries: Secondaries;
  readonly secrets: SecretAccess;
  readonly activity: Activity;
  readonly settings: JsonFile<Settings>;
  readonly signing: ZoneSigning;
  readonly sessions: () => PublishSessions;
  readonly listen: () => readonly Endpoint[];
  readonly deadline: (zone: Zone) => number | undefined;
  readonly onZoneSettingsChanged: (zone: string) => void;
  readonly onKeyChanged: (name: string) => Promise<void>;
  readonly expected: (error: unknown) => AppError | undefined;
  readonly onBug: (error: unknown) => void;
  readonly onChanged: () => void;
  readonly now: () => number;
  readonly version: string;
}

export interface OpenedApi {
  readonly api: PdnsApi;
  readonly key: ApiKey;
  handleServerEvent(event: ServerEvent): void;
}

/** Makes the API; it listens after its first `apply`. Throws SecretStoreError for a key file that cannot be read. */
export async function openPdnsApi(parts: ApiParts): Promise<OpenedApi> {
  const { options, file, secrets, settings, sessions } = parts;
  const fixed = options.keyFile === undefined ? undefined : await readPassphraseFile(options.keyFile);
  const key = new ApiKey(() => secrets.store(), fixed);
  const counters = new ServerCounters();
  const { endpoint } = options;
  const api = new PdnsApi({
    ...parts,
    ...(endpoint === undefined ? {} : { endpoint }),
    notes: new ApiNotes(file),
    cryptoKeys: new SignedZones(parts.signing, parts.now),
    counters,
    key,
    settings: () => settings.value.api,
    newZoneSettings: (kind) => newZoneSettings(settings.value, kind),
    transferIn,
    // No draft of the owner leaves by a tool's hand: none is named.
    startSession: () =>
      sessions().start({
        zones: [],
        limitMinutes: settings.value.keepOpen ? null : settings.value.sessionLimitMinutes,
      }),
    session: () => sessions().state(),
    notifyNow: (zone) => sessions().notifyNow({ zone }),
  });
  return { api, key, handleServerEvent: (event) => counters.handle(event) };
}
