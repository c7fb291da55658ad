/**
 * What is remembered of each secondary's copy of each zone: when it was refreshed last, what it holds, when it ends by its
 * own word, how long it usually takes, and whether NOTIFY brings it.
 *
 * Facts come in bursts while a session runs; they count at once and reach the disk within a second. A power cut may cost
 * that second: the next session learns it again.
 */
import { z } from 'zod';
import { copyHistory, type CopyHistory, type CopyRefresh } from '../../shared/model/copy.ts';
import type { JsonFile } from '../storage/json-file.ts';

export const copyHistoryFile = z.object({ copies: z.array(copyHistory) });
export type CopyHistoryFile = z.infer<typeof copyHistoryFile>;

/** A pure change of what is known of a copy. */
export type Lesson = (history: CopyHistory) => CopyHistory;

/** Sessions of which durations and habits are kept. */
const SESSIONS_KEPT = 8;
const WRITE_AFTER_MS = 1000;

export class CopyHistories {
  readonly #file: JsonFile<CopyHistoryFile>;
  readonly #onFailure: (error: unknown) => void;
  readonly #copies = new Map<string, CopyHistory>();
  #timer: NodeJS.Timeout | undefined;

  /** `onFailure` is told when the disk refused what was learnt; it still counts until the app ends. */
  constructor(file: JsonFile<CopyHistoryFile>, onFailure: (error: unknown) => void) {
    this.#file = file;
    this.#onFailure = onFailure;
    for (const copy of file.value.copies) this.#copies.set(keyOf(copy.zone, copy.secondary), copy);
  }

  /** What is known of a copy; of one never seen, nothing. */
  of(zone: string, secondary: string): CopyHistory {
    return this.#copies.get(keyOf(zone, secondary)) ?? nothingKnown(zone, secondary);
  }

  learn(zone: string, secondary: string, lesson: Lesson): void {
    const before = this.of(zone, secondary);
    const after = lesson(before);
    if (after === before) return;
    this.#copies.set(keyOf(zone, secondary), after);
    this.#timer ??= setTimeout(() => void this.#write(), WRITE_AFTER_MS);
  }

  /** Forgets copies that no zone has any more. */
  keepOnly(wanted: (zone: string, secondary: string) => boolean): void {
    for (const [key, { zone, secondary }] of this.#copies) {
      if (wanted(zone, secondary)) continue;
      this.#copies.delete(key);
      this.#timer ??= setTimeout(() => void this.#write(), WRITE_AFTER_MS);
    }
  }

  /** Writes what is unwritten. */
  async dispose(): Promise<void> {
    if (this.#timer !== undefined) {
      clearTimeout(this.#timer);
      await this.#write();
    }
    await this.#file.idle();
  }

  async #write(): Promise<void> {
    this.#timer = undefined;
    try {
      await this.#file.update(() => ({ copies: [...this.#copies.values()] }));
    } catch (error) {
      this.#onFailure(error);
    }
  }
}

export function nothingKnown(zone: string, secondary: string): CopyHistory {
  return {
    zone,
    secondary,
    refresh: null,
    heldSerial: null,
    told: [],
    tookMs: [],
    heeded: [],
    unsignedNotify: false,
  };
}

/** It asked and found its copy current, or took the version: EXPIRE starts anew. */
export const refreshed =
  (refresh: CopyRefresh): Lesson =>
  (history) => ({ ...history, refresh, heldSerial: refresh.serial });

export const holds =
  (serial: number): Lesson =>
  (history) =>
    history.heldSerial === serial ? history : { ...history, heldSerial: serial };

/** One of its servers told how long its copy lives on. `servers`: those it has; what others told is forgotten. */
export const toldExpiry =
  (told: CopyHistory['told'][number], servers: readonly string[]): Lesson =>
  (history) => ({
    ...history,
    told: [...history.told.filter(({ server }) => server !== told.server && servers.includes(server)), told],
  });

export const inSyncAfter =
  (ms: number): Lesson =>
  (history) => ({ ...history, tookMs: [...history.tookMs, ms].slice(-SESSIONS_KEPT) });

export const heededNotify =
  (heeded: boolean): Lesson =>
  (history) => ({ ...history, heeded: [...history.heeded, heeded].slice(-SESSIONS_KEPT) });

export const wantsUnsignedNotify: Lesson = (history) =>
  history.unsignedNotify ? history : { ...history, unsignedNotify: true };

/** How long it usually takes: the median; null when it never got there. */
export function usualMs({ tookMs }: CopyHistory): number | null {
  return tookMs.length === 0 ? null : tookMs.toSorted((a, b) => a - b)[tookMs.length >> 1];
}

/** Whether NOTIFY brings it: one session may go wrong, two in a row are a habit. */
export function notifyHabit({ heeded }: CopyHistory): 'comes' | 'polls' | 'unknown' {
  if (heeded.length === 0) return 'unknown';
  if (heeded[heeded.length - 1]) return 'comes';
  return heeded.slice(-2).length === 2 && heeded.slice(-2).every((came) => !came) ? 'polls' : 'unknown';
}

const keyOf = (zone: string, secondary: string): string => `${secondary} ${zone}`;
