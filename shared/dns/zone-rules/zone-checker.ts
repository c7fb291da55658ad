/**
 * The zone rules over a whole zone, and kept up to date from edit to edit.
 *
 * Rules are asked per node. What a node's findings depend on is known: the node, what stands above it (a cut or a DNAME),
 * the hosts its records point at, and the SOA's EXPIRE. So an edit asks again only at the names it touched, at those that
 * point there, and below a cut or DNAME that came or went.
 */
import { type Name } from '../name.ts';
import { type Octets } from '../octets.ts';
import { TYPE } from '../types.ts';
import { type RRsetChange, type ZoneContents, type ZoneNode } from '../zone-contents.ts';
import { type RuleFinding } from './finding.ts';
import { checkNode } from './node-rules.ts';
import { aboveOf, setOf, type Above, type RuleContext, type RuleOptions } from './rule-context.ts';
import { timersOf } from './soa-rules.ts';
import { nodeState, targetsOf } from './targets.ts';

/** Checks a whole zone at one go: its findings in the order of its names. */
export function checkZone(contents: ZoneContents, options: RuleOptions = {}): readonly RuleFinding[] {
  return ZoneChecker.of(contents, options).findings;
}

export class ZoneChecker {
  #contents: ZoneContents;
  readonly #options: RuleOptions;
  #byOwner = new Map<Octets, readonly RuleFinding[]>();
  /** For each host that is pointed at: who points there. */
  #referrers = new Map<Octets, Map<Octets, Name>>();

  private constructor(contents: ZoneContents, options: RuleOptions) {
    this.#contents = contents;
    this.#options = options;
  }

  static of(contents: ZoneContents, options: RuleOptions = {}): ZoneChecker {
    const steps = ZoneChecker.steps(contents, options);
    for (;;) {
      const step = steps.next();
      if (step.done === true) return step.value;
    }
  }

  /** Checks a whole zone in steps of a few milliseconds; yields how many nodes are done, of twice their number. */
  static *steps(contents: ZoneContents, options: RuleOptions = {}): Generator<number, ZoneChecker> {
    const checker = new ZoneChecker(contents, options);
    yield* checker.#checkAll();
    return checker;
  }

  /** All findings, in the canonical order of their owners. */
  get findings(): readonly RuleFinding[] {
    return [...this.#byOwner].sort(([x], [y]) => (x < y ? -1 : 1)).flatMap(([, findings]) => findings);
  }

  /** The findings of one name. */
  findingsOf(owner: Name): readonly RuleFinding[] {
    return this.#byOwner.get(owner.order) ?? [];
  }

  get errorCount(): number {
    let count = 0;
    for (const findings of this.#byOwner.values())
      for (const { severity } of findings) if (severity === 'error') count++;
    return count;
  }

  /** Follows an edit: `changes` lead from the contents last checked to `after`. Costs what they touch. */
  update(after: ZoneContents, changes: Iterable<RRsetChange>): void {
    const before = this.#contents;
    this.#contents = after;
    if (expireOf(before) !== expireOf(after)) {
      // Every TTL is measured against EXPIRE; that it changes is rare enough to ask everywhere.
      for (const _ of this.#checkAll());
      return;
    }
    const touched = new Map<Octets, Name>();
    for (const change of changes) this.#touch(change, before, touched);
    const context = this.#context();
    for (const owner of touched.values())
      this.#set(owner, checkNode(owner, after.node(owner), aboveOf(after, owner), context));
  }

  /** Notes every name whose findings a change may alter. */
  #touch(change: RRsetChange, before: ZoneContents, touched: Map<Octets, Name>): void {
    const { owner, type } = change;
    const after = this.#contents;
    touched.set(owner.order, owner);
    for (const target of change.before === undefined ? [] : targetsOf(change.before)) {
      this.#referrers.get(target.order)?.delete(owner.order);
      touched.set(target.order, target); // glue is glue only while it is asked for
    }
    for (const set of this.#contents.node(owner)?.rrsets ?? []) this.#refer(set.owner, targetsOf(set));
    for (const target of change.after === undefined ? [] : targetsOf(change.after))
      touched.set(target.order, target);
    const was = before.node(owner);
    const is = this.#contents.node(owner);
    const changed = nodeState(was) !== nodeState(is);
    if (changed)
      for (const [key, referrer] of this.#referrers.get(owner.order) ?? []) touched.set(key, referrer);
    if (was === undefined || is === undefined || (changed && owner.isWildcard))
      this.#touchWildcards(owner, before, touched);
    if (type === TYPE.DNAME || (type === TYPE.NS && !owner.equals(after.origin)))
      this.#touchBelow(owner, touched);
  }

  /** A name that comes or goes changes which wildcard answers for the hosts around it (RFC 4592 §3.3.1). */
  #touchWildcards(owner: Name, before: ZoneContents, touched: Map<Octets, Name>): void {
    for (let at = owner; at.isBelow(before.origin); at = at.parent) {
      const wildcard = at.parent.child('*' as Octets);
      if (wildcard === undefined) continue;
      if (before.node(wildcard) !== undefined || this.#contents.node(wildcard) !== undefined)
        this.#touchReferrersBelow(at.parent, touched);
    }
  }

  /** Notes all names below `top`, and those who point there. */
  #touchBelow(top: Name, touched: Map<Octets, Name>): void {
    for (const { owner } of this.#contents.subtree(top)) touched.set(owner.order, owner);
    this.#touchReferrersBelow(top, touched);
  }

  #touchReferrersBelow(top: Name, touched: Map<Octets, Name>): void {
    for (const [target, referrers] of this.#referrers)
      if (target.startsWith(top.order)) for (const [key, referrer] of referrers) touched.set(key, referrer);
  }

  *#checkAll(): Generator<number> {
    this.#byOwner = new Map();
    this.#referrers = new Map();
    const contents = this.#contents;
    let done = 0;
    for (const node of contents.nodes()) {
      for (const rrset of node.rrsets) this.#refer(node.owner, targetsOf(rrset));
      if (++done % NODES_PER_STEP === 0) yield done;
    }
    const context = this.#context();
    if (contents.node(contents.origin) === undefined)
      this.#set(contents.origin, checkNode(contents.origin, undefined, NOTHING_ABOVE, context));
    let cut: Name | undefined;
    let dname: Name | undefined;
    for (const node of contents.nodes()) {
      // In canonical order a subtree follows its top at once, so one name of each kind is all that must be remembered.
      if (cut !== undefined && !node.owner.isBelow(cut)) cut = undefined;
      if (dname !== undefined && !node.owner.isBelow(dname)) dname = undefined;
      const above = cut === undefined && dname === undefined ? NOTHING_ABOVE : { cut, dname };
      this.#set(node.owner, checkNode(node.owner, node, above, context));
      if (cut === undefined && isCut(node, contents.origin)) cut = node.owner;
      if (dname === undefined && setOf(node, TYPE.DNAME) !== undefined) dname = node.owner;
      if (++done % NODES_PER_STEP === 0) yield done;
    }
  }

  #context(): RuleContext {
    const contents = this.#contents;
    return {
      contents,
      options: this.#options,
      expireSeconds: expireOf(contents),
      isNameServer: (name) => {
        for (const referrer of this.#referrers.get(name.order)?.values() ?? []) {
          const ns = contents.rrset(referrer, TYPE.NS);
          if (ns !== undefined && targetsOf(ns).some((target) => target.equals(name))) return true;
        }
        return false;
      },
    };
  }

  #refer(owner: Name, targets: readonly Name[]): void {
    for (const target of targets) {
      if (!target.isAtOrBelow(this.#contents.origin)) continue;
      const referrers = this.#referrers.get(target.order);
      if (referrers === undefined) this.#referrers.set(target.order, new Map([[owner.order, owner]]));
      else referrers.set(owner.order, owner);
    }
  }

  #set(owner: Name, findings: readonly RuleFinding[]): void {
    if (findings.length > 0) this.#byOwner.set(owner.order, findings);
    else this.#byOwner.delete(owner.order);
  }
}

function isCut(node: ZoneNode, origin: Name): boolean {
  return setOf(node, TYPE.NS) !== undefined && !node.owner.equals(origin);
}

function expireOf(contents: ZoneContents): number | undefined {
  const soa = contents.soa;
  return soa === undefined ? undefined : timersOf(soa.rdatas[0]).expire;
}

const NOTHING_ABOVE: Above = { cut: undefined, dname: undefined };
const NODES_PER_STEP = 500;
