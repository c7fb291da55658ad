/**
 * One SOA question over UDP, by its own few bytes: a test asks a peer twenty times a second, and must not judge our codec
 * by our codec.
 *
 * Asks with EDNS EXPIRE (RFC 7314): BIND and Knot tell the seconds that their copy has left.
 * Limitations: names are plain labels without escapes; no retry, no TCP.
 */
import { randomInt } from 'node:crypto';
import dgram from 'node:dgram';
import type { Endpoint } from './peer.ts';

export type SoaAnswer = {
  readonly rcode: number;
  readonly authoritative: boolean;
  /** Undefined when the answer holds no SOA. */
  readonly soa: { readonly serial: number; readonly expireSeconds: number } | undefined;
  /** The EXPIRE option of a secondary, as the seconds left. */
  readonly expiresInSeconds: number | undefined;
};

const SOA = 6;
const OPT = 41;
const EXPIRE = 9;

/** Undefined when nobody answered in time. */
export function askSoa(at: Endpoint, zone: string, timeoutMs = 1000): Promise<SoaAnswer | undefined> {
  const id = randomInt(0x10000);
  return new Promise((resolve) => {
    const socket = dgram.createSocket(at.address.includes(':') ? 'udp6' : 'udp4');
    const finish = (answer: SoaAnswer | undefined): void => {
      clearTimeout(timer);
      socket.close();
      resolve(answer);
    };
    const timer = setTimeout(() => finish(undefined), timeoutMs);
    socket.on('error', () => finish(undefined)); // connected: "connection refused" comes back at once
    socket.on('message', (message) => {
      if (message.readUInt16BE(0) === id) finish(parseAnswer(message));
    });
    socket.connect(at.port, at.address, () => socket.send(composeQuestion(id, zone)));
  });
}

function composeQuestion(id: number, zone: string): Buffer {
  const header = Buffer.alloc(12);
  header.writeUInt16BE(id, 0);
  header.writeUInt16BE(1, 4); // QDCOUNT
  header.writeUInt16BE(1, 10); // ARCOUNT: the OPT
  const labels = zone.split('.').filter((label) => label !== '');
  const name = labels.flatMap((label) => [Buffer.from([label.length]), Buffer.from(label, 'latin1')]);
  const question = Buffer.from([0, 0, SOA, 0, 1]);
  const opt = Buffer.from([0, 0, OPT, 0x04, 0xd0, 0, 0, 0, 0, 0, 4, 0, EXPIRE, 0, 0]); // 1232 bytes, one empty option
  return Buffer.concat([header, ...name, question, opt]);
}

function parseAnswer(message: Buffer): SoaAnswer {
  const flags = message.readUInt16BE(2);
  const [questions, answers, authorities, additionals] = [4, 6, 8, 10].map((at) => message.readUInt16BE(at));
  let soa: SoaAnswer['soa'];
  let expiresInSeconds: number | undefined;
  let at = 12;
  for (let i = 0; i < questions; i++) at = afterName(message, at) + 4;
  for (let i = 0; i < answers + authorities + additionals; i++) {
    const type = message.readUInt16BE(afterName(message, at));
    const rdata = afterName(message, at) + 10;
    const end = rdata + message.readUInt16BE(rdata - 2);
    if (type === SOA && i < answers) {
      const numbers = afterName(message, afterName(message, rdata));
      soa = { serial: message.readUInt32BE(numbers), expireSeconds: message.readUInt32BE(numbers + 12) };
    }
    if (type === OPT) expiresInSeconds = expireOption(message.subarray(rdata, end));
    at = end;
  }
  return { rcode: flags & 0xf, authoritative: (flags & 0x0400) !== 0, soa, expiresInSeconds };
}

function expireOption(options: Buffer): number | undefined {
  for (let at = 0; at + 4 <= options.length; at += 4 + options.readUInt16BE(at + 2)) {
    if (options.readUInt16BE(at) === EXPIRE && options.readUInt16BE(at + 2) === 4)
      return options.readUInt32BE(at + 4);
  }
  return undefined;
}

function afterName(message: Buffer, start: number): number {
  let at = start;
  while (message[at] !== 0) {
    if (message[at] >= 0xc0) return at + 2; // a compression pointer ends a name (RFC 1035 §4.1.4)
    at += 1 + message[at];
  }
  return at + 1;
}
