/**
 * Writes of tools, one after the other per zone, each on what the one before left: every write is a version of its own, in
 * the activity, and can be undone like any other. The owner's draft stays at home.
 */
import { AppFailure } from '../../shared/model/app-error.ts';
import { TYPE } from '../../shared/dns/types.ts';
import { findingSentence } from '../../shared/model/finding-sentences.ts';
import type { Activity } from '../sessions/activity.ts';
import { SerialQueue } from '../storage/serial-queue.ts';
import { serialOf } from '../zones/apex-soa.ts';
import type { RecordSetEdit } from '../zones/record-set.ts';
import { ZoneFindings } from '../zones/zone-findings.ts';
import type { ZoneState } from '../zones/zone-state.ts';
import type { Zone } from '../zones/zone.ts';
import { refusedSets } from './api-error.ts';
import type { ApiNotes } from './api-notes.ts';
import type { Client } from './api-context.ts';

/** What a write came to. */
export interface Written {
  readonly made: boolean;
  /** Undefined while the zone has no version. */
  readonly before: number | undefined;
  readonly after: number | undefined;
}

export interface ToolWriterOptions {
  readonly notes: ApiNotes;
  readonly activity: Activity;
  readonly now: () => number;
  /** A version was made. */
  readonly onWritten: (zone: Zone) => void;
}

/** The step of undo that a tool's edit is, while the zone has no version. */
export const TOOL_LABEL = 'Tool';
const FINDINGS_SHOWN = 20;

export class ToolWriter {
  readonly #options: ToolWriterOptions;
  readonly #queues = new WeakMap<Zone, SerialQueue>();

  constructor(options: ToolWriterOptions) {
    this.#options = options;
  }

  /** Works out edits on what the tool sees, and commits them. Throws ApiError for what breaks a rule of the zone. */
  write(
    zone: Zone,
    client: Client,
    work: (state: ZoneState) => Promise<readonly RecordSetEdit[]>,
  ): Promise<Written> {
    return this.#queueOf(zone).run(async () => {
      const state = seenByTools(zone);
      const edits = await work(state);
      const before = zone.version?.serial;
      await this.#stayAhead(zone, state, edits);
      try {
        const outcome = await zone.commitOwn(edits, TOOL_LABEL);
        const made = outcome === 'joined-draft' ? await this.#tryFirst(zone) : outcome.made;
        if (made) this.#tell(zone, client, edits.length);
        return { made, before, after: zone.version?.serial };
      } catch (error) {
        throw hasErrors(error) ? await this.#refusal(zone, await state.withAll(edits)) : error;
      }
    });
  }

  /** The first version of a zone that a tool just made; a zone that is not whole yet stays a draft. */
  begin(zone: Zone, client: Client): Promise<void> {
    return this.#queueOf(zone).run(async () => {
      if (await this.#tryFirst(zone)) this.#tell(zone, client, zone.state.contents.rrsetCount);
    });
  }

  /** The version that other keys make due, if they do. */
  renew(zone: Zone, client: Client): Promise<void> {
    return this.#queueOf(zone).run(async () => {
      if ((await zone.commitDue())?.made === true) this.#tell(zone, client, 0);
    });
  }

  /** While all of the draft is a tool's, it is committed as soon as the rules let it. */
  async #tryFirst(zone: Zone): Promise<boolean> {
    if (!this.#options.notes.of(zone).madeByTool) return false;
    if (zone.draft.steps.some(({ label }) => label !== TOOL_LABEL)) return false;
    try {
      return (await zone.commit({ reason: 'tool' })).made;
    } catch (error) {
      if (hasErrors(error)) return false;
      throw error;
    }
  }

  /** An SOA sent with a serial ahead of ours: the version's is ahead of that, too. */
  async #stayAhead(zone: Zone, state: ZoneState, edits: readonly RecordSetEdit[]): Promise<void> {
    const sent = edits.find(({ owner, type }) => type === TYPE.SOA && owner.equals(zone.name));
    const serial = sent && serialOf(state.with(sent));
    if (serial !== undefined && serial !== serialOf(state)) await zone.serials.noteSeen(serial);
  }

  #tell(zone: Zone, client: Client, sets: number): void {
    const { activity, now, onWritten } = this.#options;
    activity.add({
      at: now(),
      severity: 'info',
      code: 'api-changed',
      zone: zone.nameText,
      from: client.address,
      data: { client: client.name, sets, serial: zone.version?.serial ?? 0 },
    });
    onWritten(zone);
  }

  /** The sentences of the rules that the wished state breaks. */
  async #refusal(zone: Zone, wished: ZoneState): Promise<Error> {
    const findings = await new ZoneFindings().all(wished.contents, zone.settings.rhythm);
    const errors = findings.filter(({ severity }) => severity === 'error');
    return refusedSets(errors.slice(0, FINDINGS_SHOWN).map(findingSentence));
  }

  #queueOf(zone: Zone): SerialQueue {
    const queue = this.#queues.get(zone) ?? new SerialQueue();
    this.#queues.set(zone, queue);
    return queue;
  }
}

/** The records that tools see: the last version's, never the owner's draft. Before the first version, what there is. */
export function seenByTools(zone: Zone): ZoneState {
  return zone.version?.state ?? zone.state;
}

const hasErrors = (error: unknown): boolean =>
  error instanceof AppFailure && error.error.code === 'draft-has-errors';
