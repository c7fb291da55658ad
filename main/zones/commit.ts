/** What a commit makes a version of, if of anything: decided before anything is written. */
import { type VersionReason } from '../../shared/model/zone.ts';
import { byKey } from './draft.ts';
import { type RecordSetEdit } from './record-set.ts';
import { type ZoneState } from './zone-state.ts';
import { type ZoneSurroundings } from './zone-surroundings.ts';
import { type ZoneVersion } from './zone-version.ts';
import { type Zone } from './zone.ts';

/** What a commit came to. `made` is false when there was nothing to commit: the version is then the one before. */
export interface Commit {
  readonly version: ZoneVersion;
  readonly made: boolean;
}

export interface CommitOptions {
  readonly reason?: VersionReason;
  /** Makes a version although no record changed: signatures are renewed, or a secondary holds a serial ahead. */
  readonly evenIfEmpty?: boolean;
}

/** What is to become a version: records, their SOA still as they came. */
export interface WishedVersion {
  readonly state: ZoneState;
  readonly reason: VersionReason;
  /** The draft goes into it; else it stays and is applied on top. */
  readonly tookDraft: boolean;
}

/** The draft; undefined when it is empty and nothing else calls for a version. `due` as a zone's surroundings say it. */
export function ofDraft(
  zone: Zone,
  due: ZoneSurroundings['due'],
  { reason, evenIfEmpty = false }: CommitOptions,
): WishedVersion | undefined {
  const isEmpty = zone.draft.editCount === 0;
  const dueReason = isEmpty ? due(zone) : undefined;
  const isFirst = zone.version === undefined;
  if (!isFirst && isEmpty && !zone.serials.areBehind && !evenIfEmpty && dueReason === undefined)
    return undefined;
  const firstReason = isFirst ? zone.description.origin : undefined;
  return { state: zone.state, reason: reason ?? firstReason ?? dueReason ?? 'published', tookDraft: true };
}

/** A tool's edits on the last version; undefined when they change nothing. */
export async function ofTool(
  version: ZoneVersion,
  edits: readonly RecordSetEdit[],
  { reason = 'tool', evenIfEmpty = false }: CommitOptions,
): Promise<WishedVersion | undefined> {
  const state = await version.state.withAll([...(await byKey(edits)).values()]);
  const isUnchanged = (await state.changesFrom(version.state)).length === 0;
  return isUnchanged && !evenIfEmpty ? undefined : { state, reason, tookDraft: false };
}

/** The last version's records anew, when something is due: signatures, keys, a serial that overtakes what a secondary holds. */
export function ofDue(zone: Zone, due: ZoneSurroundings['due']): WishedVersion | undefined {
  const { version, serials } = zone;
  if (version === undefined) return undefined;
  const reason = due(zone) ?? (serials.areBehind ? 'published' : undefined);
  return reason && { state: version.state, reason, tookDraft: false };
}
