/**
 * Signs what an edit touched, and nothing else: the sets that changed, the links of the chain around them, what a cut or a
 * DNAME hid or laid open, the SOA, and signatures that have too little left. The result is what signing the whole zone anew
 * would give, but for the times of the signatures that stayed.
 */
import { type Name } from '../../../shared/dns/name.ts';
import { type Octets } from '../../../shared/dns/octets.ts';
import { type ZoneContents } from '../../../shared/dns/zone-contents.ts';
import { type FirstExpirations, firstExpirationOf } from '../first-expirations.ts';
import { type Nsec3Chains } from '../nsec3-chains.ts';
import { apexSets, negativeTtlSeconds } from './apex.ts';
import { replaceNodes } from './replace-nodes.ts';
import { type Names, NsecEdits } from './nsec-edits.ts';
import { Nsec3Edits } from './nsec3-edits.ts';
import { isSignedAlike } from './signed-alike.ts';
import { type NodePlan, NodeSigner } from './node-signer.ts';
import { signZone } from './sign-zone.ts';
import { type BatchSigner } from './signature-queue.ts';
import { type Signing, type VersionBefore } from './signing.ts';
import { hiddenBelow, hidesBelow, ownSets, standingWhenVisible } from './standing.ts';
import { type SigningWork } from './turn.ts';

/** What is kept of served zones, beside them. */
export interface SignedIndexes {
  readonly nsec3Chains: Nsec3Chains;
  readonly firstExpirations: FirstExpirations;
}

/** From this share of the zone on, one pass over all of it is cheaper. */
const SHARE_MOST = 1 / 4;

/** The contents as they are to be served, on top of the version before. `signal` and progress as in signing a whole zone. */
export async function resign(
  before: VersionBefore,
  contents: ZoneContents,
  signing: Signing,
  batchSigner: BatchSigner,
  work: SigningWork,
  indexes: SignedIndexes,
): Promise<ZoneContents> {
  const anew = (): Promise<ZoneContents> => signZone(contents, signing, batchSigner, work, before.served);
  if (!isSignedAlike(before, contents, signing)) return anew();
  const touched = await touchedNames(before, contents, signing, work, indexes.firstExpirations);
  if (touched.size > contents.nodeCount * SHARE_MOST + 10) return anew();

  const { origin } = contents;
  const negativeTtl = negativeTtlSeconds(contents);
  const signer = new NodeSigner(origin, signing, before.served, batchSigner, work);
  const edits =
    signing.policy.denial === 'nsec'
      ? new NsecEdits(before, contents, negativeTtl)
      : new Nsec3Edits(contents, negativeTtl, await indexes.nsec3Chains.gather(before.served, work.turn));
  const setsOf = (name: Name): NodePlan | undefined => {
    const node = contents.node(name);
    if (node === undefined) return undefined;
    const isApex = node.owner.wire.length === origin.wire.length;
    const sets = isApex ? apexSets(node, signing, origin, negativeTtl) : ownSets(node, origin);
    const standing = hiddenBelow(contents, name) === undefined ? standingWhenVisible(node, origin) : 'hidden';
    return { owner: node.owner, sets, standing, signatures: undefined };
  };

  const plans = new Map<Octets, NodePlan | undefined>();
  const names = new Map(touched);
  for (const [order, name] of await edits.link(touched, setsOf, work.turn)) names.set(order, name);
  work.signal?.throwIfAborted();
  for (const [order, name] of names) {
    const own = setsOf(name);
    const denial = edits.denialOf(name, own);
    const plan: NodePlan | undefined =
      own ??
      (denial === undefined
        ? undefined
        : { owner: name, sets: [], standing: 'authoritative', signatures: undefined });
    if (plan !== undefined) signer.sign(plan, denial);
    plans.set(order, plan);
    if (work.turn.isOver) await work.turn.pass();
  }
  await signer.done();

  const nodes = [...plans].map(([order, plan]) => ({
    owner: names.get(order)!,
    node: plan === undefined ? undefined : signer.finish(plan),
  }));
  const served = await replaceNodes(before.served, nodes, work.turn);
  if (edits instanceof Nsec3Edits) indexes.nsec3Chains.remember(served, edits.chain);
  return served;
}

/** The names that have to be looked at again: never none, since a new version has a new serial. */
async function touchedNames(
  before: VersionBefore,
  contents: ZoneContents,
  { nowSeconds, policy }: Signing,
  { turn }: SigningWork,
  firstExpirations: FirstExpirations,
): Promise<Names> {
  const { origin } = contents;
  const touched: Names = new Map([[origin.order, origin]]);
  const hides = (zone: ZoneContents, name: Name): boolean => {
    const node = zone.node(name);
    return node !== undefined && hidesBelow(node, origin);
  };
  let compared: Octets | undefined;
  for (const { owner } of contents.differencesFrom(before.contents)) {
    if (owner.order === compared) continue; // another of its types
    compared = owner.order;
    if (hides(before.contents, owner) !== hides(contents, owner)) {
      for (const zone of [before.contents, contents])
        for (const node of zone.subtree(owner)) touched.set(node.owner.order, node.owner);
    }
    touched.set(owner.order, owner);
    if (turn.isOver) await turn.pass();
  }
  const renewBefore = nowSeconds + policy.renewBelowSeconds;
  if (firstExpirations.boundOf(before.served) < renewBefore) {
    for (const node of before.served.nodes()) {
      if (firstExpirationOf(node) < renewBefore) touched.set(node.owner.order, node.owner);
      if (turn.isOver) await turn.pass();
    }
  }
  return touched;
}
