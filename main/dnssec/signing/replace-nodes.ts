/** Contents with some nodes replaced. */
import { type Name } from '../../../shared/dns/name.ts';
import { sameRRset } from '../../../shared/dns/rrset.ts';
import { ZoneContents, type ZoneNode } from '../../../shared/dns/zone-contents.ts';
import { type Turn } from './turn.ts';

/** What stands at a name from now on; undefined: nothing. */
export interface NodeReplacement {
  readonly owner: Name;
  readonly node: ZoneNode | undefined;
}

/** From here on one pass over the whole zone is cheaper than an edit at a time. */
const MANY = 1000;

export async function replaceNodes(
  contents: ZoneContents,
  replacements: readonly NodeReplacement[],
  turn: Turn,
): Promise<ZoneContents> {
  if (replacements.length > MANY) return merged(contents, replacements, turn);
  let result = contents;
  for (const { owner, node } of replacements) {
    const old = contents.node(owner);
    for (const { type } of old?.rrsets ?? [])
      if (node?.rrsets.some((rrset) => rrset.type === type) !== true)
        result = result.with(owner, type, undefined);
    for (const rrset of node?.rrsets ?? []) {
      const same = old?.rrsets.find(({ type }) => type === rrset.type);
      if (same === undefined || !sameRRset(same, rrset)) result = result.with(owner, rrset.type, rrset);
    }
    if (turn.isOver) await turn.pass();
  }
  return result;
}

async function merged(
  contents: ZoneContents,
  replacements: readonly NodeReplacement[],
  turn: Turn,
): Promise<ZoneContents> {
  const sorted = [...replacements].sort((a, b) => a.owner.compare(b.owner));
  const nodes: ZoneNode[] = [];
  let next = 0;
  const pushNext = (): void => {
    const { node } = sorted[next++];
    if (node !== undefined) nodes.push(node);
  };
  for (const node of contents.nodes()) {
    while (next < sorted.length && sorted[next].owner.compare(node.owner) < 0) pushNext();
    if (next < sorted.length && sorted[next].owner.equals(node.owner)) pushNext();
    else nodes.push(node);
    if (turn.isOver) await turn.pass();
  }
  while (next < sorted.length) pushNext();
  return ZoneContents.fromSortedNodes(contents.origin, nodes);
}
