/**
 * The PowerDNS-compatible API (FIELD §5): the tools that admins have already — ACME clients, external-dns, Terraform,
 * dnscontrol — write into the owner's zones. It listens only when switched on, on loopback unless told otherwise.
 */
import type { ApiState } from '../../shared/model/api.ts';
import type { AppError } from '../../shared/model/app-error.ts';
import type { Endpoint } from '../../shared/model/secondary.ts';
import type { BindFailure, SessionReport, SessionState } from '../../shared/model/session.ts';
import type { ApiSettings } from '../../shared/model/settings.ts';
import { SerialQueue } from '../storage/serial-queue.ts';
import type { Zone } from '../zones/zone.ts';
import { AlsoNotify } from './also-notify.ts';
import { apiApp, type ApiApp } from './api-app.ts';
import type { ApiKey } from './api-key.ts';
import { ApiListener } from './api-listener.ts';
import { cryptoKeyRoutes } from './crypto-key-routes.ts';
import { metadataRoutes } from './metadata-routes.ts';
import { RequestLog } from './request-log.ts';
import { searchRoutes } from './search-routes.ts';
import { ServedTimes } from './served-times.ts';
import { serverRoutes } from './server-routes.ts';
import type { ApiServices } from './services.ts';
import { ToolSessions } from './tool-sessions.ts';
import { ToolWriter } from './tool-writer.ts';
import { tsigKeyRoutes } from './tsig-key-routes.ts';
import { WrongKeys } from './wrong-keys.ts';
import { zoneActionRoutes } from './zone-action-routes.ts';
import { zoneListRoutes } from './zone-list-routes.ts';
import { ZoneMetadata } from './zone-metadata.ts';
import { zoneRoutes } from './zone-routes.ts';
import type { Secondaries } from '../zones/secondaries.ts';
import type { ZoneUses } from '../zones/zone-uses.ts';

/** What the API is given; what it makes of it for its own handlers is its own affair. */
export interface PdnsApiOptions extends Omit<
  ApiServices,
  'metadata' | 'writer' | 'sessions' | 'notifiedSerial' | 'onZoneRemoved' | 'settings' | 'endpoint'
> {
  readonly secondaries: Secondaries;
  readonly uses: ZoneUses;
  readonly key: ApiKey;
  /** The owner's settings; `endpoint` of the command line stands before theirs. */
  readonly settings: () => ApiSettings;
  readonly endpoint?: Endpoint;
  /** Opens a session in which no draft of the owner is committed. */
  readonly startSession: () => Promise<void>;
  readonly session: () => SessionState;
  readonly notifyNow: (zone: string) => void;
  readonly deadline: (zone: Zone) => number | undefined;
  readonly expected: (error: unknown) => AppError | undefined;
  readonly onBug: (error: unknown) => void;
  readonly onChanged: () => void;
}

export class PdnsApi {
  readonly #options: PdnsApiOptions;
  readonly #app: ApiApp;
  readonly #log: RequestLog;
  readonly #sessions: ToolSessions;
  readonly #served: ServedTimes;
  readonly #queue = new SerialQueue();
  #listener: ApiListener | undefined;
  /** Where it is to listen; port 0 became another one. */
  #wished: Endpoint | undefined;
  #failure: BindFailure | null = null;

  constructor(options: PdnsApiOptions) {
    this.#options = options;
    this.#log = new RequestLog(options.onChanged);
    this.#served = new ServedTimes(options.now);
    this.#sessions = new ToolSessions({
      toolsMayPublish: () => options.settings().toolsMayPublish,
      start: options.startSession,
      state: options.session,
      notify: options.notifyNow,
      onChanged: options.onChanged,
      onFailure: (error) => {
        if (options.expected(error) === undefined) options.onBug(error);
        else this.#tellCannotOpen(error);
      },
    });
    this.#app = this.#makeApp();
  }

  /** Listens, or stops, as the settings now say. Never throws for a port that is taken: the state says so. */
  apply(): Promise<void> {
    return this.#queue.run(async () => {
      const { enabled, address, port } = this.#options.settings();
      const wished = this.#options.endpoint ?? (enabled ? { address, port } : undefined);
      // Who asked for the change may be asking over this very socket: what stays is not touched.
      const stays = this.#listener !== undefined && sameEndpoint(wished, this.#wished);
      if (!stays) await this.#listenAt(wished);
      this.#options.onChanged();
    });
  }

  /** Where it listens now. */
  get endpoint(): Endpoint | undefined {
    return this.#listener?.endpoint;
  }

  state(): ApiState {
    return {
      settings: this.#options.settings(),
      listening: this.endpoint ?? null,
      failure: this.#failure,
      keyIsFixed: this.#options.key.isFixed,
      waiting: this.#sessions.waiting,
      served: this.#served.list(),
      requests: this.#log.requests,
    };
  }

  /** The session moved: what tools wrote may be served now. */
  sessionChanged(): void {
    this.#served.look(this.#options.session());
  }

  sessionEnded(report: SessionReport): void {
    this.#options.counters.sessions++;
    this.#sessions.ended(report);
  }

  async dispose(): Promise<void> {
    this.#sessions.dispose();
    await this.#queue.run(async () => this.#listener?.close());
  }

  async #listenAt(endpoint: Endpoint | undefined): Promise<void> {
    await this.#listener?.close();
    this.#listener = undefined;
    this.#failure = null;
    this.#wished = endpoint;
    if (endpoint === undefined) return;
    const { settings, onBug } = this.#options;
    const opened = await ApiListener.open({ endpoint, app: this.#app, access: settings, onBug });
    if (opened instanceof ApiListener) this.#listener = opened;
    else this.#failure = opened;
  }

  #makeApp(): ApiApp {
    const { notes, keys, secondaries, uses, activity, now, key, zones, counters } = this.#options;
    const metadata = new ZoneMetadata(notes, keys, secondaries, new AlsoNotify(secondaries, uses));
    const onWritten = (zone: Zone): void => {
      if (zone.version !== undefined) this.#served.written(zone.nameText, zone.version.serial);
      this.#sessions.written(zone);
    };
    const services: ApiServices = {
      ...this.#options,
      metadata,
      writer: new ToolWriter({ notes, activity, now, onWritten }),
      sessions: this.#sessions,
      endpoint: () => this.endpoint,
      notifiedSerial: (zone) => this.#notifiedSerial(zone),
      onZoneRemoved: (zone) => {
        this.#sessions.forget(zone);
        this.#served.forget(zone);
      },
      expected: this.#options.expected,
      onBug: this.#options.onBug,
    };
    return apiApp({
      routes: [
        serverRoutes,
        zoneListRoutes,
        zoneRoutes,
        zoneActionRoutes,
        metadataRoutes,
        cryptoKeyRoutes,
        tsigKeyRoutes,
        searchRoutes,
      ].flatMap((routes) => routes(services)),
      key,
      wrongKeys: new WrongKeys(now),
      log: this.#log,
      metrics: {
        zones: () => zones.list(),
        session: this.#options.session,
        counters,
        deadline: this.#options.deadline,
      },
      version: this.#options.version,
      now,
      expected: this.#options.expected,
      onBug: this.#options.onBug,
      onWrongKey: (address, times) => this.#tellWrongKey(address, times),
    });
  }

  #notifiedSerial(zone: Zone): number {
    const session = this.#options.session();
    const served = session.state === 'open' ? session.zones : (session.last?.zones ?? []);
    return served.find(({ name }) => name === zone.nameText)?.serial ?? 0;
  }

  #tellWrongKey(address: string, times: number): void {
    const { activity, now } = this.#options;
    // The first one and every hundredth: who tries thousands must not push all else out of the activity.
    if (times % 100 !== 1) return;
    activity.add({
      at: now(),
      severity: 'warning',
      code: 'api-wrong-key',
      zone: null,
      from: address,
      data: { times },
    });
  }

  #tellCannotOpen(error: unknown): void {
    const { activity, now, expected } = this.#options;
    const failure = expected(error);
    const detail =
      failure?.code === 'cannot-listen' ? (failure.failures[0]?.detail ?? '') : (failure?.code ?? '');
    activity.add({
      at: now(),
      severity: 'error',
      code: 'api-no-session',
      zone: null,
      from: null,
      data: { detail },
    });
  }
}

const sameEndpoint = (a: Endpoint | undefined, b: Endpoint | undefined): boolean =>
  a?.address === b?.address && a?.port === b?.port;
