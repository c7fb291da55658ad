/**
 * What happened, for the owner to look up: bounded, newest first, kept over restarts.
 *
 * Lines are appended in the background; a power cut may cost the last second of them, which nobody was promised. The
 * same refusal of the same client is one line that counts.
 */
import { activityEntry, type ActivityEntry } from '../../shared/model/activity.ts';
import type { ActivityCode } from '../../shared/model/activity-sentences.ts';
import type { ServerEvent, TransferKind } from '../../shared/model/server-events.ts';
import type { SessionReport } from '../../shared/model/session.ts';
import { isDone } from './progress.ts';
import { openJournal, type Journal } from '../storage/journal.ts';
import type { StorageNotice } from '../storage/storage-error.ts';

/** Lines kept; the file holds at most twice as many. */
const MOST_ENTRIES = 5000;
/** Within this the same refusal of the same client is counted, not repeated. */
const REPEAT_MS = 60_000;

export type NewActivity = Omit<ActivityEntry, 'id'>;

export class Activity {
  readonly notices: readonly StorageNotice[];
  readonly #journal: Journal<ActivityEntry>;
  readonly #onFailure: (error: unknown) => void;
  readonly #now: () => number;
  #entries: ActivityEntry[];
  #inFile: number;
  #nextId: number;

  private constructor(
    opened: {
      journal: Journal<ActivityEntry>;
      records: readonly ActivityEntry[];
      notices: readonly StorageNotice[];
    },
    onFailure: (error: unknown) => void,
    now: () => number,
  ) {
    this.#now = now;
    this.#journal = opened.journal;
    this.#onFailure = onFailure;
    this.#entries = opened.records.slice(-MOST_ENTRIES);
    this.#inFile = opened.records.length;
    this.#nextId = (this.#entries.at(-1)?.id ?? 0) + 1;
    this.notices = opened.notices;
  }

  /** `onFailure` is told when a line could not be kept (a full disk); the line is still shown. */
  static async open(
    path: string,
    onFailure: (error: unknown) => void,
    now: () => number = Date.now,
  ): Promise<Activity> {
    return new Activity(await openJournal({ path, schema: activityEntry }), onFailure, now);
  }

  add(entry: NewActivity): void {
    if (this.#countsRepeat(entry)) return;
    const numbered = { ...entry, id: this.#nextId++ };
    this.#entries.push(numbered);
    if (this.#entries.length > MOST_ENTRIES) this.#entries = this.#entries.slice(-MOST_ENTRIES);
    this.#keep(numbered);
  }

  /** A fact about the owner's things: what they or a tool did. */
  tell(code: ActivityCode, zone: string | null, data: ActivityEntry['data'] = {}): void {
    this.add({ at: this.#now(), severity: 'info', code, zone, from: null, data });
  }

  /** What the name server did, as far as it is worth a line: transfers and refusals, not every question. */
  addServerEvent(event: ServerEvent): void {
    const entry = entryOf(event);
    if (entry !== undefined) this.add(entry);
  }

  /** A session that ended. */
  addSession({ openedAt, closedAt, end, zones, secondaries }: SessionReport): void {
    const done = secondaries.filter(isDone).length;
    const data = {
      end,
      zones: zones.length,
      total: secondaries.length,
      inSync: done,
      durationMs: closedAt - openedAt,
    };
    this.add({
      at: closedAt,
      severity: done === secondaries.length ? 'info' : 'warning',
      code: 'session-closed',
      zone: null,
      from: null,
      data,
    });
  }

  /** Newest first. */
  page(query: { offset: number; limit: number; zone?: string; severity?: ActivityEntry['severity'] }): {
    entries: ActivityEntry[];
    total: number;
  } {
    const matching = this.#entries.filter(
      (entry) =>
        (query.zone === undefined || entry.zone === query.zone) &&
        (query.severity === undefined || entry.severity === query.severity),
    );
    const end = matching.length - query.offset;
    return {
      entries: matching.slice(Math.max(0, end - query.limit), Math.max(0, end)).reverse(),
      total: matching.length,
    };
  }

  async dispose(): Promise<void> {
    await this.#journal.close();
  }

  /** True when the entry repeats a recent refusal: then that line's count goes up, in memory only. */
  #countsRepeat(entry: NewActivity): boolean {
    if (entry.code !== 'request-refused') return false;
    for (let i = this.#entries.length - 1; i >= 0 && entry.at - this.#entries[i].at < REPEAT_MS; i--) {
      const other = this.#entries[i];
      const same =
        other.code === entry.code &&
        other.from === entry.from &&
        other.zone === entry.zone &&
        other.data.reason === entry.data.reason &&
        other.data.key === entry.data.key;
      if (!same) continue;
      this.#entries[i] = { ...other, data: { ...other.data, times: Number(other.data.times ?? 1) + 1 } };
      return true;
    }
    return false;
  }

  #keep(entry: ActivityEntry): void {
    this.#inFile++;
    const kept =
      this.#inFile > 2 * MOST_ENTRIES
        ? this.#journal.rewrite([...this.#entries])
        : this.#journal.append(entry);
    if (this.#inFile > 2 * MOST_ENTRIES) this.#inFile = this.#entries.length;
    kept.catch(this.#onFailure);
  }
}

/** The line that an event is worth; undefined for an ordinary question. */
function entryOf(event: ServerEvent): NewActivity | undefined {
  const { at } = event;
  switch (event.kind) {
    case 'question-answered':
    case 'transfer-started':
      return undefined;
    case 'transfer-finished': {
      const { zone, serial, records, octets: bytes, durationMs } = event;
      const data = { key: event.client.key ?? null, kind: kindOf(event), serial, records, bytes, durationMs };
      return { at, severity: 'info', code: 'transfer-sent', zone, from: event.client.address, data };
    }
    case 'transfer-cut': {
      const { zone, serial, octets: bytes, durationMs, reason } = event;
      const data = { key: event.client.key ?? null, kind: kindOf(event), serial, bytes, durationMs, reason };
      return { at, severity: 'warning', code: 'transfer-cut', zone, from: event.client.address, data };
    }
    case 'request-refused': {
      const data = {
        reason: event.reason,
        rcode: event.rcode ?? null,
        key: event.claimedKey ?? null,
        name: event.name ?? null,
        type: event.type ?? null,
        transport: event.client.transport,
        offSeconds: event.clientTime === undefined ? null : Math.round((event.clientTime - at) / 1000),
      };
      return {
        at,
        severity: 'warning',
        code: 'request-refused',
        zone: event.zone ?? null,
        from: event.client.address,
        data,
      };
    }
    case 'listener-failed': {
      const data = { endpoint: `${event.address} port ${event.port}`, detail: event.code };
      return { at, severity: 'error', code: 'cannot-listen', zone: null, from: null, data };
    }
  }
}

/** An IXFR that is answered whole is an AXFR to the eye (RFC 1995 §4). */
function kindOf({ transferKind }: { readonly transferKind: TransferKind }): string {
  return transferKind === 'ixfr' ? 'IXFR' : 'AXFR';
}
