/** Signs one node after the other: which of its sets, by whom, and which signatures of the version before still serve. */
import { type Name } from '../../../shared/dns/name.ts';
import { type Octets } from '../../../shared/dns/octets.ts';
import { sameRRset, type RRset } from '../../../shared/dns/rrset.ts';
import { TYPE } from '../../../shared/dns/types.ts';
import { type ZoneContents, type ZoneNode } from '../../../shared/dns/zone-contents.ts';
import { keyTagOf } from '../keys/key-tag.ts';
import { coveredTypeOf, expirationOf, inceptionOf, keyOf, keyOfRrsig } from './rrsig.ts';
import { type BatchSigner, SignatureQueue } from './signature-queue.ts';
import { type Signing, timesOf } from './signing.ts';
import { type Standing } from './standing.ts';
import { type SigningWork } from './turn.ts';
import { type Signer } from './write-rrsig.ts';

/** A node on its way to being signed. `sets` stay in the order of their types. */
export interface NodePlan {
  readonly owner: Name;
  sets: readonly RRset[];
  readonly standing: Standing;
  /** Of the signed sets, in the order of their types; a ticket of the queue, or signatures kept from before. */
  readonly signatures: { readonly rrset: RRset; rrsigs: readonly Octets[] }[];
}

/** True once all its signatures are there. */
export function isSigned({ signatures }: NodePlan): boolean {
  return signatures.every(({ rrsigs }) => rrsigs.length > 0);
}

export class NodeSigner {
  readonly #signing: Signing;
  readonly #previous: ZoneContents | undefined;
  readonly #zoneQueue: SignatureQueue;
  readonly #keyQueue: SignatureQueue;
  readonly #origin: Name;
  /** Signers whose signatures of the version before can be told from all others'. */
  readonly #keepable: ReadonlySet<Signer>;

  /** `previous`: the version before, as served; what of its signatures is still good is kept. */
  constructor(
    origin: Name,
    signing: Signing,
    previous: ZoneContents | undefined,
    batchSigner: BatchSigner,
    work: SigningWork,
  ) {
    this.#origin = origin;
    this.#signing = signing;
    this.#previous = previous;
    const { keySigners, zoneSigners } = signing.keys;
    const quiet = { turn: work.turn, signal: work.signal };
    this.#zoneQueue = new SignatureQueue(origin, zoneSigners, timesOf(signing), batchSigner, work);
    this.#keyQueue = new SignatureQueue(origin, keySigners, timesOf(signing), batchSigner, quiet);
    this.#keepable = keepableSigners(signing, previous);
  }

  expect(sets: number): void {
    this.#zoneQueue.expected = sets;
  }

  plan(owner: Name, sets: readonly RRset[], standing: Standing): NodePlan {
    const plan: NodePlan = { owner, sets, standing, signatures: [] };
    if (standing === 'hidden') return plan;
    const before = this.#previous?.node(owner);
    for (const rrset of sets)
      if (standing === 'authoritative' || rrset.type === TYPE.DS)
        plan.signatures.push(this.#sign(rrset, before));
    return plan;
  }

  /** Adds NSEC or NSEC3 to a plan. */
  addDenial(plan: NodePlan, rrset: RRset): void {
    plan.sets = inserted(plan.sets, rrset);
    const ticket = this.#sign(rrset, this.#previous?.node(plan.owner));
    const at = plan.signatures.findIndex(({ rrset: { type } }) => type > rrset.type);
    plan.signatures.splice(at < 0 ? plan.signatures.length : at, 0, ticket);
  }

  /** True when so much waits to be signed that planning more would only pile it up. */
  get isAhead(): boolean {
    return this.#zoneQueue.isAhead;
  }

  /** Resolves when some more of what waits is signed. */
  catchUp(): Promise<void> {
    return this.#zoneQueue.catchUp();
  }

  async done(): Promise<void> {
    await this.#keyQueue.done();
    await this.#zoneQueue.done();
  }

  /**
   * The signed node, once all its signatures are there. Each RRSIG has the TTL of what it covers (RFC 4034 §3), the set as
   * such its first's.
   */
  finish({ owner, sets, signatures }: NodePlan): ZoneNode {
    if (signatures.length === 0) return { owner, rrsets: sets };
    const { rrset: first, rrsigs } = signatures[0];
    const { ttlSeconds } = first;
    let rdatas = rrsigs;
    for (let n = 1; n < signatures.length; n++) rdatas = rdatas.concat(signatures[n].rrsigs);
    return { owner, rrsets: inserted(sets, { owner, type: TYPE.RRSIG, ttlSeconds, rdatas }) };
  }

  #sign(rrset: RRset, before: ZoneNode | undefined): NodePlan['signatures'][number] {
    const isKeySet = KEY_SETS.has(rrset.type) && rrset.owner.wire.length === this.#origin.wire.length;
    const { keySigners, zoneSigners } = this.#signing.keys;
    const kept =
      before === undefined ? undefined : this.#keep(rrset, before, isKeySet ? keySigners : zoneSigners);
    if (kept !== undefined) return { rrset, rrsigs: kept };
    return (isKeySet ? this.#keyQueue : this.#zoneQueue).request(rrset);
  }

  /** The signatures of the version before, when the set is the same and each signer has one that lives long enough. */
  #keep(rrset: RRset, before: ZoneNode, signers: readonly Signer[]): readonly Octets[] | undefined {
    const old = before.rrsets.find(({ type }) => type === rrset.type);
    if (old === undefined || !sameRRset(old, rrset)) return undefined;
    const rrsigs = before.rrsets.find(({ type }) => type === TYPE.RRSIG)?.rdatas ?? [];
    const kept: Octets[] = [];
    for (const signer of signers) {
      if (!this.#keepable.has(signer)) return undefined;
      const key = keyOf(signer);
      const one = rrsigs.find((rrsig) => coveredTypeOf(rrsig) === rrset.type && keyOfRrsig(rrsig) === key);
      if (one === undefined || !this.#isFresh(one)) return undefined;
      kept.push(one);
    }
    return kept;
  }

  #isFresh(rrsig: Octets): boolean {
    const { nowSeconds, policy } = this.#signing;
    // An inception ahead of us was made by a clock that was wrong, then or now.
    return expirationOf(rrsig) >= nowSeconds + policy.renewBelowSeconds && inceptionOf(rrsig) <= nowSeconds;
  }
}

/**
 * An RRSIG names its key by algorithm and tag only: a signature is kept when the version before published this very key,
 * and no other of that tag.
 */
function keepableSigners({ keys }: Signing, previous: ZoneContents | undefined): ReadonlySet<Signer> {
  const before = previous?.rrset(previous.origin, TYPE.DNSKEY)?.rdatas ?? [];
  return new Set(
    [...keys.keySigners, ...keys.zoneSigners].filter((signer) => {
      const [then, ...others] = before.filter((rdata) => isKeyOf(rdata, signer));
      const [now, ...othersNow] = keys.published.filter((rdata) => isKeyOf(rdata, signer));
      return then !== undefined && then === now && others.length + othersNow.length === 0;
    }),
  );
}

function isKeyOf(dnskey: Octets, { algorithm, keyTag }: Signer): boolean {
  return dnskey.charCodeAt(3) === algorithm.number && keyTagOf(dnskey) === keyTag;
}

/** Sets with one more, in the order of their types. */
function inserted(sets: readonly RRset[], rrset: RRset): readonly RRset[] {
  const at = sets.findIndex(({ type }) => type > rrset.type);
  return at < 0 ? [...sets, rrset] : [...sets.slice(0, at), rrset, ...sets.slice(at)];
}

const KEY_SETS: ReadonlySet<number> = new Set([TYPE.DNSKEY, TYPE.CDS, TYPE.CDNSKEY]);
