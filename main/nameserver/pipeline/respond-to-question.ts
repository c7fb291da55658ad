/** Ordinary questions: which zone, may this client ask there, and the answer. */
import { type Message } from '../../../shared/dns/message/message.ts';
import { type Name } from '../../../shared/dns/name.ts';
import { printName } from '../../../shared/dns/name-text.ts';
import { soa } from '../../../shared/dns/rdata/soa.ts';
import { RCODE, rcodeToText, TYPE } from '../../../shared/dns/types.ts';
import { answerQuestion } from '../answers/answer-question.ts';
import { type ServedZone, type ServedVersion, type ServedZones } from '../served-zones.ts';
import { apexSoa } from '../transfers/axfr.ts';
import { questionAccess } from './access.ts';
import { composeAnswer } from './compose-response.ts';
import { type Reply, type Request } from './request.ts';
import { describe, refuse, type ResponderContext } from './refuse.ts';

export function respondToQuestion(request: Request, context: ResponderContext): Reply {
  const { message, client, key } = request;
  const [question] = message.questions;
  const zone = zoneFor(context.zones, question.name, question.type);
  const detail = describe(question);
  if (zone === undefined) return refuse(request, context, 'unknown-zone', RCODE.REFUSED, detail);
  const named = { ...detail, zone: printName(zone.name) };
  const access = questionAccess(zone, client.address, key);
  if (access !== 'granted') return refuse(request, context, access, RCODE.REFUSED, named);
  const { version } = zone;
  // SERVFAIL says "not now"; on REFUSED or NOTAUTH some providers give the zone up.
  if (version === undefined) return refuse(request, context, 'no-version', RCODE.SERVFAIL, named);

  const answer = answerQuestion(question, version.contents, {
    dnssecOk: message.edns?.dnssecOk === true,
    proofs: context.proofs,
    contentsFor: (name) => {
      const next = zoneFor(context.zones, name, question.type);
      const mayAsk = next !== undefined && questionAccess(next, client.address, key) === 'granted';
      return mayAsk ? next.version?.contents : undefined;
    },
  });
  context.tell({
    kind: 'question-answered',
    at: context.now(),
    client,
    zone: named.zone,
    name: printName(question.name),
    type: detail.type!,
    rcode: rcodeToText(answer.rcode),
    serial: version.serial,
  });
  return { kind: 'message', bytes: composeAnswer(request, answer, expireSeconds(zone, version, message)) };
}

/** EXPIRE is told for a question for the SOA of a zone that has secondaries (RFC 7314 §3.2). */
export function expireSeconds(
  zone: ServedZone,
  version: ServedVersion,
  message: Message,
): number | undefined {
  const [question] = message.questions;
  const asksForCopy = EXPIRE_TYPES.has(question.type) && question.name.equals(zone.name);
  if (!asksForCopy || zone.kind !== 'primary') return undefined;
  return soa.parse(apexSoa(version.contents).rdatas[0]).expire;
}

/** The zone that answers: for DS at an apex the one above it, if that is here too (RFC 4035 §3.1.4.1). */
function zoneFor(zones: ServedZones, name: Name, type: number): ServedZone | undefined {
  const zone = zones.closest(name);
  if (type !== TYPE.DS || zone === undefined || name.isRoot || !zone.name.equals(name)) return zone;
  return zones.closest(name.parent) ?? zone;
}

const EXPIRE_TYPES: ReadonlySet<number> = new Set([TYPE.SOA, TYPE.AXFR, TYPE.IXFR]);
