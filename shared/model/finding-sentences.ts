/** The one place where a finding becomes a sentence: what, where and what to do. */
import { assertNever } from '../assert.ts';
import { typeToText } from '../dns/rdata/registry.ts';
import { printTtl } from '../dns/ttl.ts';
import { type Finding, type IncludeRefusal, type TimerFault } from '../dns/zone-rules/finding.ts';
import { TERMS } from './terms.ts';
import { type FindingRow } from './finding.ts';
import { spoken } from './spoken-name.ts';

/** A finding as a list shows it. */
export function findingRow(finding: Finding): FindingRow {
  const { severity, code, owner, type, place } = finding;
  return {
    severity,
    code,
    sentence: findingSentence(finding),
    owner: owner ?? null,
    type: type === undefined ? null : typeToText(type),
    file: place?.file ?? null,
    line: place?.line ?? null,
    column: place?.column ?? null,
  };
}

/** `FILE:LINE:COL: message`, as compilers and editors have it; without a place the zone's own name stands there. */
export function findingLine(finding: Finding, otherwise: string): string {
  const { place, severity } = finding;
  const where = place === undefined ? otherwise : `${place.file}:${place.line}:${place.column}`;
  return `${where}: ${severity === 'warning' ? 'warning: ' : ''}${findingSentence(finding)}`;
}

/** What is wrong, where, and what to do about it. */
export function findingSentence(finding: Finding): string {
  const owner = spoken(finding.owner ?? 'this name');
  const type = finding.type === undefined ? 'record' : typeToText(finding.type);
  const records = `The ${type} records at ${owner}`;
  switch (finding.code) {
    case 'syntax':
      return `Expected ${finding.expected}, but ${finding.found === '' ? 'the entry ends here' : `found "${excerpt(finding.found)}"`}.`;
    case 'unclosed-quote':
      return 'This quote is not closed on its line. Add the closing quote; a quote inside a text is written \\".';
    case 'unclosed-parenthesis':
      return 'This parenthesis is never closed. Add ) where the record ends.';
    case 'stray-parenthesis':
      return 'No parenthesis is open that this one could close. Remove it, or put it in quotes.';
    case 'utf-16':
      return 'The file is saved as UTF-16. Save it as UTF-8 or plain text, and import it again.';
    case 'unknown-directive':
      return `${excerpt(finding.directive)} is none of $ORIGIN, $TTL, $INCLUDE and $GENERATE. An owner that begins with a dollar sign is written \\$.`;
    case 'include-refused':
      return `$INCLUDE ${excerpt(finding.path)} was not followed: ${INCLUDE_REASONS[finding.reason]}`;
    case 'generate-too-many':
      return `This $GENERATE makes ${finding.count} records, and at most ${finding.most} are allowed. Split its range if you mean it.`;
    case 'class-not-in':
      return `Class ${finding.class} is not served; a ${TERMS.zone} here is of class IN. Write IN, or leave the class out.`;
    case 'alias-record':
      return `${finding.mnemonic} is not a DNS record type: it works only inside the provider that invented it, and cannot be transferred. Use HTTPS or SVCB in its alias form (for example "HTTPS 0 target.example.net."), or write the target's addresses as A and AAAA.`;
    case 'meta-type':
      return `${finding.mnemonic} is used in messages only and cannot be stored in a ${TERMS.zone}. Remove this record.`;
    case 'no-previous-owner':
      return `This record begins with a blank, so it takes the name before it, and there is none. Write its name at the start of the line (@ for the ${TERMS.zone} itself).`;
    case 'no-ttl':
      return 'This record has no TTL, and none was given before it. Add a line such as $TTL 3600 at the top.';
    case 'ttl-from-soa-minimum':
      return `No TTL is given, so the SOA's minimum of ${seconds(finding.ttlSeconds)} is used. Add a $TTL line to say what you mean.`;
    case 'ttl-usual-in-zone':
      return `No TTL is given from here on, so new names take what is usual in this ${TERMS.zone}, ${seconds(finding.ttlSeconds)}. Write a TTL, or a $TTL line at the top, to have another.`;
    case 'duplicate-record':
      return `This ${type} record stands there already at ${owner}; the second one is left out.`;
    case 'mixed-ttl':
      return `${records} must have one TTL: the first one's ${seconds(finding.keptSeconds)} is kept, not ${seconds(finding.otherSeconds)} (RFC 2181 §5.2).`;
    case 'zone-name-unknown':
      return `The ${TERMS.zone} has no SOA record, so its name is not known. Add a SOA record, or say the name of the ${TERMS.zone}.`;
    case 'left-out-of-zone':
      return `${owner} is outside ${spoken(finding.origin)}, so its ${type} record is left out. If it belongs inside, a final dot too many may be the reason.`;
    case 'soa-missing':
      return `The ${TERMS.zone} has no SOA record at ${owner}. Add one: no server takes a ${TERMS.zone} without it.`;
    case 'soa-several':
      return `There are several SOA records at ${owner}. Keep one.`;
    case 'soa-not-at-apex':
      return `${owner} is not the top of the ${TERMS.zone}, so it cannot have a SOA record. Remove it, or make ${owner} a ${TERMS.zone} of its own.`;
    case 'ns-missing':
      return `No NS records stand at ${owner}. Add the name servers that the public asks: your ${TERMS.secondaries}'.`;
    case 'cname-and-other':
      return `${owner} is an alias (CNAME) and has other records too (${finding.others.map(typeToText).join(', ')}). Remove one or the other (RFC 2181 §10.1).`;
    case 'cname-several':
      return `${owner} has several CNAME records. Keep one: an alias leads to one name.`;
    case 'dname-several':
      return `${owner} has several DNAME records. Keep one (RFC 6672 §2.4).`;
    case 'dname-and-ns':
      return `${owner} has both NS and DNAME records: it cannot be handed to other servers and redirected at once. Remove one or the other.`;
    case 'below-dname':
      return `${owner} stands below ${spoken(finding.dname)}, whose DNAME redirects everything below it. Remove ${owner}, or the DNAME (RFC 6672 §2.4).`;
    case 'out-of-zone':
      return `${owner} is outside the ${TERMS.zone} ${spoken(finding.origin)}. Remove it, or move it to its own ${TERMS.zone}.`;
    case 'target-without-address':
      return `${records} point to ${spoken(finding.target)}, which has no A or AAAA record in this ${TERMS.zone}. Add its address, or correct the name.`;
    case 'target-is-cname':
      return `${records} point to ${spoken(finding.target)}, which is an alias (CNAME). Point to the name it leads to (RFC 2181 §10.3).`;
    case 'origin-twice':
      return `${spoken(finding.name)} has the ${TERMS.zone}'s name twice: a final dot is probably missing. Did you mean ${spoken(finding.meant)}?`;
    case 'occluded':
      return `${records} are hidden: ${spoken(finding.delegation)} is delegated to other servers, and only theirs are asked. Remove them, or the delegation.`;
    case 'ds-without-ns':
      return `${owner} has a DS but no NS records. A DS belongs beside the NS records of a delegation (RFC 4035 §2.4).`;
    case 'ds-at-apex':
      return `A DS record of ${owner} belongs in the ${TERMS.zone} above it, not in this one. Remove it here, and give it to your registrar.`;
    case 'soa-timer':
      return timerSentence(finding.fault, finding.seconds);
    case 'expire-over-bind-limit':
      return `The SOA's expire of ${seconds(finding.seconds)} is more than BIND ${TERMS.secondaries} keep a copy (${seconds(finding.most)}). They give up earlier; lower it to that.`;
    case 'ttl-over-expire':
      return `${records} have a TTL of ${seconds(finding.ttlSeconds)}, longer than ${TERMS.secondaries} keep the ${TERMS.zone} (expire, ${seconds(finding.expireSeconds)}). Lower the TTL.`;
    case 'too-many-records':
      return `${finding.count} ${type} records stand at ${owner}. BIND ${TERMS.secondaries} refuse a ${TERMS.zone} with more than ${finding.most} of one type at a name, unless max-records-per-type is raised there.`;
    case 'too-many-types':
      return `${owner} has records of ${finding.count} types. BIND ${TERMS.secondaries} refuse a ${TERMS.zone} with more than ${finding.most} at a name, unless max-types-per-name is raised there.`;
    case 'record-too-large':
      return `A ${type} record at ${owner} has ${finding.octets} octets, and a DNS message has room for ${finding.most}. It cannot be transferred; shorten or split it.`;
    case 'set-too-large':
      return `${records} have ${finding.octets} octets together, more than one answer can carry. Remove some.`;
    case 'wildcard-delegation':
      return `${owner} is a wildcard with NS records; what that means is undefined (RFC 4592 §4.2). Delegate each name on its own.`;
    case 'odd-host-name':
      return `${owner} has ${type} records but is no host name: those have letters, digits and hyphens only (RFC 1123 §2.1). Many programs will refuse it.`;
    case 'spf-several':
      return `${owner} has several SPF policies (TXT "v=spf1 …"). Receivers then ignore all of them: merge them into one (RFC 7208 §3.2).`;
    case 'zonemd-stale':
      return `The ZONEMD record at ${owner} is a digest of the ${TERMS.zone} as it was. It does not leave as it stands: it is computed anew, or dropped.`;
    default:
      return assertNever(finding);
  }
}

function timerSentence(fault: TimerFault, length: number): string {
  switch (fault) {
    case 'refresh-too-short':
      return `The SOA's refresh of ${seconds(length)} makes ${TERMS.secondaries} ask all the time. Use an hour or more; NOTIFY tells them of changes at once.`;
    case 'retry-not-below-refresh':
      return `The SOA's retry of ${seconds(length)} is not shorter than its refresh, so a failed try is repeated late. Lower it.`;
    case 'expire-too-short':
      return `The SOA's expire of ${seconds(length)} lets ${TERMS.secondaries} drop the ${TERMS.zone} soon after they lose contact. Two weeks or more are usual (RFC 1912 §2.2).`;
    case 'minimum-too-long':
      return `The SOA's minimum of ${seconds(length)} keeps "no such name" in caches for longer than a day, also after you add the name. An hour is usual (RFC 2308 §5).`;
  }
}

/** `86400 s (1d)`. */
function seconds(length: number): string {
  const units = printTtl(length);
  return units === `${length}s` || length === 0 ? `${length} s` : `${length} s (${units})`;
}

/** What stood in a file, made fit to show: short, and printable. */
function excerpt(text: string): string {
  const shown = text.length > 40 ? `${text.slice(0, 40)}…` : text;
  return shown.replace(/[^ -~…]/g, (c) => `\\${String(c.charCodeAt(0)).padStart(3, '0')}`);
}

const INCLUDE_REASONS: Readonly<Record<IncludeRefusal, string>> = {
  'switched-off':
    'the text came without its folder. Paste what is included in its place, or import what `hidden-primary check-zone` makes of the file.',
  'not-found': 'there is no such file in the folder of the zone file.',
  'outside-folder': 'only files in the folder of the zone file are read. Copy it there.',
  unreadable: 'it cannot be read. Check its permissions.',
  cycle: 'it includes itself, directly or by another file.',
  'too-deep': 'files are included within files more than ten deep.',
  'too-many': 'more than 1,000 files are included.',
};
