/**
 * The steps by which a secondary leaves a zone, or a zone the Internet: first nobody is sent there any more (the NS of the
 * zone and of its parent), then caches forget (their TTL), and only then is anything removed. Pure.
 */
import type { CopyDeadline } from '../../shared/model/copy.ts';
import type { LeavingPlan, LeavingStep } from '../../shared/model/leaving.ts';
import type { ParentNs } from './parent-ns.ts';

export interface LeavingFacts {
  /** Null where the whole zone goes: its own NS stay as they are then. */
  readonly secondary: string | null;
  /** The name servers that go, lower case; empty: it is not known which they are. */
  readonly nameServers: readonly string[];
  /** The apex NS of the draft and of the last version, lower case, and whether all secondaries that stay hold that. */
  readonly draftNs: readonly string[];
  readonly publishedNs: readonly string[];
  readonly isHeld: boolean;
  readonly parent: ParentNs;
  /** The DS that the parent was last seen to have. */
  readonly ds: readonly string[];
  readonly copies: readonly CopyDeadline[];
  readonly noted: LeavingNote;
  readonly nowMs: number;
}

/** What was seen on the way, and when first; it is kept, since afterwards nobody can see it any more. */
export interface LeavingNote {
  /** The largest TTL that the NS had, in seconds. */
  readonly ttlSeconds: number;
  readonly zoneGoneAt: number | null;
  readonly parentGoneAt: number | null;
}

export const NOTHING_NOTED: LeavingNote = { ttlSeconds: 0, zoneGoneAt: null, parentGoneAt: null };

/** What is noted after a look. `zoneTtlSeconds`: of the NS in the zone. */
export function noteLook(facts: Omit<LeavingFacts, 'copies' | 'ds'>, zoneTtlSeconds: number): LeavingNote {
  const { noted, parent, nowMs } = facts;
  const gone = (isGone: boolean, before: number | null): number | null => (isGone ? (before ?? nowMs) : null);
  return {
    ttlSeconds: Math.max(
      noted.ttlSeconds,
      zoneTtlSeconds,
      parent.kind === 'delegated' ? parent.ttlSeconds : 0,
    ),
    zoneGoneAt: gone(zoneIsDone(facts), noted.zoneGoneAt),
    // What could not be seen is no news.
    parentGoneAt:
      parent.kind === 'unknown' ? noted.parentGoneAt : gone(parentIsDone(facts), noted.parentGoneAt),
  };
}

export function leavingPlan(facts: LeavingFacts): LeavingPlan {
  const { secondary, nameServers, draftNs, publishedNs, parent, copies, ds } = facts;
  const dsStep: LeavingStep = { code: 'ds', state: 'now', ds: [...ds] };
  const first = secondary !== null ? [zoneStep(facts)] : ds.length > 0 ? [dsStep] : [];
  const last: LeavingStep = { code: 'copies', state: 'now', copies: [...copies] };
  const steps = [...first, parentStep(facts), ttlStep(facts), last];
  const named = [...draftNs, ...publishedNs, ...(parent.kind === 'delegated' ? parent.nameServers : [])];
  return {
    steps: inTurn(steps),
    nameServers: [...nameServers],
    named: [...new Set(named.map((name) => name.toLowerCase()))].sort(),
  };
}

/** NS at the zone and at the parent may be changed at the same time; what follows waits until both are seen done. */
function inTurn(steps: readonly LeavingStep[]): LeavingStep[] {
  const isOpen = (step: LeavingStep): boolean => step.state === 'now' || step.state === 'unknown';
  let isWaiting = false;
  return steps.map((step) => {
    const waits = isWaiting && (step.code === 'ttl' || step.code === 'copies');
    isWaiting ||= isOpen(step);
    return waits && step.state !== 'done' ? { ...step, state: 'later' } : step;
  });
}

type ZoneFacts = Pick<LeavingFacts, 'nameServers' | 'draftNs' | 'publishedNs' | 'isHeld'>;

const zoneIsDone = ({ nameServers, draftNs, publishedNs, isHeld }: ZoneFacts): boolean =>
  isHeld && nameServers.length > 0 && among(nameServers, [...draftNs, ...publishedNs]).length === 0;

function zoneStep(facts: ZoneFacts): LeavingStep {
  const { nameServers, draftNs } = facts;
  const names = among(nameServers, draftNs);
  const state = nameServers.length === 0 ? 'unknown' : zoneIsDone(facts) ? 'done' : 'now';
  return { code: 'zone-ns', state, names, edited: names.length === 0 };
}

type ParentFacts = Pick<LeavingFacts, 'nameServers' | 'parent'>;

const parentIsDone = ({ nameServers, parent }: ParentFacts): boolean =>
  parent.kind === 'not-delegated' ||
  (parent.kind === 'delegated' &&
    nameServers.length > 0 &&
    among(nameServers, parent.nameServers).length === 0);

function parentStep(facts: ParentFacts): LeavingStep {
  const { nameServers, parent } = facts;
  const names = parent.kind === 'delegated' ? among(nameServers, parent.nameServers) : [];
  const detail = parent.kind === 'unknown' ? parent.detail : null;
  if (parentIsDone(facts)) return { code: 'parent-ns', state: 'done', names, detail };
  const isKnown = parent.kind === 'delegated' && nameServers.length > 0;
  return { code: 'parent-ns', state: isKnown ? 'now' : 'unknown', names, detail };
}

function ttlStep({ secondary, noted, nowMs }: LeavingFacts): LeavingStep {
  const { ttlSeconds, zoneGoneAt, parentGoneAt } = noted;
  const goneAt = secondary === null ? [parentGoneAt] : [zoneGoneAt, parentGoneAt];
  const known = goneAt.filter((at) => at !== null);
  const until = known.length < goneAt.length ? null : Math.max(...known) + ttlSeconds * 1000;
  const state = until !== null && until <= nowMs ? 'done' : 'now';
  return { code: 'ttl', state, ttlSeconds, until };
}

function among(names: readonly string[], set: readonly string[]): string[] {
  const there = new Set(set.map((name) => name.toLowerCase()));
  return names.filter((name) => there.has(name.toLowerCase()));
}
