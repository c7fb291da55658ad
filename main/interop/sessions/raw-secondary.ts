/** A secondary of a few bytes, for what no real one can be made to do: a wrong clock, and a transfer that is never read. */
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { scanName } from '../../../shared/dns/name-text.ts';
import { utf8Encode } from '../../../shared/dns/encodings.ts';
import { MessageComposer } from '../../../shared/dns/message/message-composer.ts';
import type { Name } from '../../../shared/dns/name.ts';
import { CLASS, OPCODE, TYPE } from '../../../shared/dns/types.ts';
import { MessageSigner } from '../../tsig/message-signer.ts';
import type { Endpoint, PeerKey } from '../peers/peer.ts';

export interface RawTransfer {
  readonly zone: string;
  readonly server: Endpoint;
  /** The local address to come from. */
  readonly via: string;
  readonly key: PeerKey;
  /** How far its clock is ahead of the real one. */
  readonly clockOffSeconds?: number;
}

/** Connects and asks AXFR; what comes back is left unread, so that the connection fills up. */
export async function askTransfer(transfer: RawTransfer): Promise<Socket> {
  const { zone, server, via, key, clockOffSeconds = 0 } = transfer;
  const composer = new MessageComposer({ id: randomInt(0x10000), opcode: OPCODE.QUERY }, 512);
  composer.question({ name: nameOf(zone), type: TYPE.AXFR, class: CLASS.IN });
  const signer = new MessageSigner(
    {
      name: nameOf(key.name),
      algorithm: key.algorithm,
      secret: Buffer.from(key.secret, 'base64'),
    },
    () => Math.floor(Date.now() / 1000) + clockOffSeconds,
  );
  const message = signer.signWhole(composer.finish());
  const socket = connect({ host: server.address, port: server.port, localAddress: via });
  socket.on('error', () => socket.destroy());
  socket.pause();
  await once(socket, 'connect');
  const length = Buffer.alloc(2);
  length.writeUInt16BE(message.length);
  socket.write(Buffer.concat([length, message]));
  return socket;
}

function nameOf(text: string): Name {
  const name = scanName(utf8Encode(text.endsWith('.') ? text : `${text}.`));
  if (typeof name === 'string') throw new Error(`${text}: ${name}`);
  return name;
}
