/**
 * The application, put together: plain constructors, in order, one `dispose`. Both hosts stand around this; nothing in it
 * knows which. The rooms of main/app make the parts that belong together.
 */
import { RPCHandler } from '@orpc/server/ws';
import manifest from '../package.json' with { type: 'json' };
import { errorSentence } from '../shared/model/error-sentences.ts';
import type { Endpoint } from '../shared/model/secondary.ts';
import type { BindFailure, SessionReport } from '../shared/model/session.ts';
import { openPublishing } from './app/publishing.ts';
import { openStored } from './app/stored.ts';
import { openZoneParts } from './app/zone-parts.ts';
import { Backup } from './backup/backup.ts';
import { recoveryFiles, type RecoveryFiles } from './backup/recovery-on-disk.ts';
import { controlHandlers } from './calls/control-calls.ts';
import { desktopFace, type DesktopFace } from './calls/desktop-face.ts';
import type { CallContext } from './calls/implementer.ts';
import { Notices } from './calls/notices.ts';
import { OverviewFeed } from './calls/overview.ts';
import { createRouter } from './calls/router.ts';
import { toAppError } from './calls/to-app-error.ts';
import { tellZoneFact } from './calls/zone-activity.ts';
import { typedZone } from './calls/zone-names.ts';
import { ApiNotes } from './pdns-api/api-notes.ts';
import { openPdnsApi, type ApiOptions } from './pdns-api/open-api.ts';
import { PdnsImport } from './pdns-import/pdns-import.ts';
import { KeptOpen } from './sessions/kept-open.ts';
import { publishOnce, type PublishOnce } from './sessions/publish-once.ts';
import { serveControlSocket, type ControlHandler } from './storage/control-socket.ts';
import { defaultDataFolder, openDataFolder } from './storage/data-folder.ts';
import { nodeFileSystem } from './storage/file-system.ts';
import { DnssecWatch } from './watch/dnssec-watch.ts';
import { lookAtParentNs } from './watch/look-at-parent-ns.ts';
import { systemResolver } from './watch/parent.ts';
import { newZoneSettings } from './zones/new-zone-settings.ts';
import { dnssecGlance } from './zones/signing/dnssec-glance.ts';
import { dnssecTask } from './zones/signing/dnssec-task.ts';
import { Renewals } from './zones/signing/renewals.ts';
import type { ZoneFact } from './zones/zone-facts.ts';

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
  /** Where other authoritative servers listen; 53 but in tests. */
  readonly authoritativePort?: number;
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

/** Brings everything up. Throws StorageError when the data folder cannot be used. */
export async function createApp(options: AppOptions): Promise<App> {
  // Whoever opens something says in that line how it is closed: in reverse, whole or half-way up.
  const opened = new AsyncDisposableStack();
  try {
    return await openApp(options, opened);
  } catch (error) {
    await opened.disposeAsync();
    throw error;
  }
}

async function openApp(options: AppOptions, opened: AsyncDisposableStack): Promise<App> {
  const folder = await openDataFolder({ path: options.dataDir ?? defaultDataFolder(), host: options.host });
  opened.defer(() => folder.dispose());
  const now = Date.now;
  const onBug = (error: unknown): void => console.error(error);
  const notices = new Notices(now);
  folder.notices.forEach(notices.add);
  /** What fails while nobody waits for it, as a notice if it can happen at all. */
  const tellFailure = (error: unknown, notice: (sentence: string) => string): void => {
    const failure = toAppError(error);
    if (failure === undefined) onBug(error);
    else notices.addSentence(notice(errorSentence(failure)));
  };

  // What rests on the disk, the zones, and the sessions that publish them.
  const { vault, passphraseFile } = options;
  const stored = await openStored({ folder, vault, passphraseFile, notices, onBug });
  opened.defer(() => stored.dispose());
  const { settings, activity, secrets } = stored;
  const parts = await openZoneParts({
    dataFolder: folder.path,
    stored,
    now,
    onFact: (fact) => heed(fact),
    onProgress: () => feed.touch(),
  });
  opened.defer(() => parts.dispose());
  const { zones, signing, uses, keys, secondaries } = parts;
  const publishing = await openPublishing({
    stored,
    parts,
    listen: options.listen,
    authoritativePort: options.authoritativePort,
    now,
    onBug,
    onChanged() {
      feed.touch();
      tools.api.sessionChanged();
    },
    onEvent: (event) => tools.handleServerEvent(event),
    onEnded(report) {
      tools.api.sessionEnded(report);
      keptOpen.ended(report);
      // Nobody asked for what was about to leave, so nobody looks for a report.
      if (report.end === 'published-elsewhere')
        for (const { failure } of report.leftBehind) if (failure !== null) notices.addSentence(failure);
    },
  });
  const { sessions, schedule, deadlines, listen, refresh } = publishing;
  const keptOpen = new KeptOpen({
    isWanted: () => options.keepOpen === true || settings.value.keepOpen,
    sessions,
    tryListen: () => publishing.tryListen(listen()),
    onFailed: (error) =>
      tellFailure(error, (sentence) => `Publishing could not be opened, and is tried again. ${sentence}`),
  });

  // The screens' state, and what changes it.
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
    deadlines,
    schedule: () => schedule.state(),
    dnssec: (zone) => dnssecGlance(zone, signing.planOf(zone)),
    dnssecTask: (zone) => dnssecTask(zone, signing, now()),
  });
  opened.defer(() => feed.dispose());
  opened.defer(() => publishing.dispose());
  opened.defer(() => keptOpen.dispose());
  notices.onChanged = () => feed.touch();
  secrets.onChanged = () => feed.touch();
  function heed(fact: ZoneFact): void {
    // On opening there is nothing but notices to tell, and nobody yet to tell the rest to.
    if (fact.kind === 'notice') return notices.add(fact.notice);
    tellZoneFact(activity, fact);
    if (fact.kind === 'zone-changed') return feed.touch();
    if (fact.kind === 'zone-removed') publishing.forgetCopies(fact.zone.nameText);
    refresh(fact.kind === 'zone-added' ? [] : [fact.zone.nameText]);
    // A zone that moves here may have a DS at its parent already.
    if (fact.kind === 'zone-added' && fact.zone.settings.kind === 'primary')
      void dnssecWatch.look(fact.zone).catch(onBug);
  }
  const onKeyChanged = async (name: string): Promise<void> => {
    await publishing.reloadKeys();
    refresh(uses.ofKey(name));
  };
  const onZoneSettingsChanged = (zone: string): void => refresh([zone]);

  // What goes on by itself, the API for tools, the recovery file.
  const dnssecWatch = new DnssecWatch({
    signing,
    zones: () => zones.list(),
    resolver: () => settings.value.resolver,
    port: options.authoritativePort,
    now,
    onBug,
  });
  opened.defer(() => dnssecWatch.dispose());
  const renewals = new Renewals({
    zones: () => zones.list(),
    isOpen: () => sessions.isOpen,
    mayRenew: (zone) => sessions.mayRenew(zone.nameText),
    onFailed: (zone, error) =>
      tellFailure(error, (sentence) => `Signatures of ${zone} could not be renewed. ${sentence}`),
  });
  opened.defer(() => renewals.dispose());
  const tools = await openPdnsApi({
    options: options.api ?? {},
    file: stored.apiNotes,
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
  opened.defer(() => tools.api.dispose());
  const pdnsImport = new PdnsImport({
    zones,
    keys,
    secondaries,
    uses,
    signing,
    notes: new ApiNotes(stored.apiNotes),
    files: nodeFileSystem,
    settingsOf: (kind) => newZoneSettings(settings.value, kind),
    onKeyChanged,
    now,
  });
  const backup = new Backup({
    zones,
    signing,
    keys,
    secondaries,
    settings,
    secrets: () => secrets.store(),
    note: stored.recovery,
    files: nodeFileSystem,
    now,
  });
  const recovery = recoveryFiles(backup);
  if (backup.isHalfRestored)
    notices.addSentence(
      'A recovery file was restored in part only. Restore it once more, by `hidden-primary restore FILE`: it goes on where it was cut short.',
    );

  // The three ways in: the screens' calls, the command line, the tray.
  const router = createRouter({
    ...publishing,
    parentNs: (zone) =>
      lookAtParentNs(zone, {
        resolver: settings.value.resolver ?? systemResolver(),
        authorityPort: options.authoritativePort,
        now,
      }),
    backup,
    pdnsImport,
    api: tools.api,
    apiKey: tools.key,
    zones,
    uses,
    keys,
    secondaries,
    secrets,
    signing,
    dnssecWatch,
    activity,
    feed,
    notices,
    settings,
    reports: () => stored.reports.value.reports,
    onScheduleChanged: () => schedule.restart(),
    onKeyChanged,
    onSecondaryChanged: (id) => refresh(uses.ofSecondary(id)),
    onZoneSettingsChanged,
  });
  const handler = new RPCHandler<CallContext>(router);
  const publish = async (
    request: PublishOnce,
    progress: (line: string) => void,
  ): Promise<SessionReport | null> =>
    publishOnce(
      sessions,
      { ...request, zones: request.zones?.map((name) => typedZone(zones, name).nameText) },
      progress,
      (signal) => feed.changed(signal),
    );
  const control = await serveControlSocket({
    path: folder.controlPath,
    handlers: { ...controlHandlers(publish, recovery), ...options.control },
    onBug,
  });
  opened.defer(() => control.dispose());
  await tools.api.apply();
  await keptOpen.begin();
  schedule.look();
  return {
    ...desktopFace({
      sessions,
      feed,
      zones: () => zones.list(),
      settings: () => settings.value,
      deadlines,
      lookAgain() {
        keptOpen.look();
        schedule.look();
      },
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
    dispose: () => opened.disposeAsync(),
  };
}
