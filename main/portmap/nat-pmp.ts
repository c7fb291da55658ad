/**
 * NAT-PMP, the router's end of which is at port 5351 of the default gateway. RFC 6886.
 *
 * Ours and not nat-port-mapper's: that one asks for the local port whatever external port it is told, takes its lease in
 * milliseconds for seconds, and ends the process when port 5350 is taken.
 */
import { exchangeUdp, type UdpOutcome } from '../exchange/udp-exchange.ts';
import { localAddressTowards, type Mapping, type MapOutcome, type Router } from './router.ts';

const PORT = 5351;
const VERSION = 0;
/** Added to a request's opcode in its answer (§3.3). */
const ANSWER = 128;
const OPCODE = { external: 0, udp: 1, tcp: 2 } as const;
const ANSWER_LENGTH = { external: 12, map: 16 } as const;
/** §3.1 doubles from 250 ms nine times over. Whoever is there tells its outside at once. */
const FIRST_WAITS_MS = [250, 500, 1000];
/** One that has to look for a port (miniupnpd tries all up to the first that it may map) takes seconds. */
const MAP_WAITS_MS = [...FIRST_WAITS_MS, 2000, 4000];
const UNMAP_WAITS_MS = [...FIRST_WAITS_MS, 2000];

/** §3.5 */
const RESULTS: readonly string[] = [
  'success',
  'unsupported version',
  'not authorized',
  'network failure',
  'out of resources',
  'unsupported opcode',
];

/** The router at `gateway`, if it answers NAT-PMP. */
export async function findNatPmpRouter(
  gateway: string,
  signal?: AbortSignal,
  port = PORT,
): Promise<Router | undefined> {
  const request = { gateway, port, message: externalRequest(), length: ANSWER_LENGTH.external };
  // Any answer will do, be it that it has no outside yet.
  const answer = await ask({ ...request, waitsMs: FIRST_WAITS_MS, signal });
  return answer.kind === 'answer' ? natPmpRouter(gateway, port) : undefined;
}

/** The router at `gateway`, whether it is there or not; undefined when there is no way there. */
export async function natPmpRouter(gateway: string, port = PORT): Promise<Router | undefined> {
  const localAddress = await localAddressTowards(gateway);
  if (localAddress === undefined) return undefined;
  const askMap = (message: Buffer, waitsMs: readonly number[]): Promise<UdpOutcome> =>
    ask({ gateway, port, message, length: ANSWER_LENGTH.map, waitsMs });
  return {
    by: 'nat-pmp',
    place: gateway,
    localAddress,
    async externalAddress() {
      const request = { gateway, port, message: externalRequest(), length: ANSWER_LENGTH.external };
      return addressIn(await ask({ ...request, waitsMs: FIRST_WAITS_MS }));
    },
    async map(mapping, leaseSeconds) {
      const request = mapRequest(mapping, mapping.externalPort, leaseSeconds);
      return mapOutcome(mapping, await askMap(request, MAP_WAITS_MS));
    },
    async unmap(mapping) {
      // §3.4: a lifetime of zero, and no external port.
      const outcome = await askMap(mapRequest(mapping, 0, 0), UNMAP_WAITS_MS);
      return outcome.kind === 'answer' && resultIn(outcome.message) === 0;
    },
  };
}

interface Question {
  readonly gateway: string;
  readonly port: number;
  readonly message: Buffer;
  /** Of the answer, in octets. */
  readonly length: number;
  readonly waitsMs: readonly number[];
  readonly signal?: AbortSignal;
}

const ask = ({ gateway, port, message, length, waitsMs, signal }: Question): Promise<UdpOutcome> =>
  exchangeUdp({
    to: { address: gateway, port },
    message,
    isAnswer: (answer) => answer[0] === VERSION && answer[1] === message[1] + ANSWER && fits(answer, length),
    waitsMs,
    signal,
  });

const externalRequest = (): Buffer => Buffer.from([VERSION, OPCODE.external]);

/** §3.3: version, opcode, reserved, internal port, suggested external port, lifetime in seconds. */
function mapRequest({ protocol, internal }: Mapping, externalPort: number, leaseSeconds: number): Buffer {
  const request = Buffer.alloc(12);
  request[1] = OPCODE[protocol];
  request.writeUInt16BE(internal.port, 4);
  request.writeUInt16BE(externalPort, 6);
  request.writeUInt32BE(leaseSeconds, 8);
  return request;
}

/** A refusal may be as short as its result code and the epoch (§3.5). */
const fits = (answer: Uint8Array, length: number): boolean =>
  answer.length >= 8 && (answer.length >= length || resultIn(answer) !== 0);

const view = (answer: Uint8Array): DataView =>
  new DataView(answer.buffer, answer.byteOffset, answer.byteLength);
const resultIn = (answer: Uint8Array): number => view(answer).getUint16(2);
function addressIn(outcome: UdpOutcome): string | undefined {
  if (outcome.kind !== 'answer' || resultIn(outcome.message) !== 0) return undefined;
  return outcome.message.subarray(8, 12).join('.');
}

function mapOutcome({ externalPort }: Mapping, outcome: UdpOutcome): MapOutcome {
  if (outcome.kind !== 'answer') return { kind: 'refused', why: { code: 'silent' } };
  const result = resultIn(outcome.message);
  if (result !== 0)
    return { kind: 'refused', why: { code: 'refused', detail: RESULTS[result] ?? `result ${result}` } };
  const offered = view(outcome.message).getUint16(10);
  return offered === externalPort
    ? { kind: 'mapped', leaseSeconds: view(outcome.message).getUint32(12) }
    : { kind: 'refused', why: { code: 'other-port', offered } };
}
