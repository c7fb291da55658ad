/** The name server, the session that opens it, and when sessions are due. */
import type { CopyDeadline } from '../../shared/model/copy.ts';
import { errorSentence } from '../../shared/model/error-sentences.ts';
import type { Endpoint } from '../../shared/model/secondary.ts';
import type { ServerEvent } from '../../shared/model/server-events.ts';
import type { SessionReport } from '../../shared/model/session.ts';
import { toAppError } from '../calls/to-app-error.ts';
import { DenialProofs } from '../dnssec/proofs/proofs.ts';
import { askCopy } from '../exchange/copy-question.ts';
import { askSoa } from '../exchange/soa-question.ts';
import { NameServer } from '../nameserver/name-server.ts';
import { OwnZones } from '../nameserver/own-zones.ts';
import { AskedMappings } from '../portmap/asked-mappings.ts';
import { localAddressOut } from '../portmap/router.ts';
import { HomeRouters } from '../portmap/routers.ts';
import { SessionMapping } from '../portmap/session-mapping.ts';
import { askOthers } from '../sessions/ask-others.ts';
import { askHeldSerials } from '../sessions/commit-drafts.ts';
import { HeldKeys } from '../sessions/held-keys.ts';
import { notifyNotingClocks } from '../sessions/notify-noting-clocks.ts';
import { Preflight } from '../sessions/preflight.ts';
import { PublishSessions } from '../sessions/publish-sessions.ts';
import { rehearse } from '../sessions/rehearsal.ts';
import { ScheduledSessions } from '../sessions/schedule.ts';
import { beginScheduled } from '../sessions/scheduled-session.ts';
import { sessionServer, tryListen } from '../sessions/session-server.ts';
import { sessionZone, type ZoneKnowledge } from '../sessions/session-zone.ts';
import { CopyHistories } from '../watch/copy-history.ts';
import { byUrgency } from '../watch/deadlines.ts';
import { LeavingWatch } from '../watch/leaving-watch.ts';
import { allAddresses, reachableAddresses } from '../watch/own-addresses.ts';
import { systemResolver } from '../watch/parent.ts';
import { checkAddresses } from '../watch/public-address.ts';
import { zoneDeadlines } from '../watch/zone-deadlines.ts';
import { tightestRhythm } from '../zones/rhythm.ts';
import { dsWithoutKey } from '../zones/signing/observed.ts';
import { continueByItself } from '../zones/signing/rollover/rollovers.ts';
import type { Stored } from './stored.ts';
import type { ZoneParts } from './zone-parts.ts';

export interface PublishingOptions {
  readonly stored: Stored;
  readonly parts: ZoneParts;
  /** Instead of the settings' addresses; port 0 is a free one. */
  readonly listen: readonly Endpoint[] | undefined;
  /** Where other authoritative servers listen; 53 but in tests. */
  readonly authoritativePort: number | undefined;
  readonly now: () => number;
  readonly onBug: (error: unknown) => void;
  readonly onChanged: () => void;
  readonly onEvent: (event: ServerEvent) => void;
  readonly onEnded: (report: SessionReport) => void;
}

export type Publishing = Awaited<ReturnType<typeof openPublishing>>;

/** Reports kept. */
const MOST_REPORTS = 200;

export async function openPublishing(options: PublishingOptions) {
  const { stored, parts, now, onBug, onChanged } = options;
  const { zones, keys, secondaries, signing } = parts;
  const knownSecondary = (id: string) => secondaries.list().find((other) => other.id === id);

  const ownZones = new OwnZones(() => zones.list(), knownSecondary);
  ownZones.refresh();
  const heldKeys = new HeldKeys();
  const proofs = new DenialProofs(signing.nsec3Chains);
  const nameServer = new NameServer({
    zones: ownZones,
    keys: heldKeys,
    proofs,
    onEvent(event) {
      stored.activity.addServerEvent(event);
      sessions.handleServerEvent(event);
      options.onEvent(event);
    },
  });
  const trial = (wanted: readonly Endpoint[]) =>
    tryListen(wanted, nameServer.endpoints, { zones: ownZones, keys: heldKeys });
  // Port 0 means: find one now, so that it can be told before the first session.
  const fixed = options.listen && (await trial(options.listen)).endpoints;
  const listen = (): readonly Endpoint[] => fixed ?? stored.settings.value.listen;
  const tryToListen = async (wanted: readonly Endpoint[]) => (await trial(wanted)).failures;

  const copies = new CopyHistories(stored.copies, onBug);
  const knowledge: ZoneKnowledge = {
    firstExpiration: (served) => signing.firstExpiration(served),
    dsWithoutKey: (zone) => dsWithoutKey(zone.name, signing.planOf(zone)),
    beforeCommit: (zone) => continueByItself(signing, zone, now()),
    keysOf: (zone) => signing.planOf(zone).keys.map((key) => key.dnskey),
    failureSentence(error) {
      const failure = toAppError(error);
      return failure && errorSentence(failure);
    },
  };
  const sessionZones = () => zones.list().map((zone) => sessionZone(zone, knowledge));
  const loadKeys = () => keys.load(keys.list().map(({ name }) => name));
  const routers = new HomeRouters();
  const mapping = new SessionMapping({
    asked: new AskedMappings(stored.portMappings),
    routers,
    isOn: () => stored.settings.value.portMapping,
    externalPort: () => stored.settings.value.publicPort,
    localAddress: localAddressOut,
    now,
    onChanged,
    onBug,
  });
  const addresses = () =>
    checkAddresses({
      settings: () => stored.settings.value,
      secondaries: () => secondaries.list(),
      own: reachableAddresses,
      router: () => mapping.externalAddress(),
    });
  const copySources = {
    exchange: { askCopy },
    secondary: (id: string) => secondaries.find(id),
    memory: copies,
  };
  const preflight = new Preflight({
    zones: sessionZones,
    secondary: (id) => secondaries.find(id),
    hasKey: (name) => keys.list().some((key) => key.name === name),
    accessOf: (zone) => ownZones.find(zone)?.access ?? [],
    memory: copies,
    tryListen: () => tryToListen(listen()),
    askOthers: (asked) =>
      askOthers(asked, {
        resolver: () => stored.settings.value.resolver,
        authorityPort: options.authoritativePort,
        addresses,
      }),
    askCopies: (asked) => askHeldSerials(copySources, asked),
    now,
  });
  const keepReports = (change: (kept: readonly SessionReport[]) => SessionReport[]): void =>
    void stored.reports.update((file) => ({ reports: change(file.reports) })).catch(onBug);
  const sessions: PublishSessions = new PublishSessions(
    {
      zones: sessionZones,
      secondary: (id) => secondaries.find(id),
      exchange: { askSoa, askCopy, sendNotify: notifyNotingClocks(parts.clock) },
      server: sessionServer(nameServer, heldKeys, onBug),
      loadKeys,
      listen,
      ownAddresses: allAddresses,
      addresses,
      mapping,
      memory: copies,
      otherwiseMinutes: () => stored.settings.value.sessionLimitMinutes,
      standsAgainst: () => preflight.standsAgainst(),
      heldFromElsewhere: () => preflight.heldFromElsewhere(),
      onBug,
      now,
    },
    {
      onChanged,
      onEnded(report) {
        stored.activity.addSession(report);
        options.onEnded(report);
        keepReports((kept) => [report, ...kept].slice(0, MOST_REPORTS));
      },
      onReportChanged: (report) =>
        keepReports((kept) => kept.map((other) => (other.openedAt === report.openedAt ? report : other))),
    },
    stored.reports.value.reports[0] ?? null,
  );

  const history = (zone: string, secondary: string) => copies.of(zone, secondary);
  const deadlines = (): CopyDeadline[] =>
    zones
      .list()
      .flatMap((zone) => zoneDeadlines(zone, { secondary: knownSecondary, history, now }))
      .sort(byUrgency);
  const leaving = new LeavingWatch({
    file: stored.leaving,
    secondary: (id) => secondaries.find(id),
    heldSerial: (zone, secondary) => copies.of(zone, secondary).heldSerial,
    deadlines,
    dsAtParent: (zone) => signing.planOf(zone).observation?.parentServers.flatMap(({ ds }) => ds ?? []) ?? [],
    resolver: () => stored.settings.value.resolver ?? systemResolver(),
    now,
  });
  const schedule: ScheduledSessions = new ScheduledSessions({
    file: stored.schedule,
    schedule: () => stored.settings.value.schedule,
    rhythm: () => tightestRhythm(zones.list().map((zone) => zone.settings.rhythm)),
    lastSessionAt: () => stored.reports.value.reports[0]?.closedAt ?? null,
    begin: async () =>
      beginScheduled({ sessions, changed: (await addresses()).changed, expected: toAppError }),
    onChanged,
    onBug,
    now,
  });
  // What a crash left at the router. Nothing waits for it: the router may be another one, or none, today.
  void mapping.sweep();
  const primaryZones = () => zones.list().filter(({ settings }) => settings.kind === 'primary');

  return {
    sessions,
    preflight,
    schedule,
    deadlines,
    addresses,
    leaving,
    listen,
    tryListen: tryToListen,
    /** One session on loopback with a secondary of our own: what a provider will see. */
    rehearse: () =>
      rehearse({
        zones: () =>
          primaryZones().map(({ name, nameText, settings, editCount }) => {
            return { name, text: nameText, rhythm: settings.rhythm, edits: editCount };
          }),
        served: ownZones,
        proofs,
        now,
      }),
    /** Access, keys or addresses of these zones changed: the server and an open session go by them from now on. */
    refresh(zoneNames: readonly string[]): void {
      ownZones.refresh();
      for (const name of zoneNames) {
        sessions.republish(name);
        const zone = zones.list().find(({ nameText }) => nameText === name);
        const stays = zone?.settings.secondaries.map(({ secondary }) => secondary) ?? null;
        void leaving.forget(name, stays).catch(onBug);
      }
      onChanged();
    },
    /** A zone is gone, and with it what is known of its copies. */
    forgetCopies: (zoneName: string): void => copies.keepOnly((zone) => zone !== zoneName),
    /** Whether the router is asked, and for which port. */
    mappingSettingsChanged: (): void => mapping.settingsChanged(),
    /** Secrets changed: an open session signs and verifies by the new ones. */
    async reloadKeys(): Promise<void> {
      if (sessions.isOpen) sessions.holdKeys(await loadKeys());
    },
    async dispose(): Promise<void> {
      schedule.dispose();
      await sessions.dispose();
      await mapping.dispose();
      routers.dispose();
      await copies.dispose();
    },
  };
}
