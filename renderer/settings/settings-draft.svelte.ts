/** The settings as they are being typed. */
import { parseAddress, parseEndpointText, printEndpoint } from '../../shared/model/addresses.ts';
import type { BindFailure } from '../../shared/model/session.ts';
import type { Settings } from '../../shared/model/settings.ts';
import type { Endpoint } from '../../shared/model/secondary.ts';
import type { Client } from '../app/connection.svelte.ts';
import { Task } from '../app/resource.svelte.ts';
import { words } from './words.ts';

const LISTEN_PORT = 5300;
const TIME = /^([01][0-9]|2[0-3]):[0-5][0-9]$/;
/** Suggested, and asked only once the owner allowed it: Cisco's resolver answers this name with the asker's address. */
const WHO_AM_I = { server: '208.67.222.222:53', name: 'myip.opendns.com' };

/** The settings that this form is about. */
type Typed = Pick<
  Settings,
  | 'listen'
  | 'publicAddress'
  | 'publicPort'
  | 'portMapping'
  | 'sessionLimitMinutes'
  | 'keepOpen'
  | 'rhythm'
  | 'serialPolicy'
  | 'theme'
  | 'startAtLogin'
  | 'notifications'
  | 'schedule'
  | 'whoAmI'
  | 'resolver'
  | 'timeServer'
>;

export class SettingsDraft {
  listen = $state('');
  publicAddress = $state('');
  publicPort = $state('53');
  portMapping = $state(false);
  limit = $state('30');
  keepOpen = $state(false);
  rhythm = $state<Settings['rhythm']>('month');
  serialPolicy = $state<Settings['serialPolicy']>('date-counter');
  theme = $state<Settings['theme']>('system');
  startAtLogin = $state(false);
  notifications = $state(true);
  scheduleKind = $state<Settings['schedule']['kind']>('off');
  scheduleTime = $state('09:00');
  schedulePattern = $state('0 9 * * 1');
  asksWhoAmI = $state(false);
  whoAmIServer = $state(WHO_AM_I.server);
  whoAmIName = $state(WHO_AM_I.name);
  resolver = $state('');
  timeServer = $state('');
  /** What the last check of the addresses said; null = not checked since. */
  failures = $state.raw<readonly BindFailure[] | null>(null);
  /** The addresses as they are stored. */
  savedListen = $state.raw<readonly Endpoint[]>([]);
  readonly task = new Task();
  readonly checking = new Task();
  readonly #client: Client;
  #saved = $state('');

  constructor(client: Client, settings: Settings) {
    this.#client = client;
    this.#take(settings);
  }

  readonly lines = $derived(
    this.listen
      .split(/[\n,]/)
      .map((line) => line.trim())
      .filter(Boolean),
  );
  readonly listenError = $derived.by(() => {
    const faulty = this.lines.find((line) => parseEndpointText(line, LISTEN_PORT) === undefined);
    return faulty === undefined ? null : words.lineWrong(faulty);
  });
  readonly publicError = $derived(
    this.publicAddress.trim() !== '' && parseAddress(this.publicAddress) === undefined
      ? words.publicWrong
      : null,
  );
  readonly portError = $derived(isBetween(this.publicPort, 1, 65535) ? null : words.portWrong);
  readonly limitError = $derived(isBetween(this.limit, 15, 1440) ? null : words.limitWrong);
  readonly timeError = $derived(
    this.scheduleKind !== 'rhythm' || TIME.test(this.scheduleTime) ? null : words.timeWrong,
  );
  readonly patternError = $derived(
    this.scheduleKind !== 'cron' || this.schedulePattern.trim().split(/\s+/).length === 5
      ? null
      : words.patternWrong,
  );
  readonly whoAmIError = $derived(
    !this.asksWhoAmI || parseEndpointText(this.whoAmIServer) !== undefined ? null : words.serverWrong,
  );
  readonly resolverError = $derived(
    this.resolver.trim() === '' || parseEndpointText(this.resolver) !== undefined ? null : words.serverWrong,
  );
  readonly valid = $derived(
    [
      this.listenError,
      this.publicError,
      this.portError,
      this.limitError,
      this.timeError,
      this.patternError,
      this.whoAmIError,
      this.resolverError,
    ].every((error) => error === null) && this.lines.length > 0,
  );
  readonly changed = $derived(JSON.stringify(this.#typed()) !== this.#saved);

  get endpoints(): Endpoint[] {
    return this.lines.flatMap((line) => parseEndpointText(line, LISTEN_PORT) ?? []);
  }

  async save(): Promise<boolean> {
    return this.task.run(async () => this.#take(await this.#client.settings.update(this.#typed())));
  }

  async revert(): Promise<void> {
    await this.task.run(async () => this.#take(await this.#client.settings.get()));
  }

  /** Tries to open each address and lets go again. */
  async check(): Promise<void> {
    await this.checking.run(async () => {
      this.failures = await this.#client.settings.tryListen({ listen: this.endpoints });
    });
  }

  get #schedule(): Settings['schedule'] {
    if (this.scheduleKind === 'rhythm') return { kind: 'rhythm', time: this.scheduleTime };
    if (this.scheduleKind === 'cron') return { kind: 'cron', pattern: this.schedulePattern.trim() };
    return { kind: 'off' };
  }

  get #whoAmI(): Settings['whoAmI'] {
    const server = parseEndpointText(this.whoAmIServer);
    return this.asksWhoAmI && server !== undefined ? { server, name: this.whoAmIName.trim() } : null;
  }

  #typed(): Typed {
    return {
      listen: this.endpoints,
      publicAddress: this.publicAddress.trim(),
      publicPort: Number(this.publicPort),
      portMapping: this.portMapping,
      sessionLimitMinutes: Number(this.limit),
      keepOpen: this.keepOpen,
      rhythm: this.rhythm,
      serialPolicy: this.serialPolicy,
      theme: this.theme,
      startAtLogin: this.startAtLogin,
      notifications: this.notifications,
      schedule: this.#schedule,
      whoAmI: this.#whoAmI,
      resolver: parseEndpointText(this.resolver) ?? null,
      timeServer: this.timeServer.trim(),
    };
  }

  #take(settings: Settings): void {
    this.savedListen = settings.listen;
    this.listen = settings.listen.map(printEndpoint).join('\n');
    this.publicAddress = settings.publicAddress;
    this.publicPort = String(settings.publicPort);
    this.portMapping = settings.portMapping;
    this.limit = String(settings.sessionLimitMinutes);
    const { schedule, whoAmI, resolver, timeServer } = settings;
    this.scheduleKind = schedule.kind;
    if (schedule.kind === 'rhythm') this.scheduleTime = schedule.time;
    if (schedule.kind === 'cron') this.schedulePattern = schedule.pattern;
    this.asksWhoAmI = whoAmI !== null;
    this.whoAmIServer = whoAmI === null ? WHO_AM_I.server : printEndpoint(whoAmI.server);
    this.whoAmIName = whoAmI?.name ?? WHO_AM_I.name;
    this.resolver = resolver === null ? '' : printEndpoint(resolver);
    this.timeServer = timeServer;
    const { keepOpen, rhythm, serialPolicy, theme, startAtLogin, notifications } = settings;
    Object.assign(this, { keepOpen, rhythm, serialPolicy, theme, startAtLogin, notifications });
    this.#saved = JSON.stringify(this.#typed());
  }
}

const isBetween = (text: string, least: number, most: number): boolean =>
  /^[0-9]{1,5}$/.test(text.trim()) && Number(text) >= least && Number(text) <= most;
