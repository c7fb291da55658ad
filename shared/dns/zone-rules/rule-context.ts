/** What the rules of one node may look at, and how they report. */
import { type Name } from '../name.ts';
import { TYPE } from '../types.ts';
import { type ZoneContents, type ZoneNode } from '../zone-contents.ts';
import { about, type PlaceOf, type RuleFinding } from './finding.ts';

/** The SOA timers that follow from the owner's rhythm, in seconds. */
export interface ZoneTimers {
  readonly refresh: number;
  readonly retry: number;
  readonly expire: number;
  readonly minimum: number;
}

export interface RuleOptions {
  /** A SOA with exactly these timers gets no finding about them: RFC 1912's ranges are not meant for a part-time primary. */
  readonly rhythmTimers?: ZoneTimers;
  /** Where records stand in the file they came from. */
  readonly placeOf?: PlaceOf;
  /** True when some records could not be read: then nothing is said to be missing. */
  readonly incomplete?: boolean;
}

/** What stands above a node: the zone cut or the DNAME that it is below, if any. */
export interface Above {
  readonly cut: Name | undefined;
  readonly dname: Name | undefined;
}

export interface RuleContext {
  readonly contents: ZoneContents;
  readonly options: RuleOptions;
  /** The SOA's EXPIRE, when there is a SOA. */
  readonly expireSeconds: number | undefined;
  /** True when an NS record of the zone points at this name. */
  isNameServer(name: Name): boolean;
}

/** A finding's own facts, without its severity and place. */
type Facts<F> = F extends RuleFinding ? Omit<F, 'severity' | 'owner' | 'type' | 'place'> : never;
export type RuleFacts = Facts<RuleFinding>;

/** Gathers the findings of one node. */
export class NodeReport {
  readonly findings: RuleFinding[] = [];
  readonly #owner: Name;
  readonly #placeOf: PlaceOf | undefined;

  constructor(owner: Name, placeOf: PlaceOf | undefined) {
    this.#owner = owner;
    this.#placeOf = placeOf;
  }

  error(type: number | undefined, facts: RuleFacts): void {
    this.#add('error', type, facts);
  }

  warning(type: number | undefined, facts: RuleFacts): void {
    this.#add('warning', type, facts);
  }

  #add(severity: 'error' | 'warning', type: number | undefined, facts: RuleFacts): void {
    const place = type === undefined ? undefined : this.#placeOf?.(this.#owner, type);
    this.findings.push({ severity, ...about(this.#owner, type, place), ...facts });
  }
}

/** A node's set of a type. */
export function setOf(node: ZoneNode | undefined, type: number): ZoneNode['rrsets'][number] | undefined {
  if (node === undefined) return undefined;
  for (const rrset of node.rrsets) if (rrset.type === type) return rrset;
  return undefined;
}

/** The cut and the DNAME above a name, found by walking up; a whole zone is checked in order and need not ask. */
export function aboveOf(contents: ZoneContents, name: Name): Above {
  let cut: Name | undefined;
  let dname: Name | undefined;
  if (name.isBelow(contents.origin))
    for (let at = name.parent; at.isAtOrBelow(contents.origin); at = at.parent) {
      const node = contents.node(at);
      if (setOf(node, TYPE.DNAME) !== undefined) dname = at;
      if (at.equals(contents.origin)) break;
      if (setOf(node, TYPE.NS) !== undefined) cut = at;
    }
  return { cut, dname };
}
