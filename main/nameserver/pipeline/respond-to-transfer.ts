/** AXFR (RFC 5936) and IXFR (RFC 1995): may this client have the zone, and in which form. */
import { type Message } from '../../../shared/dns/message/message.ts';
import { printName } from '../../../shared/dns/name-text.ts';
import { soa } from '../../../shared/dns/rdata/soa.ts';
import { RCODE, rcodeToText, TYPE } from '../../../shared/dns/types.ts';
import { WireError } from '../../../shared/dns/wire-reader.ts';
import { type TransferKind } from '../../../shared/model/server-events.ts';
import { Answer } from '../answers/answer.ts';
import { type ServedVersion, type ServedZone } from '../served-zones.ts';
import { apexSoa } from '../transfers/axfr.ts';
import { planIxfr } from '../transfers/ixfr.ts';
import { OutgoingTransfer } from '../transfers/outgoing-transfer.ts';
import { TransferStream } from '../transfers/transfer-stream.ts';
import { transferAccess } from './access.ts';
import { composeAnswer, responseEdns } from './compose-response.ts';
import { type Reply, type Request } from './request.ts';
import { describe, refuse, type ResponderContext } from './refuse.ts';
import { expireSeconds } from './respond-to-question.ts';

export function respondToTransfer(request: Request, context: ResponderContext): Reply {
  const { message, client, key } = request;
  const [question] = message.questions;
  const incremental = question.type === TYPE.IXFR;
  const heldSerial = incremental ? serialHeld(message) : undefined;
  const detail = { ...describe(question), ...(heldSerial === undefined ? {} : { heldSerial }) };
  // RFC 1995 §3: an IXFR tells what is held. RFC 5936 §4.2: there is no AXFR over UDP.
  if (incremental && heldSerial === undefined)
    return refuse(request, context, 'malformed', RCODE.FORMERR, detail);
  if (!incremental && client.transport === 'udp')
    return refuse(request, context, 'transfer-over-udp', RCODE.FORMERR, detail);

  const zone = context.zones.find(question.name);
  // RFC 5936 §2.2.1 would have NOTAUTH here, and with it tell strangers which zones are served.
  if (zone === undefined) return refuse(request, context, 'unknown-zone', RCODE.REFUSED, detail);
  const named = { ...detail, zone: printName(zone.name) };
  if (zone.kind === 'native') return refuse(request, context, 'never-transferred', RCODE.REFUSED, named);
  const access = transferAccess(zone.access, client.address, key);
  const { version } = zone;
  // One of the zone's own secondaries is told "not now": some providers give a zone up on REFUSED or NOTAUTH.
  if (version === undefined && (access === 'granted' || zone.isSecondary(client.address)))
    return refuse(request, context, 'no-version', RCODE.SERVFAIL, named);
  if (access !== 'granted' || version === undefined)
    return refuse(request, context, access === 'granted' ? 'no-version' : access, RCODE.REFUSED, named);

  if (heldSerial === undefined)
    return transfer(request, zone, version, 'axfr', context.streams.get(zone, version));
  const plan = planIxfr(version, heldSerial);
  if (plan.kind === 'up-to-date' || client.transport === 'udp')
    return soaAlone(request, context, zone, version, heldSerial);
  return plan.kind === 'whole'
    ? transfer(request, zone, version, 'axfr-style-ixfr', context.streams.get(zone, version), heldSerial)
    : transfer(request, zone, version, 'ixfr', streamOf(plan.groups, zone), heldSerial);
}

const streamOf = (
  groups: ConstructorParameters<typeof TransferStream>[0],
  zone: ServedZone,
): TransferStream => new TransferStream(groups, zone.name.wire.length + 4);

function transfer(
  request: Request,
  zone: ServedZone,
  version: ServedVersion,
  transferKind: TransferKind,
  stream: TransferStream,
  heldSerial?: number,
): Reply {
  const { message, client, signer } = request;
  const edns = responseEdns(message.edns, RCODE.NOERROR, expireSeconds(zone, version, message));
  return {
    kind: 'transfer',
    transfer: new OutgoingTransfer(stream, message, edns, signer),
    facts: {
      client,
      zone: printName(zone.name),
      transferKind,
      serial: version.serial,
      ...(heldSerial === undefined ? {} : { heldSerial }),
    },
  };
}

/** RFC 1995 §2: over UDP the SOA alone, so that the secondary comes again by TCP; and to one that holds this version. */
function soaAlone(
  request: Request,
  context: ResponderContext,
  zone: ServedZone,
  version: ServedVersion,
  heldSerial: number,
): Reply {
  const answer = new Answer(false);
  const rrset = apexSoa(version.contents);
  answer.answer.push(rrset);
  context.tell({
    kind: 'question-answered',
    at: context.now(),
    client: request.client,
    zone: printName(zone.name),
    name: printName(request.message.questions[0].name),
    type: 'IXFR',
    rcode: rcodeToText(answer.rcode),
    serial: version.serial,
    heldSerial,
  });
  const expire = expireSeconds(zone, version, request.message);
  return { kind: 'message', bytes: composeAnswer(request, answer, expire) };
}

/** The serial of the SOA in the authority section, which must be the zone's own. */
function serialHeld(message: Message): number | undefined {
  const record = message.authority.find(
    ({ owner, type }) => type === TYPE.SOA && owner.equals(message.questions[0].name),
  );
  if (record === undefined) return undefined;
  try {
    return soa.parse(record.rdata).serial;
  } catch (error) {
    if (error instanceof WireError) return undefined;
    throw error;
  }
}
