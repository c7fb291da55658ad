/** A neutral client that times a transfer: from the question on an open connection to the last of the expected records. */
import { connect } from 'node:net';
import { CLASS, OPCODE, TYPE } from '../../shared/dns/types.ts';
import type { Name } from '../../shared/dns/name.ts';
import { MessageComposer } from '../../shared/dns/message/message-composer.ts';
import { MessageSigner } from '../../main/tsig/message-signer.ts';
import type { TsigKey } from '../../main/tsig/tsig-key.ts';

export interface TimedTransfer {
  readonly ms: number;
  readonly octets: number;
  readonly messages: number;
}

/** Counts records by each message's ANCOUNT and looks at nothing else, so that it is the server that is timed. */
export function timeAxfr(port: number, zone: Name, records: number, key?: TsigKey): Promise<TimedTransfer> {
  const composer = new MessageComposer({ id: 0x1234, opcode: OPCODE.QUERY }, 512);
  composer.question({ name: zone, type: TYPE.AXFR, class: CLASS.IN });
  const plain = composer.finish();
  const signer = key && new MessageSigner(key, () => Math.floor(Date.now() / 1000));
  const question = signer?.signWhole(plain) ?? plain;
  return new Promise((resolve, reject) => {
    let beganAt = 0;
    let octets = 0;
    let messages = 0;
    let counted = 0;
    let pending = Buffer.alloc(0) as Buffer;
    const socket = connect({ port, host: '127.0.0.1', noDelay: true }, () => {
      beganAt = performance.now();
      socket.write(Buffer.concat([Buffer.from([question.length >> 8, question.length & 255]), question]));
    });
    socket.on('data', (chunk) => {
      octets += chunk.length;
      pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
      let at = 0;
      while (pending.length - at >= 2 && pending.length - at - 2 >= pending.readUInt16BE(at)) {
        messages++;
        counted += pending.readUInt16BE(at + 2 + 6);
        if ((pending[at + 2 + 3] & 0xf) !== 0)
          reject(new Error(`the server on port ${port} refused the transfer`));
        at += 2 + pending.readUInt16BE(at);
      }
      pending = pending.subarray(at);
      if (counted < records) return;
      resolve({ ms: performance.now() - beganAt, octets, messages });
      socket.destroy();
    });
    socket.setTimeout(30_000, () =>
      socket.destroy(new Error(`port ${port}: ${counted} of ${records} records came`)),
    );
    socket.on('error', reject);
    socket.on('close', () => reject(new Error(`port ${port} closed after ${counted} of ${records} records`)));
  });
}
