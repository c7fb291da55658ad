/** Asks the parent which name servers it names for a zone, and judges them by what the zone is served with. */
import type { ParentNsVerdict } from '../../shared/model/parent-ns.ts';
import type { Endpoint } from '../../shared/model/secondary.ts';
import { lowerApexNsTexts } from '../zones/apex-ns.ts';
import type { Zone } from '../zones/zone.ts';
import { askParentNs, compareNs, type ParentNs } from './parent-ns.ts';

export interface ParentNsSources {
  /** Undefined: there is nobody to ask. */
  readonly resolver: Endpoint | undefined;
  readonly authorityPort: number | undefined;
  readonly now: () => number;
}

/** Asks; never rejects. */
export async function lookAtParentNs(
  zone: Zone,
  { resolver, authorityPort, now }: ParentNsSources,
): Promise<ParentNsVerdict> {
  if (resolver === undefined) return { state: 'not-known', at: now(), detail: null };
  const answer = await askParentNs({ zone: zone.name, resolver, authorityPort });
  const contents = zone.version?.contents ?? zone.state.contents;
  return judgeParentNs(lowerApexNsTexts(contents).sort(), answer, now());
}

/** Pure; names as presentation text, in lower case. */
export function judgeParentNs(ours: string[], answer: ParentNs, at: number): ParentNsVerdict {
  if (answer.kind === 'unknown') return { state: 'not-known', at, detail: answer.detail };
  if (answer.kind === 'not-delegated') return { state: 'not-delegated', at, parent: answer.parent, ours };
  const sets = { at, parent: answer.parent, ours, theirs: [...answer.nameServers].sort() };
  const { missing, extra } = compareNs(ours, answer.nameServers);
  if (missing.length + extra.length === 0) return { state: 'right', ...sets };
  if (missing.length === ours.length) return { state: 'wrong', ...sets };
  const state = missing.length === 0 ? 'extra' : extra.length === 0 ? 'missing' : 'both';
  return { state, ...sets, missing, extra };
}
