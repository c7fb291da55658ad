/** Signs one node after the other: which of its sets, by whom, and which signatures of the version before still serve. */
import { assert } from '../../../shared/assert.ts';
import { type Name } from '../../../shared/dns/name.ts';
import { type Octets } from '../../../shared/dns/octets.ts';
import { coveredTypeOf } from '../../../shared/dns/rdata/rrsig.ts';
import { sameRRset, type RRset } from '../../../shared/dns/rrset.ts';
import { TYPE } from '../../../shared/dns/types.ts';
import { type ZoneContents, type ZoneNode } from '../../../shared/dns/zone-contents.ts';
import { keyTagOf } from '../keys/key-tag.ts';
import { expirationOf, inceptionOf, keyOf, keyOfRrsig, signRRset } from './rrsig.ts';
import { type BatchSigner, SignatureQueue } from './signature-queue.ts';
import { type Signing, timesOf } from './signing.ts';
import { type Standing } from './standing.ts';
import { type SigningWork } from './turn.ts';
import { type Signer } from './write-rrsig.ts';

/** A node on its way to being signed. */
export interface NodePlan {
  readonly owner: Name;
  /** In the order of their types. */
  sets: readonly RRset[];
  readonly standing: Standing;
  /** Of its signed sets, in their order: a ticket of the queue, or signatures that are there. Undefined before `sign`. */
  signatures: readonly (number | readonly Octets[])[] | undefined;
}

export class NodeSigner {
  readonly #signing: Signing;
  readonly #previous: ZoneContents | undefined;
  readonly #queue: SignatureQueue;
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
    this.#queue = new SignatureQueue(origin, signing.keys.zoneSigners, timesOf(signing), batchSigner, work);
    this.#keepable = keepableSigners(signing, previous);
  }

  expect(sets: number): void {
    this.#queue.expected = sets;
  }

  /** Has the plan's sets signed, as its name stands, and with them its NSEC or NSEC3. */
  sign(plan: NodePlan, denial?: RRset): void {
    if (denial !== undefined) plan.sets = inserted(plan.sets, denial);
    const sets = signedSets(plan);
    const before = sets.length === 0 ? undefined : this.#previous?.node(plan.owner);
    plan.signatures = sets.map((rrset) => this.#sign(rrset, before));
  }

  /** True once all its signatures are there. */
  isSigned({ signatures }: NodePlan): boolean {
    return signatures?.every((each) => typeof each !== 'number' || this.#queue.isSigned(each)) ?? false;
  }

  /** True when so much waits to be signed that planning more would only pile it up. */
  get isAhead(): boolean {
    return this.#queue.isAhead;
  }

  /** Resolves when some more of what waits is signed. */
  catchUp(): Promise<void> {
    return this.#queue.catchUp();
  }

  /** Resolves when all plans are signed. */
  done(): Promise<void> {
    return this.#queue.done();
  }

  /**
   * The signed node of a plan that is signed. Each RRSIG has the TTL of what it covers (RFC 4034 §3), the set as such its
   * first's.
   */
  finish(plan: NodePlan): ZoneNode {
    const { owner, sets, signatures } = plan;
    assert(signatures !== undefined, 'a plan is signed before it is finished');
    if (signatures.length === 0) return { owner, rrsets: sets };
    let rdatas = this.#signaturesOf(signatures[0]);
    for (let n = 1; n < signatures.length; n++) rdatas = rdatas.concat(this.#signaturesOf(signatures[n]));
    const [{ ttlSeconds }] = signedSets(plan);
    return { owner, rrsets: inserted(sets, { owner, type: TYPE.RRSIG, ttlSeconds, rdatas }) };
  }

  #signaturesOf(each: number | readonly Octets[]): readonly Octets[] {
    return typeof each === 'number' ? this.#queue.signaturesOf(each) : each;
  }

  /** A ticket, or signatures: those of the version before, and those of the few sets that the keys themselves make. */
  #sign(rrset: RRset, before: ZoneNode | undefined): number | readonly Octets[] {
    const isKeySet = KEY_SETS.has(rrset.type) && rrset.owner.wire.length === this.#origin.wire.length;
    const { keySigners, zoneSigners } = this.#signing.keys;
    const signers = isKeySet ? keySigners : zoneSigners;
    const kept = before === undefined ? undefined : this.#keep(rrset, before, signers);
    if (kept !== undefined) return kept;
    if (!isKeySet) return this.#queue.request(rrset);
    return signers.map((signer) => signRRset(rrset, this.#origin, signer, timesOf(this.#signing)));
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

/** The sets that are signed at a name that stands so; NSEC and NSEC3 are wherever they are. */
function signedSets({ sets, standing }: NodePlan): readonly RRset[] {
  if (standing === 'authoritative') return sets;
  return sets.filter(
    ({ type }) =>
      type === TYPE.NSEC || type === TYPE.NSEC3 || (type === TYPE.DS && standing === 'delegation'),
  );
}

/** Sets with one more, in the order of their types. Made at its exact length: spread would leave room for 16 more. */
function inserted(sets: readonly RRset[], rrset: RRset): readonly RRset[] {
  const at = sets.findIndex(({ type }) => type > rrset.type);
  return sets.toSpliced(at < 0 ? sets.length : at, 0, rrset);
}

const KEY_SETS: ReadonlySet<number> = new Set([TYPE.DNSKEY, TYPE.CDS, TYPE.CDNSKEY]);
