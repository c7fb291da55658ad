/** The contract's handlers, one file per feature. */
import type { SecretAccess } from '../secrets/secret-access.ts';
import { apiCalls, type ApiCallServices } from './api-calls.ts';
import { elsewhereCalls, type ElsewhereServices } from './elsewhere-calls.ts';
import { calls } from './implementer.ts';
import { keyCalls, type KeyServices } from './key-calls.ts';
import { deadlineCalls, type DeadlineServices } from './deadline-calls.ts';
import { leavingCalls, type LeavingServices } from './leaving-calls.ts';
import { parentNsCalls, type ParentNsServices } from './parent-ns-calls.ts';
import type { Notices } from './notices.ts';
import type { OverviewFeed } from './overview.ts';
import { dnssecCalls, type DnssecServices } from './dnssec-calls.ts';
import { historyCalls, recordCalls } from './record-calls.ts';
import { pdnsImportCalls, type PdnsImportServices } from './pdns-import-calls.ts';
import { recoveryCalls, type RecoveryServices } from './recovery-calls.ts';
import { secondaryCalls, type SecondaryServices } from './secondary-calls.ts';
import { activityCalls, sessionCalls, type SessionServices } from './session-calls.ts';
import { settingsCalls, type SettingsServices } from './settings-calls.ts';
import { zoneCalls, type ZoneServices } from './zone-calls.ts';

export interface Services
  extends
    ApiCallServices,
    DeadlineServices,
    DnssecServices,
    ElsewhereServices,
    KeyServices,
    LeavingServices,
    ParentNsServices,
    PdnsImportServices,
    RecoveryServices,
    SecondaryServices,
    SessionServices,
    SettingsServices,
    ZoneServices {
  readonly secrets: SecretAccess;
  readonly feed: OverviewFeed;
  readonly notices: Notices;
}

export function createRouter(services: Services) {
  const { secrets, feed, notices } = services;
  return calls.router({
    watch: calls.watch.handler(({ signal }) => feed.watch(signal)),
    dismissNotice: calls.dismissNotice.handler(({ input }) => notices.dismiss(input.id)),
    secrets: {
      createVault: calls.secrets.createVault.handler(({ input }) => secrets.createVault(input.passphrase)),
      unlockVault: calls.secrets.unlockVault.handler(({ input }) => secrets.unlockVault(input.passphrase)),
      retryKeychain: calls.secrets.retryKeychain.handler(() => secrets.retry()),
    },
    zones: zoneCalls(services),
    pdnsImport: pdnsImportCalls(services),
    records: recordCalls(services),
    history: historyCalls(services),
    keys: keyCalls(services),
    secondaries: secondaryCalls(services),
    session: { ...sessionCalls(services), ...elsewhereCalls(services) },
    dnssec: dnssecCalls(services),
    recovery: recoveryCalls(services),
    deadlines: deadlineCalls(services),
    leaving: leavingCalls(services),
    parentNs: parentNsCalls(services),
    activity: activityCalls(services),
    api: apiCalls(services),
    settings: settingsCalls(services),
  });
}
