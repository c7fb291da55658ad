/**
 * What a rollover waits for, judged by what was observed: every name server that the parent names, every server of the parent,
 * and the TTLs since. Never by time alone: a version that nobody fetched replaces nothing in any cache. Pure.
 */
import { type Name } from '../../../../shared/dns/name.ts';
import { type ObservedChild } from '../../../../shared/model/observation.ts';
import { type RolloverHindrance, type RolloverWait } from '../../../../shared/model/rollover.ts';
import { isDsOf } from '../observed.ts';
import { KEY_TTL_SECONDS } from '../signature-policy.ts';
import { type DescribedKey, publishedKeys, type SigningPlan, zoneSigners } from '../signing-plan.ts';
import { type Rollover } from './rollover.ts';

export interface RolloverFacts {
  /** The last version is signed as the plan wants it. */
  readonly isMade: boolean;
  /** The largest TTL of anything that may be in a cache. */
  readonly largestTtl: number;
  readonly nowMs: number;
}

/** What the present step waits for; `over` when that was seen. */
export function judgeRollover(zone: Name, plan: SigningPlan, facts: RolloverFacts): RolloverWait {
  const { rollover } = plan;
  if (rollover === null) return { state: 'over' };
  return rollover.step === 'exchange-ds'
    ? judgeExchange(zone, plan, rollover, facts.nowMs)
    : judgeServers(plan, rollover, facts);
}

/** Why a rollover cannot be taken back; undefined when it can: nothing depends on the new key yet. */
export function whyNotCancelled(zone: Name, plan: SigningPlan): RolloverHindrance | undefined {
  const { rollover } = plan;
  if (rollover === null) return 'none';
  if (rollover.lost) return 'old-key-lost';
  if (rollover.step !== 'publish') return 'new-key-in-use';
  const [key] = keysOf(plan, [rollover.new]);
  const named = plan.observation?.parentServers.flatMap(({ ds }) => ds ?? []) ?? [];
  return named.some((text) => isDsOf(text, zone, key)) ? 'new-key-in-use' : undefined;
}

/** Every name server has the step's version, and what was served before is out of the caches. */
function judgeServers(
  plan: SigningPlan,
  rollover: Rollover,
  { isMade, largestTtl, nowMs }: RolloverFacts,
): RolloverWait {
  if (!isMade) return { state: 'not-published' };
  const servers = plan.observation?.nameServers ?? [];
  if (servers.length === 0) return { state: 'not-known' };
  const keys = publishedKeys(plan)
    .map(({ dnskey }) => dnskey)
    .sort()
    .join('\n');
  const signers = zoneSigners(plan).map(printSigner).sort().join('\n');
  const behind = servers.flatMap((server) => {
    const why = whyBehind(server, keys, signers);
    return why === undefined ? [] : [{ name: server.name, why }];
  });
  const { servedByAll, signedByAll } = plan;
  if (behind.length > 0 || servedByAll?.keys !== keys || signedByAll?.signers !== signers)
    return { state: 'servers-behind', servers: behind };
  const since = Math.max(servedByAll.since, signedByAll.since);
  return afterCaches(since + 1000 * ttlOf(rollover, largestTtl), nowMs);
}

/**
 * For how long what was served before the step may be in caches. Before a KSK takes over, or a ZSK signs, the DNSKEY set
 * without it; before a CSK takes over also what the old one alone had signed; before an old ZSK goes, what it had signed. A
 * key that was removed is waited for no longer than until nobody serves it.
 */
function ttlOf({ role, step }: Rollover, largestTtl: number): number {
  if (step === 'remove') return 0;
  return step === 'sign' || role === 'csk' ? largestTtl : KEY_TTL_SECONDS;
}

/** Every server of the parent has the new DS and not the old one, and the old one is out of the caches. */
function judgeExchange(zone: Name, plan: SigningPlan, rollover: Rollover, nowMs: number): RolloverWait {
  const servers = plan.observation?.parentServers ?? [];
  const silent = servers.filter(({ ds }) => ds === null).map(({ name }) => name);
  if (servers.length === 0 || silent.length > 0) return { state: 'parent-not-known', silent };
  const has = (set: readonly string[] | null, tags: readonly number[]): boolean =>
    keysOf(plan, tags).some((key) => set?.some((text) => isDsOf(text, zone, key)));
  const missingAt = servers.filter(({ ds }) => !has(ds, [rollover.new])).map(({ name }) => name);
  const oldAt = servers.filter(({ ds }) => has(ds, rollover.old)).map(({ name }) => name);
  const { parentHas } = plan;
  if (missingAt.length + oldAt.length > 0 || parentHas === null)
    return { state: 'parent-behind', missingAt, oldAt };
  return afterCaches(parentHas.since + 1000 * parentHas.ttlSeconds, nowMs);
}

function afterCaches(until: number, nowMs: number): RolloverWait {
  return nowMs < until ? { state: 'caches', until } : { state: 'over' };
}

function whyBehind(
  { keys, signers }: ObservedChild,
  wantedKeys: string,
  wantedSigners: string,
): 'silent' | 'no-keys' | 'other-signatures' | undefined {
  if (keys === null) return 'silent';
  if (keys.join('\n') !== wantedKeys) return 'no-keys';
  return signers.join('\n') === wantedSigners ? undefined : 'other-signatures';
}

const keysOf = ({ keys }: SigningPlan, tags: readonly number[]): readonly DescribedKey[] =>
  keys.filter(({ keyTag }) => tags.includes(keyTag));

/** As an observation has it. */
const printSigner = ({ algorithm, keyTag }: DescribedKey): string => `${algorithm} ${keyTag}`;
