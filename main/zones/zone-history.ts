/** A zone's versions, the last one in memory and the others within reach; and the upkeep of their files beside the work. */
import { type ZoneContents } from '../../shared/dns/zone-contents.ts';
import { SerialQueue } from '../storage/serial-queue.ts';
import { editsBack, type RecordSetChange, type RecordSetEdit } from './record-set.ts';
import { changesBetween, type ServedState } from './version-blob.ts';
import { type VersionRecord } from './version-lines.ts';
import { type NewVersion, type VersionStore } from './version-store.ts';
import { ZoneState } from './zone-state.ts';
import { RecentDifferences, ZoneVersion } from './zone-version.ts';

/** Runs work whose failure loses nothing: it is told, and done again another time. */
export type Upkeep = (work: () => Promise<void>) => Promise<void>;

export class ZoneHistory {
  readonly #store: VersionStore;
  readonly #try: Upkeep;
  /** Snapshots, pruning, reading of older differences: one after the other, beside the edits. */
  readonly #upkeep = new SerialQueue();
  readonly #differences: RecentDifferences;
  #last: ServedState;
  #version: ZoneVersion | undefined;

  /** `last` is the last version's state, or version 0's; `isOthers` as in RecentDifferences. */
  constructor(store: VersionStore, last: ServedState, upkeep: Upkeep, isOthers: (serial: number) => boolean) {
    this.#store = store;
    this.#differences = new RecentDifferences(isOthers);
    this.#last = last;
    this.#try = upkeep;
    const record = store.last;
    this.#version = record === undefined ? undefined : new ZoneVersion(record, last, this.#differences);
    this.#beside(() => this.#readDifferences());
  }

  /** The last version; undefined before the first. */
  get version(): ZoneVersion | undefined {
    return this.#version;
  }

  /** The owner's records at the last version, or those the zone came with. */
  get base(): ZoneState {
    return this.#last.state;
  }

  /** Oldest first. */
  get records(): readonly VersionRecord[] {
    return this.#store.versions;
  }

  /** Serials of versions that could not be read back. */
  get lostSerials(): readonly number[] {
    return this.#store.lostSerials;
  }

  numbered(number: number): VersionRecord | undefined {
    return this.records.find((version) => version.number === number);
  }

  withSerial(serial: number): VersionRecord | undefined {
    return this.records.findLast((version) => version.serial === serial);
  }

  /** Stores a version; when this resolves it exists. Answers it with what it changed of the owner's records. */
  async add(
    version: NewVersion,
    state: ZoneState,
    served: ZoneContents,
  ): Promise<{ readonly version: ZoneVersion; readonly changes: readonly RecordSetChange[] }> {
    const after = { state, served };
    const changes = await changesBetween(this.#last, after);
    const record = await this.#store.add(version, changes);
    if (this.#version !== undefined) {
      const step = { fromSerial: this.#version.serial, toSerial: record.serial, changes: changes.served };
      this.#differences.add(step, served.rrsetCount);
    }
    this.#last = after;
    const added = new ZoneVersion(record, after, this.#differences);
    this.#version = added;
    this.#beside(async () => {
      if (this.#store.wantsSnapshot) await this.#store.addSnapshot(record.number, after);
      await this.#store.prune(version.at);
    });
    return { version: added, changes: changes.state };
  }

  /** The owner's records at a version. */
  async stateAt(record: VersionRecord): Promise<ZoneState> {
    return this.#store.stateAt(record.number, this.base);
  }

  /** The sets that a version changed against the one before; all of them for the first. */
  async changesOf(record: VersionRecord): Promise<readonly RecordSetChange[]> {
    if (record.number > 1) return (await this.#store.changesOf(record)).state;
    const state = await this.stateAt(record);
    return state.changesFrom(ZoneState.empty(state.origin));
  }

  /** The edits that take a version's changes back; the first one's lead to what the zone came with. */
  async editsBefore(record: VersionRecord): Promise<readonly RecordSetEdit[]> {
    return editsBack((await this.#store.changesOf(record)).state);
  }

  /** Waits for the work beside the edits. */
  async settled(): Promise<void> {
    await this.#upkeep.idle();
  }

  async close(): Promise<void> {
    await this.#upkeep.idle();
    await this.#store.close();
  }

  #beside(work: () => Promise<void>): void {
    void this.#upkeep.run(() => this.#try(work));
  }

  async #readDifferences(): Promise<void> {
    const { versions } = this.#store;
    for (let i = versions.length - 1; i > 0; i--) {
      const changes = (await this.#store.changesOf(versions[i])).served;
      const step = { fromSerial: versions[i - 1].serial, toSerial: versions[i].serial, changes };
      if (!this.#differences.addOlder(step, this.#last.served.rrsetCount)) return;
    }
  }
}
