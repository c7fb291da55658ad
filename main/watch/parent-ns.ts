/** The NS set that the parent hands out for a zone, asked of the parent's own servers, held against the zone's (RFC 1034 §4.2.2). */
import type { Name } from '../../shared/dns/name.ts';
import { printName } from '../../shared/dns/name-text.ts';
import { TYPE } from '../../shared/dns/types.ts';
import type { Endpoint } from '../../shared/model/secondary.ts';
import { addressesIn, ask, type Ask } from '../exchange/ask.ts';
import { closestCut, isAnswer, nameServersIn, nsRecordsOf } from './zone-cut.ts';

export type ParentNs =
  | {
      readonly kind: 'delegated';
      readonly parent: string;
      readonly nameServers: readonly string[];
      /** How long caches keep them. */
      readonly ttlSeconds: number;
    }
  /** The parent answers, and knows no such delegation. */
  | { readonly kind: 'not-delegated'; readonly parent: string }
  | { readonly kind: 'unknown'; readonly detail: string };

export interface ParentNsQuestion {
  readonly zone: Name;
  readonly resolver: Endpoint;
  /** Where authoritative servers are asked: 53, everywhere but in a test. */
  readonly authorityPort?: number;
  readonly signal?: AbortSignal;
  readonly send?: typeof ask;
}

/** Servers of the parent that are tried. */
const MOST_TRIES = 3;

/** Asks; never rejects. */
export async function askParentNs({
  zone,
  resolver,
  authorityPort = 53,
  signal,
  send = ask,
}: ParentNsQuestion): Promise<ParentNs> {
  if (zone.isRoot) return { kind: 'unknown', detail: 'the root has no parent' };
  const resolve = (question: Pick<Ask, 'name' | 'type'>): ReturnType<typeof ask> =>
    send({ ...question, server: resolver, recursion: true, signal });
  const cut = await closestCut(zone.parent, (name) => resolve({ name, type: TYPE.NS }));
  if ('why' in cut) return { kind: 'unknown', detail: cut.why };
  const parent = printName(cut.name);
  for (const server of cut.servers.slice(0, MOST_TRIES)) {
    const found = await Promise.all(
      [TYPE.A, TYPE.AAAA].map(async (type) => (await resolve({ name: server, type }))?.answers ?? []),
    );
    for (const address of addressesIn(found.flat()).slice(0, MOST_TRIES)) {
      const at = { address, port: authorityPort };
      const answer = await send({ name: zone, type: TYPE.NS, server: at, recursion: false, signal });
      // A referral has them as authority; a server that has parent and child answers for the child.
      if (!isAnswer(answer)) continue;
      const records = nsRecordsOf([...answer.answers, ...answer.authority], zone);
      if (records.length === 0) return { kind: 'not-delegated', parent };
      const ttlSeconds = Math.max(...records.map((record) => record.ttlSeconds));
      return {
        kind: 'delegated',
        parent,
        nameServers: nameServersIn(records, zone).map(printName),
        ttlSeconds,
      };
    }
  }
  return { kind: 'unknown', detail: `no server of ${parent} answers` };
}

/** How two NS sets differ, as presentation text. `missing`: the parent does not name them; `extra`: the zone does not. */
export function compareNs(
  zone: readonly string[],
  parent: readonly string[],
): { readonly missing: string[]; readonly extra: string[] } {
  const lower = (names: readonly string[]): string[] => names.map((name) => name.toLowerCase());
  const [ours, theirs] = [lower(zone), lower(parent)];
  return {
    missing: ours.filter((name) => !theirs.includes(name)).sort(),
    extra: theirs.filter((name) => !ours.includes(name)).sort(),
  };
}
