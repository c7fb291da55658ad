/**
 * Publish sessions for what tools write: asked for two seconds after the last write, so that a certificate's records
 * leave together. A session that is open takes a new version by itself. When tools may not publish, the versions wait for
 * the owner, and the screens say so.
 */
import { AppFailure } from '../../shared/model/app-error.ts';
import type { SessionReport, SessionState } from '../../shared/model/session.ts';
import type { Zone } from '../zones/zone.ts';

export const QUIET_MS = 2000;

export interface ToolSessionsOptions {
  readonly toolsMayPublish: () => boolean;
  /** Opens a session in which no draft of the owner is committed. Throws AppFailure. */
  readonly start: () => Promise<void>;
  readonly state: () => SessionState;
  /** Another NOTIFY in the open session. */
  readonly notify: (zone: string) => void;
  readonly onChanged: () => void;
  /** A session could not be opened: no socket, no keychain. */
  readonly onFailure: (error: unknown) => void;
}

export class ToolSessions {
  readonly #options: ToolSessionsOptions;
  /** Serials that tools made and that no session has handed out yet, by zone. */
  readonly #waiting = new Map<string, number>();
  #timer: NodeJS.Timeout | undefined;

  constructor(options: ToolSessionsOptions) {
    this.#options = options;
  }

  get waiting(): { zone: string; serial: number }[] {
    return [...this.#waiting].map(([zone, serial]) => ({ zone, serial }));
  }

  /** A tool made a version. */
  written(zone: Zone): void {
    const serial = zone.version?.serial;
    if (serial === undefined || !leaves(zone)) return;
    this.#waiting.set(zone.nameText, serial);
    this.#options.onChanged();
    this.#ask();
  }

  /** A tool asked for NOTIFY. */
  notify(zone: Zone): void {
    if (this.#options.state().state === 'open') this.#options.notify(zone.nameText);
    else if (zone.version !== undefined && leaves(zone)) this.#ask();
  }

  /** A session ended: what it handed out waits no more. What came too late for it asks for another. */
  ended({ secondaries }: SessionReport): void {
    for (const [zone, serial] of this.#waiting)
      if (secondaries.some((copy) => copy.zone === zone && copy.serial === serial))
        this.#waiting.delete(zone);
    if (this.#waiting.size > 0) this.#ask();
  }

  forget(zone: string): void {
    this.#waiting.delete(zone);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #ask(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (!this.#options.toolsMayPublish()) return;
    this.#timer = setTimeout(() => void this.#open(), QUIET_MS);
  }

  async #open(): Promise<void> {
    if (this.#options.state().state === 'open') return;
    try {
      await this.#options.start();
    } catch (error) {
      // One is just being opened or closed: `ended` looks again.
      if (error instanceof AppFailure && error.error.code === 'session-open') return;
      this.#options.onFailure(error);
    }
  }
}

/** Whether anybody may fetch the zone at all. */
function leaves({ settings }: Zone): boolean {
  return settings.kind === 'primary' && settings.secondaries.length + settings.alsoAllow.length > 0;
}
