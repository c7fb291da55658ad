/**
 * Answers an ordinary question from the zones here: RFC 1034 §4.3.2, with wildcards (RFC 4592), DNAME (RFC 6672), negative
 * answers (RFC 2308), minimal ANY (RFC 8482), and the RCODE of the last name of a chain (RFC 6604). Nothing is recursed for.
 */
import { type Question } from '../../../shared/dns/message/message.ts';
import { Name } from '../../../shared/dns/name.ts';
import { type Octets } from '../../../shared/dns/octets.ts';
import { soa } from '../../../shared/dns/rdata/soa.ts';
import { type RRset } from '../../../shared/dns/rrset.ts';
import { RCODE, TYPE } from '../../../shared/dns/types.ts';
import { type ZoneContents, type ZoneNode } from '../../../shared/dns/zone-contents.ts';
import { apexSoa } from '../transfers/axfr.ts';
import { addAddresses } from './additional.ts';
import { Answer } from './answer.ts';
import { type Lookup, lookUp } from './lookup.ts';
import { type DeniedFact, type Proofs } from './proofs.ts';

/** The contents that a name is to be answered from, if this client may ask there. */
export type ContentsFor = (name: Name) => ZoneContents | undefined;

/** Chains of CNAME and DNAME are followed so far; what is longer the client can ask on for itself. */
const LONGEST_CHAIN = 16;

export function answerQuestion(
  question: Question,
  contents: ZoneContents,
  { dnssecOk, proofs, contentsFor }: { dnssecOk: boolean; proofs: Proofs; contentsFor: ContentsFor },
): Answer {
  const answer = new Answer(dnssecOk);
  const seen = new Set<Octets>();
  let step: Step | undefined = { name: question.name, contents };
  while (step !== undefined && !seen.has(step.name.order) && seen.size < LONGEST_CHAIN) {
    seen.add(step.name.order);
    const next = new Answerer(answer, step, question.type, proofs).answer();
    const within: ZoneContents | undefined = next === undefined ? undefined : contentsFor(next);
    step = next === undefined || within === undefined ? undefined : { name: next, contents: within };
  }
  return answer;
}

/** One name of the chain, and the zone it is answered from. */
interface Step {
  readonly name: Name;
  readonly contents: ZoneContents;
}

class Answerer {
  readonly #answer: Answer;
  readonly #name: Name;
  readonly #contents: ZoneContents;
  readonly #type: number;
  readonly #proofs: Proofs;

  constructor(answer: Answer, step: Step, type: number, proofs: Proofs) {
    this.#answer = answer;
    this.#name = step.name;
    this.#contents = step.contents;
    this.#type = type;
    this.#proofs = proofs;
  }

  /** Adds what is known of the name; returns the name that an alias leads on to. */
  answer(): Name | undefined {
    const found = lookUp(this.#contents, this.#name, this.#type);
    switch (found.kind) {
      case 'delegated':
        return this.#refer(found);
      case 'redirected':
        return this.#redirect(found);
      case 'node':
        return this.#answerFrom(found.node, found.closestEncloser);
      case 'empty':
        return this.#deny({ kind: 'no-data', name: this.#name, closestEncloser: found.closestEncloser });
      case 'missing':
        this.#answer.rcode = RCODE.NXDOMAIN;
        return this.#deny({ kind: 'no-name', name: this.#name, closestEncloser: found.closestEncloser });
    }
  }

  #answerFrom(node: ZoneNode, closestEncloser: Name | undefined): Name | undefined {
    const rrset = selectRRset(node, this.#type);
    if (rrset === undefined) return this.#deny({ kind: 'no-data', name: this.#name, closestEncloser });
    this.#answer.put('answer', rrset, node, { owner: this.#name });
    if (closestEncloser !== undefined) this.#prove({ kind: 'expanded', name: this.#name, closestEncloser });
    if (rrset.type === TYPE.CNAME && this.#type !== TYPE.CNAME && this.#type !== TYPE.ANY)
      return Name.fromWire(rrset.rdatas[0]);
    addAddresses(this.#answer, 'extra', rrset, this.#contents);
    return undefined;
  }

  /** RFC 6672 §3.2: the DNAME, and a CNAME made of it; a target over 255 octets is YXDOMAIN. */
  #redirect({ node, dname }: Extract<Lookup, { kind: 'redirected' }>): Name | undefined {
    this.#answer.put('answer', dname, node);
    const prefix = this.#name.wire.slice(0, this.#name.wire.length - dname.owner.wire.length);
    const target = Name.fromWire((prefix + '\0') as Octets).under(Name.fromWire(dname.rdatas[0]));
    if (target === undefined) {
      this.#answer.rcode = RCODE.YXDOMAIN;
      return undefined;
    }
    const { ttlSeconds } = dname;
    this.#answer.answer.push({ owner: this.#name, type: TYPE.CNAME, ttlSeconds, rdatas: [target.wire] });
    return this.#type === TYPE.CNAME || this.#type === TYPE.ANY ? undefined : target;
  }

  #refer({ cut, ns }: Extract<Lookup, { kind: 'delegated' }>): undefined {
    // After an alias of ours the answer as a whole stays authoritative for its first name (RFC 1034 §4.3.1).
    this.#answer.authoritative = this.#answer.answer.length > 0;
    this.#answer.put('authority', ns, cut);
    if (this.#answer.dnssecOk) {
      const ds = cut.rrsets.find((rrset) => rrset.type === TYPE.DS);
      if (ds === undefined) this.#prove({ kind: 'no-ds', name: cut.owner });
      else this.#answer.put('authority', ds, cut);
    }
    addAddresses(this.#answer, 'glue', ns, this.#contents);
  }

  /** RFC 2308 §3, §5: the SOA, to be kept no longer than its MINIMUM. */
  #deny(fact: DeniedFact): undefined {
    const rrset = apexSoa(this.#contents);
    const ttlSeconds = Math.min(rrset.ttlSeconds, soa.parse(rrset.rdatas[0]).minimum);
    this.#answer.put('authority', rrset, this.#contents.node(this.#contents.origin)!, { ttlSeconds });
    this.#prove(fact);
  }

  #prove(fact: DeniedFact): void {
    if (!this.#answer.dnssecOk) return;
    for (const { node, type } of this.#proofs.prove(this.#contents, fact)) {
      const rrset = node.rrsets.find((candidate) => candidate.type === type);
      if (rrset !== undefined) this.#answer.put('authority', rrset, node);
    }
  }
}

/** The set that answers a type at a node: its own, an alias, and for ANY one of all, not a signature (RFC 8482 §4.1). */
function selectRRset({ rrsets }: ZoneNode, type: number): RRset | undefined {
  if (type === TYPE.ANY) return rrsets.find((rrset) => !DNSSEC_TYPES.has(rrset.type)) ?? rrsets[0];
  return (
    rrsets.find((rrset) => rrset.type === type) ??
    // An alias stands alone but for DNSSEC's records (RFC 4035 §2.5).
    rrsets.find((rrset) => rrset.type === TYPE.CNAME)
  );
}

const DNSSEC_TYPES: ReadonlySet<number> = new Set([TYPE.RRSIG, TYPE.NSEC]);
