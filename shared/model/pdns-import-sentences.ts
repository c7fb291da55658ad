/** What an import from PowerDNS has to say: why its API gave nothing, and what of a zone does not come along as it was. */
import { assertNever } from '../assert.ts';
import type { FindingRow } from './finding.ts';
import { keyFaultSentence } from './key-fault-sentences.ts';
import type { PdnsFault, PdnsNote, PdnsPreview, PdnsRecordFault } from './pdns-import.ts';
import { spoken } from './spoken-name.ts';
import { TERMS } from './terms.ts';

/** Why nothing could be had of the API at `server`, and what to do. */
export function pdnsFaultSentence(fault: PdnsFault, server: string): string {
  switch (fault.code) {
    case 'bad-url':
      return `“${fault.text}” is no address of an API: expected http:// or https://, a host and, unless it is the usual one, a port, such as http://127.0.0.1:8081. User names and passwords do not belong in it.`;
    case 'bad-key':
      return 'An API key is one line of plain characters, as it stands behind api-key= in pdns.conf.';
    case 'refused':
      return `Nothing listens at ${server}. Is PowerDNS running there, with api=yes, and webserver-address= and webserver-port= as in this address?`;
    case 'host-not-found':
      return `There is no computer named in ${server}, as far as the resolver knows. Check the name, or write its address.`;
    case 'silent':
      return `${server} did not answer within ${fault.seconds} seconds. Does a firewall drop what comes from here, or webserver-allow-from= leave this computer out?`;
    case 'tls':
      return `The TLS certificate of ${server} cannot be trusted (${fault.detail}). Have the server show one that this computer trusts, or reach it over http:// through an SSH tunnel.`;
    case 'broken':
      return `The connection to ${server} broke (${fault.detail}). Try again.`;
    case 'wrong-key':
      return `${server} refused the API key. It stands behind api-key= in pdns.conf.`;
    case 'not-powerdns':
      return `${server} is no API of a PowerDNS Authoritative Server (${fault.found}). The Recursor and dnsdist have APIs of their own, which know no ${TERMS.zones} to take.`;
    case 'redirected':
      return `${server} sends on to ${fault.to}. The API key is not taken there unasked: enter that address if you trust it.`;
    case 'too-large':
      return `${server} sent more than ${fault.megabytes} MB in one answer, so it was not read to its end. Take this ${TERMS.zone} by AXFR.`;
    case 'answered':
      return `${server} answered ${fault.status}${fault.message === '' ? '' : `: ${fault.message}`}.`;
    default:
      return assertNever(fault);
  }
}

/** How a note weighs: an error keeps the zone from being taken. */
export function pdnsNoteSeverity({ code }: PdnsNote): PdnsPreview['notes'][number]['severity'] {
  switch (code) {
    case 'zone-name':
    case 'keys-missing':
      return 'error';
    case 'settings-kept':
    case 'key-unused':
    case 'narrow':
      return 'info';
    default:
      return 'warning';
  }
}

/** What a note says. */
export function pdnsNoteSentence(note: PdnsNote): string {
  switch (note.code) {
    case 'zone-name':
      return `“${note.text}” is no name that a ${TERMS.zone} here can have.`;
    case 'is-secondary':
      return `There it is a copy (${note.kind})${note.masters.length === 0 ? '' : ` of ${note.masters.join(', ')}`}. It comes in as what it is now; what changes at its primary afterwards does not follow.`;
    case 'is-catalog':
      return `There it is a catalog ${TERMS.zone}. It comes in as an ordinary one: its members are not followed.`;
    case 'presigned':
      return `There it is presigned: its keys are with whoever signed it. Its signatures are left out; while its parent has a DS, bring its keys along before you ${TERMS.publish}.`;
    case 'narrow':
      return `NSEC3 in narrow mode makes its proofs while it answers, which no ${TERMS.secondary} can do. Here the ${TERMS.zone} gets a whole NSEC3 chain.`;
    case 'nsec3-parameters':
      return `NSEC3 parameters ${note.found} become 1 0 0 -: no iterations, no salt, no opt-out (RFC 9276).`;
    case 'key-unused':
      return `Key ${note.keyTag} is neither active nor ${TERMS.published} there, and stays there.`;
    case 'key-hidden':
      return `Key ${note.keyTag} signs there without being ${TERMS.published}, which is not done here. It stays there.`;
    case 'key-tag-twice':
      return `Two keys have the tag ${note.keyTag}, and signatures name their key by it: only the first one can be used.`;
    case 'key-withheld':
      return `PowerDNS did not give the private half of key ${note.keyTag}.`;
    case 'key-fault':
      return `Key ${note.keyTag}: ${keyFaultSentence(note.fault, `this ${TERMS.zone}`)}`;
    case 'keys-missing':
      return `${spoken(note.zone)} is signed there, and without those keys validators would refuse it here. Take it by AXFR or as a file if it shall begin anew without DNSSEC, once its DS is gone from the parent.`;
    case 'tsig-differs':
      return `A ${TERMS.key} named ${spoken(note.key)} is here with another secret or algorithm. It stays as it is, and is not given access to this ${TERMS.zone}: rename one of the two.`;
    case 'tsig-not-taken':
      return `The ${TERMS.key} ${spoken(note.key)} does not come along: ${TSIG_REASONS[note.reason]}.`;
    case 'access-both':
      return 'PowerDNS gives a transfer to whoever has the address or the key; here both must match.';
    case 'setting-left-out':
      return `${note.kind} is left out: ${note.reason}.`;
    case 'settings-kept':
      return `Kept for tools that ask for it, without effect here: ${note.kinds.join(', ')}.`;
    default:
      return assertNever(note);
  }
}

/** A record that is left out, as the list of findings shows it. */
export function pdnsRecordFinding(fault: PdnsRecordFault): FindingRow {
  return {
    severity: 'warning',
    code: `pdns-${fault.reason.code}`,
    sentence: `Left out: ${recordReason(fault)} It reads: ${shortened(fault.content)}`,
    owner: fault.owner,
    type: fault.type,
    file: null,
    line: null,
    column: null,
  };
}

function recordReason({ type, reason }: PdnsRecordFault): string {
  switch (reason.code) {
    case 'lua':
      return `a LUA record is a program that PowerDNS runs for each answer, and a ${TERMS.secondary} cannot. Put the addresses it gives as A and AAAA.`;
    case 'alias':
      return 'ALIAS is no DNS record type: PowerDNS looks the target up while it answers. Put the target’s addresses as A and AAAA, or use HTTPS in alias form.';
    case 'unknown-type':
      return `${type} is not known here. Written as TYPEnnn with its data in hexadecimal (RFC 3597) it can be added by hand.`;
    case 'message-type':
      return `${type} stands in messages only, never in a ${TERMS.zone}.`;
    case 'bad-owner':
      return 'its name is no domain name.';
    case 'out-of-zone':
      return `its name is not in this ${TERMS.zone}.`;
    case 'unreadable':
      return `its data cannot be read: expected ${reason.expected}${reason.found === '' ? '' : `, found “${shortened(reason.found)}”`}.`;
    default:
      return assertNever(reason);
  }
}

const TSIG_REASONS = {
  algorithm: 'its algorithm is not offered here',
  secret: 'PowerDNS did not give its secret',
  absent: `PowerDNS names it for this ${TERMS.zone}, but does not have it`,
} as const;

const shortened = (text: string): string => (text.length > 120 ? `${text.slice(0, 119)}…` : text);
