/**
 * Signs a whole zone (RFC 4035 §2, RFC 5155 §7.1). Signatures of the version before that still serve are kept, so that the
 * same pass also takes up new keys, another way to deny, or a renewal.
 */
import { type Name } from '../../../shared/dns/name.ts';
import { type Octets } from '../../../shared/dns/octets.ts';
import { type RRset } from '../../../shared/dns/rrset.ts';
import { ZoneContents, type ZoneNode } from '../../../shared/dns/zone-contents.ts';
import { apexSets, negativeTtlSeconds } from './apex.ts';
import { type NodePlan, NodeSigner } from './node-signer.ts';
import { nsecSet } from './nsec-chain.ts';
import { Nsec3Builder } from './nsec3-chain.ts';
import { type BatchSigner } from './signature-queue.ts';
import { type Signing } from './signing.ts';
import { hidesBelow, ownSets, standingWhenVisible } from './standing.ts';
import { type SigningWork } from './turn.ts';
import { TypeBitmaps } from './type-bitmap.ts';

/**
 * The owner's contents as they are served: with DNSKEY, RRSIG and NSEC or NSEC3. What they have of these already is passed
 * over; an import has left it out. `previous`: the version before, as served.
 */
export async function signZone(
  contents: ZoneContents,
  signing: Signing,
  batchSigner: BatchSigner,
  work: SigningWork,
  previous?: ZoneContents,
): Promise<ZoneContents> {
  const { origin } = contents;
  const { turn, signal } = work;
  const signer = new NodeSigner(origin, signing, previous, batchSigner, work);
  signer.expect(contents.rrsetCount + contents.nodeCount);
  const negativeTtl = negativeTtlSeconds(contents);
  const denials =
    signing.policy.denial === 'nsec'
      ? new NsecLinks(signer, origin, negativeTtl)
      : new Nsec3Links(signer, origin, negativeTtl);

  const plans: NodePlan[] = [];
  let hiding: Octets | undefined;
  for (const node of contents.nodes()) {
    const isHidden = hiding !== undefined && node.owner.order.startsWith(hiding);
    const isApex = node.owner.wire.length === origin.wire.length;
    const sets = isApex ? apexSets(node, signing, origin, negativeTtl) : ownSets(node, origin);
    const plan = signer.plan(node.owner, sets, isHidden ? 'hidden' : standingWhenVisible(node, origin));
    plans.push(plan);
    if (!isHidden) {
      denials.add(plan);
      hiding = hidesBelow(node, origin) ? node.owner.order : undefined;
    }
    if (turn.isOver) {
      await turn.pass();
      signal?.throwIfAborted();
    }
  }
  const apart = await denials.finish(work);
  await signer.done();
  return assemble(origin, mergePlans(plans, apart), signer, work);
}

/** Makes each visible name's NSEC when the next one is known. */
class NsecLinks {
  readonly #signer: NodeSigner;
  readonly #origin: Name;
  readonly #ttlSeconds: number;
  readonly #bitmaps = new TypeBitmaps('nsec');
  #last: NodePlan | undefined;

  constructor(signer: NodeSigner, origin: Name, ttlSeconds: number) {
    this.#signer = signer;
    this.#origin = origin;
    this.#ttlSeconds = ttlSeconds;
  }

  add(plan: NodePlan): void {
    this.#link(plan.owner);
    this.#last = plan;
  }

  async finish(): Promise<readonly NodePlan[]> {
    this.#link(this.#origin);
    return [];
  }

  #link(next: Name): void {
    if (this.#last === undefined) return;
    const { owner, sets, standing } = this.#last;
    this.#signer.addDenial(
      this.#last,
      nsecSet(owner, next, this.#bitmaps.of(sets, standing), this.#ttlSeconds),
    );
  }
}

/** Gathers the visible names; NSEC3s stand at names of their own. */
class Nsec3Links {
  readonly #signer: NodeSigner;
  readonly #ttlSeconds: number;
  readonly #bitmaps = new TypeBitmaps('nsec3');
  readonly #builder: Nsec3Builder;

  constructor(signer: NodeSigner, origin: Name, ttlSeconds: number) {
    this.#signer = signer;
    this.#ttlSeconds = ttlSeconds;
    this.#builder = new Nsec3Builder(origin, this.#bitmaps.of([], 'authoritative'));
  }

  add({ owner, sets, standing }: NodePlan): void {
    this.#builder.add(owner, this.#bitmaps.of(sets, standing));
  }

  async finish({ turn }: SigningWork): Promise<readonly NodePlan[]> {
    const plans: NodePlan[] = [];
    for (const rrset of await this.#builder.linked(this.#ttlSeconds, turn)) {
      const plan = this.#signer.plan(rrset.owner, [], 'authoritative');
      this.#signer.addDenial(plan, rrset);
      plans.push(plan);
      if (turn.isOver) await turn.pass();
    }
    return plans;
  }
}

/** Two lists in canonical order as one; a name of both (a hash that somebody gave records to) has the sets of both. */
function* mergePlans(plans: readonly NodePlan[], apart: readonly NodePlan[]): Generator<NodePlan> {
  let n = 0;
  for (const plan of plans) {
    while (n < apart.length && apart[n].owner.order < plan.owner.order) yield apart[n++];
    if (n < apart.length && apart[n].owner.order === plan.owner.order) yield joined(plan, apart[n++]);
    else yield plan;
  }
  while (n < apart.length) yield apart[n++];
}

function joined(plan: NodePlan, { sets, signatures }: NodePlan): NodePlan {
  const byType = (a: RRset, b: RRset): number => a.type - b.type;
  return {
    ...plan,
    sets: [...plan.sets, ...sets].sort(byType),
    signatures: [...plan.signatures, ...signatures].sort((a, b) => byType(a.rrset, b.rrset)),
  };
}

async function assemble(
  origin: Name,
  plans: Iterable<NodePlan>,
  signer: NodeSigner,
  { turn }: SigningWork,
): Promise<ZoneContents> {
  const nodes: ZoneNode[] = [];
  for (const plan of plans) {
    nodes.push(signer.finish(plan));
    if (turn.isOver) await turn.pass();
  }
  await turn.pass();
  return ZoneContents.fromSortedNodes(origin, nodes);
}
