/** Rules of one node: what may stand beside what, what servers refuse, and what nobody will ever see. */
import { Name } from '../name.ts';
import { printName } from '../name-text.ts';
import { type Octets } from '../octets.ts';
import { type RRset } from '../rrset.ts';
import { TYPE } from '../types.ts';
import { type ZoneNode } from '../zone-contents.ts';
import { type RuleFinding } from './finding.ts';
import { isHostName } from './host-name.ts';
import { NodeReport, setOf, type Above, type RuleContext } from './rule-context.ts';
import { checkApex } from './soa-rules.ts';
import { targetsOf, targetState } from './targets.ts';

/** BIND 9.18.28 and later refuse a transfer with more (max-records-per-type, max-types-per-name). */
export const BIND_RECORDS_MOST = 100;
export const BIND_TYPES_MOST = 100;
/** A record must fit a message of 65,535 octets beside header, question, owner and the longest TSIG. */
export const RDATA_MOST = 64900;
/** A set must fit one as well to be given as an answer; a transfer can split it. */
const SET_MOST = 65000;

/** All findings of a node; `node` is undefined when nothing stands at `owner` (only the apex is asked so). */
export function checkNode(
  owner: Name,
  node: ZoneNode | undefined,
  above: Above,
  context: RuleContext,
): readonly RuleFinding[] {
  const { contents, options } = context;
  const report = new NodeReport(owner, options.placeOf);
  const isApex = owner.equals(contents.origin);
  if (isApex) checkApex(node, options, report);
  if (node === undefined) return report.findings;
  if (!isApex && !owner.isBelow(contents.origin))
    report.error(node.rrsets[0].type, { code: 'out-of-zone', origin: printName(contents.origin) });
  if (above.dname !== undefined)
    report.error(node.rrsets[0].type, { code: 'below-dname', dname: printName(above.dname) });
  if (node.rrsets.length > 1) checkNeighbours(node, isApex, report);
  checkCut(node, isApex, above, context, report);
  for (const rrset of node.rrsets) checkSet(rrset, isApex, context, report);
  checkOriginTwice(node, contents.origin, report);
  return report.findings.length === 0 ? NO_FINDINGS : report.findings;
}

/** Types that may not share a name (RFC 2181 §10.1, RFC 6672 §2.4). */
function checkNeighbours(node: ZoneNode, isApex: boolean, report: NodeReport): void {
  const types = node.rrsets.map(({ type }) => type);
  const others = types.filter((type) => !BESIDE_CNAME.has(type));
  if (types.includes(TYPE.CNAME) && others.length > 0)
    report.error(TYPE.CNAME, { code: 'cname-and-other', others });
  if (!isApex && types.includes(TYPE.DNAME) && types.includes(TYPE.NS))
    report.error(TYPE.DNAME, { code: 'dname-and-ns' });
  if (types.length > BIND_TYPES_MOST)
    report.warning(undefined, { code: 'too-many-types', count: types.length, most: BIND_TYPES_MOST });
}

/** Zone cuts: what is delegated is hidden, glue aside (RFC 1034 §4.2.1, RFC 4035 §2.4). */
function checkCut(
  node: ZoneNode,
  isApex: boolean,
  above: Above,
  context: RuleContext,
  report: NodeReport,
): void {
  const { owner } = node;
  const delegates = !isApex && setOf(node, TYPE.NS) !== undefined;
  if (delegates && owner.isWildcard) report.warning(TYPE.NS, { code: 'wildcard-delegation' });
  if (!isApex && !delegates && above.cut === undefined && setOf(node, TYPE.DS) !== undefined)
    report.warning(TYPE.DS, { code: 'ds-without-ns' });
  const cut = above.cut ?? (delegates ? owner : undefined);
  if (cut === undefined) return;
  const isGlue = context.isNameServer(owner);
  for (const { type } of node.rrsets) {
    if ((type === TYPE.A || type === TYPE.AAAA) && isGlue) continue;
    if (above.cut === undefined && AT_CUT.has(type)) continue;
    if (type === TYPE.RRSIG || type === TYPE.NSEC) continue;
    report.warning(type, { code: 'occluded', delegation: printName(cut) });
  }
}

function checkSet(rrset: RRset, isApex: boolean, context: RuleContext, report: NodeReport): void {
  const { type, owner, rdatas, ttlSeconds } = rrset;
  checkSize(rrset, report);
  const { expireSeconds } = context;
  if (expireSeconds !== undefined && ttlSeconds > expireSeconds)
    report.warning(type, { code: 'ttl-over-expire', ttlSeconds, expireSeconds });
  switch (type) {
    case TYPE.A:
    case TYPE.AAAA:
      if (!isHostName(owner.wire)) report.warning(type, { code: 'odd-host-name' });
      break;
    case TYPE.CNAME:
      if (rdatas.length > 1) report.error(type, { code: 'cname-several' });
      break;
    case TYPE.DNAME:
      if (rdatas.length > 1) report.error(type, { code: 'dname-several' });
      break;
    case TYPE.SOA:
      if (!isApex) report.error(type, { code: 'soa-not-at-apex' });
      break;
    case TYPE.TXT:
      if (rdatas.length > 1 && rdatas.filter(isSpf).length > 1) report.warning(type, { code: 'spf-several' });
      break;
    case TYPE.MX:
      if (!isHostName(owner.wire)) report.warning(type, { code: 'odd-host-name' });
      checkTargets(rrset, isApex, context, report);
      break;
    case TYPE.NS:
    case TYPE.SRV:
      checkTargets(rrset, isApex, context, report);
  }
}

function checkSize({ type, rdatas }: RRset, report: NodeReport): void {
  if (rdatas.length > BIND_RECORDS_MOST)
    report.warning(type, { code: 'too-many-records', count: rdatas.length, most: BIND_RECORDS_MOST });
  let octets = 0;
  for (const rdata of rdatas) {
    octets += 12 + rdata.length; // a pointer to the owner, type, class, TTL and length
    if (rdata.length > RDATA_MOST)
      report.error(type, { code: 'record-too-large', octets: rdata.length, most: RDATA_MOST });
  }
  if (octets > SET_MOST && rdatas.length > 1) report.warning(type, { code: 'set-too-large', octets });
}

/** NS, MX and SRV name hosts, never aliases (RFC 2181 §10.3), and the zone's own hosts have addresses. */
function checkTargets(rrset: RRset, isApex: boolean, context: RuleContext, report: NodeReport): void {
  const { contents, options } = context;
  const { type, owner } = rrset;
  // A zone whose own name servers lead nowhere is refused by BIND when it is primary, and useless elsewhere.
  const severity = type === TYPE.NS && isApex ? 'error' : 'warning';
  for (const target of targetsOf(rrset)) {
    const state = targetState(contents, target, type === TYPE.NS && !isApex ? owner : undefined);
    if (state === 'cname') report[severity](type, { code: 'target-is-cname', target: printName(target) });
    if (state === 'missing' && options.incomplete !== true)
      report[severity](type, { code: 'target-without-address', target: printName(target) });
  }
}

/** `www.example.com.example.com.`: a final dot was forgotten. */
function checkOriginTwice(node: ZoneNode, origin: Name, report: NodeReport): void {
  if (origin.isRoot) return;
  const own = origin.wire.slice(0, -1);
  const twice = (own + origin.wire) as Octets;
  const say = (type: number | undefined, wire: Octets): void => {
    const meant = Name.fromWire((wire.slice(0, wire.length - origin.wire.length) + '\0') as Octets);
    report.warning(type, {
      code: 'origin-twice',
      name: printName(Name.fromWire(wire)),
      meant: printName(meant),
    });
  };
  if (node.owner.wire.endsWith(twice)) say(node.rrsets[0].type, node.owner.wire);
  for (const { type, rdatas } of node.rrsets) {
    const offset = NAME_AT[type];
    if (offset === undefined) continue;
    for (const rdata of rdatas) if (rdata.endsWith(twice)) say(type, rdata.slice(offset) as Octets);
  }
}

/** The first string of a TXT record is an SPF policy (RFC 7208 §4.5). */
function isSpf(rdata: Octets): boolean {
  return /^v=spf1( |$)/i.test(rdata.slice(1, 1 + rdata.charCodeAt(0)));
}

/** DNSSEC's own records stand beside a CNAME (RFC 4034 §3, §4, RFC 2535's KEY, SIG and NXT). */
const BESIDE_CNAME: ReadonlySet<number> = new Set([TYPE.CNAME, TYPE.RRSIG, TYPE.NSEC, 24, 25, 30]);
const AT_CUT: ReadonlySet<number> = new Set([TYPE.NS, TYPE.DS]);
/** Where a name that people type starts in the data, by type. */
const NAME_AT: Readonly<Record<number, number>> = {
  [TYPE.NS]: 0,
  [TYPE.CNAME]: 0,
  [TYPE.DNAME]: 0,
  [TYPE.PTR]: 0,
  [TYPE.MX]: 2,
  [TYPE.SRV]: 6,
};
const NO_FINDINGS: readonly RuleFinding[] = [];
