/**
 * Signs a whole zone (RFC 4035 §2, RFC 5155 §7.1). Signatures of the version before that still serve are kept, so that the
 * same pass also takes up new keys, another way to deny, or a renewal.
 */
import { type Name } from '../../../shared/dns/name.ts';
import { type Octets } from '../../../shared/dns/octets.ts';
import { coveredTypeOf } from '../../../shared/dns/rdata/rrsig.ts';
import { type RRset } from '../../../shared/dns/rrset.ts';
import { TYPE } from '../../../shared/dns/types.ts';
import { ZoneContents, type ZoneNode } from '../../../shared/dns/zone-contents.ts';
import { apexSets, negativeTtlSeconds } from './apex.ts';
import { type NodePlan, NodeSigner } from './node-signer.ts';
import { nsecSet } from './nsec-chain.ts';
import { Nsec3Builder } from './nsec3-chain.ts';
import { type BatchSigner } from './signature-queue.ts';
import { type Signing } from './signing.ts';
import { hidesBelow, ownSets, standingWhenVisible } from './standing.ts';
import { type SigningWork, type Turn } from './turn.ts';
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

  const signed = new SignedNodes(signer);
  let hiding: Octets | undefined;
  for (const node of contents.nodes()) {
    const isHidden = hiding !== undefined && node.owner.order.startsWith(hiding);
    const isApex = node.owner.wire.length === origin.wire.length;
    const sets = isApex ? apexSets(node, signing, origin, negativeTtl) : ownSets(node, origin);
    const standing = isHidden ? 'hidden' : standingWhenVisible(node, origin);
    const plan: NodePlan = { owner: node.owner, sets, standing, signatures: undefined };
    signed.add(plan);
    if (isHidden) {
      signer.sign(plan);
    } else {
      denials.add(plan);
      hiding = hidesBelow(node, origin) ? node.owner.order : undefined;
    }
    const pause = signed.pause(turn);
    if (pause !== undefined) await pause;
    signal?.throwIfAborted();
  }
  const apart = await denials.finish(work);
  await signer.done();
  const nodes = await mergeNodes(await signed.finish(turn), await apart.finish(turn), turn);
  return ZoneContents.fromSortedNodes(origin, nodes);
}

/** Nodes in the order they were planned, made as soon as their signatures are there: what was planned need not pile up. */
class SignedNodes {
  readonly #signer: NodeSigner;
  readonly #nodes: ZoneNode[] = [];
  #plans: NodePlan[] = [];

  constructor(signer: NodeSigner) {
    this.#signer = signer;
  }

  add(plan: NodePlan): void {
    this.#plans.push(plan);
  }

  /**
   * What a loop over the zone waits for before it plans on: that the threads have less to do, when they have enough, or that
   * others had the main thread. What is signed by then is made.
   */
  pause(turn: Turn): Promise<void> | undefined {
    if (this.#signer.isAhead) return this.#signer.catchUp().then(() => this.#take());
    return turn.isOver ? turn.pass() : undefined;
  }

  #take(): void {
    const waiting = this.#plans.findIndex((plan) => !this.#signer.isSigned(plan));
    const ready = this.#plans.splice(0, waiting < 0 ? this.#plans.length : waiting);
    for (const plan of ready) this.#nodes.push(this.#signer.finish(plan));
  }

  /** All of them; once everything is signed. */
  async finish(turn: Turn): Promise<readonly ZoneNode[]> {
    for (const plan of this.#plans) {
      this.#nodes.push(this.#signer.finish(plan));
      if (turn.isOver) await turn.pass();
    }
    this.#plans = [];
    return this.#nodes;
  }
}

/** Has each visible name signed with its NSEC, when the next one is known. */
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

  /** Links the last name to the first; nothing stands apart. */
  finish(): SignedNodes {
    this.#link(this.#origin);
    return new SignedNodes(this.#signer);
  }

  #link(next: Name): void {
    if (this.#last === undefined) return;
    const { owner, sets, standing } = this.#last;
    const bitmap = this.#bitmaps.of(sets, standing);
    this.#signer.sign(this.#last, nsecSet(owner, next, bitmap, this.#ttlSeconds));
  }
}

/** Has each visible name signed, and gathers it; NSEC3s stand at names of their own. */
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

  add(plan: NodePlan): void {
    this.#signer.sign(plan);
    this.#builder.add(plan.owner, this.#bitmaps.of(plan.sets, plan.standing));
  }

  /** Links all names; the NSEC3s' own nodes, as far as they were signed meanwhile. */
  async finish({ turn, signal }: SigningWork): Promise<SignedNodes> {
    const signed = new SignedNodes(this.#signer);
    for (const rrset of await this.#builder.linked(this.#ttlSeconds, turn)) {
      const plan: NodePlan = {
        owner: rrset.owner,
        sets: [rrset],
        standing: 'authoritative',
        signatures: undefined,
      };
      signed.add(plan);
      this.#signer.sign(plan);
      const pause = signed.pause(turn);
      if (pause !== undefined) await pause;
      signal?.throwIfAborted();
    }
    return signed;
  }
}

/** Two lists in canonical order as one; a name of both (a hash that somebody gave records to) has the sets of both. */
async function mergeNodes(
  own: readonly ZoneNode[],
  apart: readonly ZoneNode[],
  turn: Turn,
): Promise<readonly ZoneNode[]> {
  if (apart.length === 0) return own;
  const nodes: ZoneNode[] = [];
  let n = 0;
  for (const node of own) {
    const { order } = node.owner;
    while (n < apart.length && apart[n].owner.order < order) nodes.push(apart[n++]);
    nodes.push(n < apart.length && apart[n].owner.order === order ? joined(node, apart[n++]) : node);
    if (turn.isOver) await turn.pass();
  }
  while (n < apart.length) nodes.push(apart[n++]);
  return nodes;
}

function joined(own: ZoneNode, { rrsets: [nsec3Rrsigs, nsec3] }: ZoneNode): ZoneNode {
  const rrsigs = own.rrsets.find(({ type }) => type === TYPE.RRSIG);
  const both: RRset =
    rrsigs === undefined
      ? nsec3Rrsigs
      : {
          ...rrsigs,
          rdatas: [...rrsigs.rdatas, ...nsec3Rrsigs.rdatas].sort(
            (a, b) => coveredTypeOf(a) - coveredTypeOf(b),
          ),
        };
  const others = own.rrsets.filter((rrset) => rrset !== rrsigs);
  return { owner: own.owner, rrsets: [...others, nsec3, both].sort((a, b) => a.type - b.type) };
}
