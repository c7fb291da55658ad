/**
 * The application, put together: plain constructors, in order, one `dispose`. Both hosts stand around this; nothing in it
 * knows which.
 */
import { randomBytes } from 'node:crypto';
import { RPCHandler } from '@orpc/server/ws';
import { z } from 'zod';
import manifest from '../package.json' with { type: 'json' };
import { errorSentence } from '../shared/model/error-sentences.ts';
import type { AddressCheck } from '../shared/model/address-check.ts';
import type { CopyDeadline } from '../shared/model/copy.ts';
import type { Endpoint } from '../shared/model/secondary.ts';
import { type BindFailure, sessionReport, type SessionReport } from '../shared/model/session.ts';
import { settings as settingsSchema } from '../shared/model/settings.ts';
import { Backup, recoveryNote } from './backup/backup.ts';
import { recoveryFiles, type RecoveryFiles } from './backup/recovery-on-disk.ts';
import { controlHandlers } from './calls/control-calls.ts';
import { desktopFace, type DesktopFace } from './calls/desktop-face.ts';
import type { CallContext } from './calls/implementer.ts';
import { Notices } from './calls/notices.ts';
import { tellZoneFact } from './calls/zone-activity.ts';
import { OverviewFeed } from './calls/overview.ts';
import { createRouter } from './calls/router.ts';
import { toAppError } from './calls/to-app-error.ts';
import { DenialProofs } from './dnssec/proofs/proofs.ts';
import { sendNotify } from './exchange/notify.ts';
import { askSoa } from './exchange/soa-question.ts';
import { NameServer } from './nameserver/name-server.ts';
import { OwnZones } from './nameserver/own-zones.ts';
import { apiNotesFile } from './pdns-api/api-notes.ts';
import { openPdnsApi, type ApiOptions } from './pdns-api/open-api.ts';
import { Keychain } from './secrets/keychain.ts';
import { readPassphraseFile } from './secrets/passphrase-file.ts';
import { SecretAccess } from './secrets/secret-access.ts';
import { TsigKeyRing, tsigKeysFile } from './secrets/tsig-key-ring.ts';
import { Vault } from './secrets/vault.ts';
import { Activity } from './sessions/activity.ts';
import { askOthers } from './sessions/ask-others.ts';
import { HeldKeys } from './sessions/held-keys.ts';
import { Preflight } from './sessions/preflight.ts';
import { publishOnce, type PublishOnce } from './sessions/publish-once.ts';
import { PublishSessions } from './sessions/publish-sessions.ts';
import { rehearse } from './sessions/rehearsal.ts';
import { ScheduledSessions, scheduleFile } from './sessions/schedule.ts';
import { beginScheduled } from './sessions/scheduled-session.ts';
import { sessionServer, tryListen } from './sessions/session-server.ts';
import { sessionZone, type ZoneKnowledge } from './sessions/session-zone.ts';
import { serveControlSocket, type ControlHandler } from './storage/control-socket.ts';
import { defaultDataFolder, openDataFolder, type DataFolder } from './storage/data-folder.ts';
import { nodeFileSystem } from './storage/file-system.ts';
import { openJsonFile, type JsonFile } from './storage/json-file.ts';
import { byUrgency } from './watch/deadlines.ts';
import { allAddresses, reachableAddresses } from './watch/own-addresses.ts';
import { checkAddresses } from './watch/public-address.ts';
import { zoneDeadlines } from './watch/zone-deadlines.ts';
import { tightestRhythm } from './zones/rhythm.ts';
import { DnssecWatch } from './watch/dnssec-watch.ts';
import { CopyHistories, copyHistoryFile } from './watch/copy-history.ts';
import { askClock } from './exchange/sntp.ts';
import { dsWithoutKey } from './zones/signing/observed.ts';
import { Renewals } from './zones/signing/renewals.ts';
import { TrustedClock } from './zones/signing/trusted-clock.ts';
import { ZoneKeyStore } from './zones/signing/zone-key-store.ts';
import { ZoneSigning } from './zones/signing/zone-signing.ts';
import { Secondaries, secondariesFile } from './zones/secondaries.ts';
import { ZoneFacts } from './zones/zone-facts.ts';
import { Zones } from './zones/zones.ts';
import { ZoneUses } from './zones/zone-uses.ts';

export interface AppOptions {
  readonly host: 'desktop' | 'headless';
  /** Absent: where this system keeps such things. */
  readonly dataDir?: string;
  /** Instead of the settings' addresses; port 0 is a free one. */
  readonly listen?: readonly Endpoint[];
  /** Opens a session at once, without an end. */
  readonly keepOpen?: boolean;
  /** Where secrets rest; absent: the keychain if there is one. */
  readonly vault?: 'keychain' | 'file';
  readonly passphraseFile?: string;
  /** The API for tools, switched on by the command line. */
  readonly api?: ApiOptions;
  /** What the host adds to the control socket. */
  readonly control?: Readonly<Record<string, ControlHandler>>;
}

/** A socket that calls come over: a WebSocket, or a port made to look like one. */
export type CallSocket = Parameters<RPCHandler<CallContext>['upgrade']>[0];

export interface App extends DesktopFace {
  /** Where the name server listens during a session. */
  readonly listen: readonly Endpoint[];
  /** Where the API for tools listens; undefined while it does not. */
  readonly apiEndpoint: Endpoint | undefined;
  /** Why it does not although it is switched on. */
  readonly apiFailure: BindFailure | null;
  handleRpcSocket(socket: CallSocket): void;
  /** One session; the report once it has ended, or null when that is not waited for. */
  publish(request: PublishOnce, progress: (line: string) => void): Promise<SessionReport | null>;
  readonly recovery: RecoveryFiles;
  /** Ends a session, writes what is unwritten, closes everything. */
  dispose(): Promise<void>;
}

/** Reports kept. */
const MOST_REPORTS = 200;

/** Brings everything up. Throws StorageError when the data folder cannot be used. */
export async function createApp(options: AppOptions): Promise<App> {
  const folder = await openDataFolder({ path: options.dataDir ?? defaultDataFolder(), host: options.host });
  try {
    return await createAppIn(folder, options);
  } catch (error) {
    await folder.dispose();
    throw error;
  }
}

async function createAppIn(folder: DataFolder, options: AppOptions): Promise<App> {
  const now = Date.now;
  const onBug = (error: unknown): void => console.error(error);
  const notices = new Notices(now);
  folder.notices.forEach(notices.add);

  // What rests on the disk.
  const open = async <T>(name: string, schema: z.ZodType<T>, initial: () => T): Promise<JsonFile<T>> => {
    const file = await openJsonFile({ path: folder.at(name), schema, initial });
    file.notices.forEach(notices.add);
    return file;
  };
  const settings = await open('settings.json', settingsSchema, () => settingsSchema.parse({}));
  const reports = await open('sessions.json', z.object({ reports: z.array(sessionReport) }), () => ({
    reports: [],
  }));
  const copiesFile = await open('copies.json', copyHistoryFile, () => ({ copies: [] }));
  const keysFile = await open('keys.json', tsigKeysFile, () => ({ keys: [] }));
  const secondariesJson = await open('secondaries.json', secondariesFile, () => ({ secondaries: [] }));
  const activity = await Activity.open(folder.at('activity.journal'), onBug);
  activity.notices.forEach(notices.add);
  const secrets = await SecretAccess.open({
    preference: options.vault,
    keychain: new Keychain({ folderId: folder.id }),
    vault: new Vault({ path: folder.at('vault.age') }),
    passphrase:
      options.passphraseFile === undefined ? undefined : await readPassphraseFile(options.passphraseFile),
    memoPath: folder.at('secret-store.json'),
  });

  // Zones, and what they share.
  const facts = new ZoneFacts();
  facts.subscribe((fact) => {
    if (fact.kind === 'notice') notices.add(fact.notice);
    tellZoneFact(activity, fact);
    if (fact.kind === 'zone-removed') signing.forget(fact.zone);
  });
  const newId = (): string => randomBytes(4).toString('hex');
  const clock = new TrustedClock({
    now,
    monotonic: () => performance.now(),
    ask: () => askClock(settings.value, now),
  });
  const signing = new ZoneSigning({
    files: nodeFileSystem,
    keys: new ZoneKeyStore(() => secrets.store()),
    now,
    clock,
    onChanged: () => feed.touch(),
  });
  const { derive, due } = signing;
  const zones = await Zones.open({
    dataFolder: folder.path,
    files: nodeFileSystem,
    now,
    facts,
    newId,
    derive,
    due,
  });
  await signing.load(zones.list());
  const uses = new ZoneUses(zones);
  const keys = new TsigKeyRing({
    file: keysFile,
    secrets: () => secrets.store(),
    usedBy: (key) => uses.ofKey(key),
  });
  const secondaries = new Secondaries({ file: secondariesJson, usedBy: (id) => uses.ofSecondary(id) });

  // The name server and the session that opens it.
  const ownZones = new OwnZones(
    () => zones.list(),
    (id) => secondaries.list().find((other) => other.id === id),
  );
  ownZones.refresh();
  const heldKeys = new HeldKeys();
  const proofs = new DenialProofs(signing.nsec3Chains);
  const nameServer = new NameServer({
    zones: ownZones,
    keys: heldKeys,
    proofs,
    onEvent(event) {
      activity.addServerEvent(event);
      sessions.handleServerEvent(event);
      tools.handleServerEvent(event);
    },
  });
  // Port 0 means: find one now, so that it can be told before the first session.
  const fixed =
    options.listen && (await tryListen(options.listen, [], { zones: ownZones, keys: heldKeys })).endpoints;
  const listen = (): readonly Endpoint[] => fixed ?? settings.value.listen;
  const loadKeys = () => keys.load(keys.list().map(({ name }) => name));
  const copies = new CopyHistories(copiesFile, onBug);
  const knowledge: ZoneKnowledge = {
    firstExpiration: (served) => signing.firstExpiration(served),
    dsWithoutKey: (zone) => dsWithoutKey(zone.name, signing.planOf(zone)),
    failureSentence(error) {
      const failure = toAppError(error);
      return failure && errorSentence(failure);
    },
  };
  const keepReports = (change: (kept: readonly SessionReport[]) => SessionReport[]): void =>
    void reports.update((file) => ({ reports: change(file.reports) })).catch(onBug);
  const sessionZones = () => zones.list().map((zone) => sessionZone(zone, knowledge));
  const tryToListen = async (wanted: readonly Endpoint[]): Promise<readonly BindFailure[]> =>
    (await tryListen(wanted, nameServer.endpoints, { zones: ownZones, keys: heldKeys })).failures;
  const addresses = (): Promise<AddressCheck> =>
    checkAddresses({
      settings: () => settings.value,
      secondaries: () => secondaries.list(),
      own: reachableAddresses,
      router: () => Promise.resolve(undefined),
    });
  const preflight = new Preflight({
    zones: sessionZones,
    secondary: (id) => secondaries.find(id),
    hasKey: (name) => keys.list().some((key) => key.name === name),
    accessOf: (zone) => ownZones.find(zone)?.access ?? [],
    memory: copies,
    tryListen: () => tryToListen(listen()),
    askOthers: (asked) => askOthers(asked, { resolver: () => settings.value.resolver, addresses }),
    now,
  });
  /** A secondary that finds our TSIG's time wrong tells its own (BADTIME): the clock heeds it before it signs. */
  const notify: typeof sendNotify = async (message) => {
    const outcome = await sendNotify(message);
    if (outcome.kind === 'refused' && outcome.clockOffSeconds !== undefined)
      clock.note({ aheadSeconds: outcome.clockOffSeconds, source: message.to.address });
    return outcome;
  };
  const sessions: PublishSessions = new PublishSessions(
    {
      zones: sessionZones,
      secondary: (id) => secondaries.find(id),
      exchange: { askSoa, sendNotify: notify },
      server: sessionServer(nameServer, heldKeys, onBug),
      loadKeys,
      listen,
      ownAddresses: allAddresses,
      memory: copies,
      otherwiseMinutes: () => settings.value.sessionLimitMinutes,
      standsAgainst: () => preflight.standsAgainst(),
      now,
    },
    {
      onChanged() {
        feed.touch();
        tools.api.sessionChanged();
      },
      onEnded(report) {
        activity.addSession(report);
        tools.api.sessionEnded(report);
        keepReports((kept) => [report, ...kept].slice(0, MOST_REPORTS));
      },
      onReportChanged: (report) =>
        keepReports((kept) => kept.map((other) => (other.openedAt === report.openedAt ? report : other))),
    },
    reports.value.reports[0] ?? null,
  );

  // By when a session is due, and sessions that begin by themselves.
  const deadlines = (): CopyDeadline[] =>
    zones
      .list()
      .flatMap((zone) =>
        zoneDeadlines(zone, {
          secondary: (id) => secondaries.list().find((other) => other.id === id),
          history: (name, id) => copies.of(name, id),
          now,
        }),
      )
      .sort(byUrgency);
  const schedule: ScheduledSessions = new ScheduledSessions({
    file: await open('schedule.json', scheduleFile, () => ({ since: null, lastAt: null })),
    schedule: () => settings.value.schedule,
    rhythm: () => tightestRhythm(zones.list().map((zone) => zone.settings.rhythm)),
    lastSessionAt: () => reports.value.reports[0]?.closedAt ?? null,
    begin: async () =>
      beginScheduled({ sessions, changed: (await addresses()).changed, expected: toAppError }),
    onChanged: () => feed.touch(),
    onBug,
    now,
  });

  // The screens.
  const feed = new OverviewFeed({
    host: options.host,
    version: manifest.version,
    dataFolder: folder.path,
    zones: () => zones.list(),
    keyCount: () => keys.list().length,
    secondaryCount: () => secondaries.list().length,
    secrets: () => secrets.state(),
    session: () => sessions.state(),
    listen,
    notices: () => notices.list(),
    deadlines: () => deadlines(),
    schedule: () => schedule.state(),
  });
  notices.onChanged = () => feed.touch();
  secrets.onChanged = () => feed.touch();
  /** Access, keys or addresses of these zones changed: the server and an open session go by them from now on. */
  const refresh = (zoneNames: readonly string[]): void => {
    ownZones.refresh();
    for (const name of zoneNames) sessions.republish(name);
    feed.touch();
  };
  facts.subscribe((fact) => {
    if (fact.kind === 'version-committed' || fact.kind === 'zone-removed') refresh([fact.zone.nameText]);
    else if (fact.kind === 'zone-added') {
      refresh([]);
      // A zone that moves here may have a DS at its parent already.
      if (fact.zone.settings.kind === 'primary') void dnssecWatch.look(fact.zone).catch(onBug);
    } else feed.touch();
  });
  const onKeyChanged = async (name: string): Promise<void> => {
    if (sessions.isOpen) sessions.holdKeys(await loadKeys());
    refresh(uses.ofKey(name));
  };
  const onZoneSettingsChanged = (zone: string): void => refresh([zone]);

  // The API for tools.
  const apiNotes = await open('api.json', apiNotesFile, () => ({ zones: {} }));
  const tools = await openPdnsApi({
    options: options.api ?? {},
    file: apiNotes,
    zones,
    uses,
    keys,
    secondaries,
    secrets,
    activity,
    settings,
    signing,
    sessions: () => sessions,
    listen,
    deadline: (zone) => deadlines().find((one) => one.zone === zone.nameText)?.at ?? undefined,
    onZoneSettingsChanged,
    onKeyChanged,
    expected: toAppError,
    onBug,
    onChanged: () => feed.touch(),
    now,
    version: manifest.version,
  });

  const renewals = new Renewals({
    zones: () => zones.list(),
    isOpen: () => sessions.isOpen,
    onFailed(zone, error) {
      const failure = toAppError(error);
      if (failure === undefined) onBug(error);
      else notices.addSentence(`Signatures of ${zone} could not be renewed. ${errorSentence(failure)}`);
    },
  });
  const dnssecWatch = new DnssecWatch({
    signing,
    zones: () => zones.list(),
    resolver: () => settings.value.resolver,
    now,
    onBug,
  });
  const recoveryFile = await open('recovery.json', recoveryNote, () => ({ savedAt: null, keys: '' }));
  const backup = new Backup({
    zones,
    signing,
    keys,
    secondaries,
    settings,
    secrets: () => secrets.store(),
    note: recoveryFile,
    now,
  });

  const recovery = recoveryFiles(backup);
  const router = createRouter({
    backup,
    api: tools.api,
    apiKey: tools.key,
    zones,
    uses,
    keys,
    secondaries,
    secrets,
    sessions,
    signing,
    dnssecWatch,
    activity,
    feed,
    notices,
    settings,
    reports: () => reports.value.reports,
    tryListen: tryToListen,
    preflight,
    addresses,
    rehearse: () =>
      rehearse({
        zones: () =>
          zones
            .list()
            .filter(({ settings: { kind } }) => kind === 'primary')
            .map((zone) => ({
              name: zone.name,
              text: zone.nameText,
              rhythm: zone.settings.rhythm,
              edits: zone.editCount,
            })),
        served: ownZones,
        proofs,
        now,
      }),
    deadlines,
    onScheduleChanged: () => schedule.restart(),
    onKeyChanged,
    onSecondaryChanged: (id) => refresh(uses.ofSecondary(id)),
    onZoneSettingsChanged,
  });
  const handler = new RPCHandler<CallContext>(router);

  // What stands outside of the screens: the command line, the tray.
  const publish = (request: PublishOnce, progress: (line: string) => void): Promise<SessionReport | null> =>
    publishOnce(sessions, request, progress, (signal) => feed.changed(signal));
  const control = await serveControlSocket({
    path: folder.controlPath,
    handlers: { ...controlHandlers(publish, recovery), ...options.control },
    onBug,
  });
  await tools.api.apply();
  if (options.keepOpen === true || settings.value.keepOpen) {
    // A port that is taken must not keep the screens from coming up: they say what is wrong.
    await sessions.start({ limitMinutes: null }).catch((error: unknown) => {
      if (toAppError(error) === undefined) throw error;
      onBug(error);
    });
  }
  schedule.look();
  return {
    ...desktopFace({
      sessions,
      feed,
      zones: () => zones.list(),
      settings: () => settings.value,
      deadlines,
      lookAtSchedule: () => schedule.look(),
    }),
    get listen() {
      return listen();
    },
    get apiEndpoint() {
      return tools.api.endpoint;
    },
    get apiFailure() {
      return tools.api.state().failure;
    },
    handleRpcSocket(socket) {
      handler.upgrade(socket, { context: { onBug } }).catch(onBug);
    },
    publish,
    recovery,
    async dispose() {
      await control.dispose();
      await tools.api.dispose();
      schedule.dispose();
      await sessions.dispose();
      await copies.dispose();
      feed.dispose();
      await renewals.dispose();
      await dnssecWatch.dispose();
      await zones.close();
      await signing.dispose();
      await activity.dispose();
      for (const file of [settings, reports, keysFile, secondariesJson, apiNotes, recoveryFile])
        await file.idle();
      await folder.dispose();
    },
  };
}
