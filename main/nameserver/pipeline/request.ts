/** A request on its way through the pipeline, and what comes out of it. */
import { type Message } from '../../../shared/dns/message/message.ts';
import { type ServerClient, type TransferFacts } from '../../../shared/model/server-events.ts';
import { type MessageSigner } from '../../tsig/message-signer.ts';
import { type TsigKey } from '../../tsig/tsig-key.ts';
import { type OutgoingTransfer } from '../transfers/outgoing-transfer.ts';

/** A request that was read, and signed well if it was signed at all. */
export interface Request {
  readonly message: Message;
  readonly client: ServerClient;
  readonly key: TsigKey | undefined;
  /** Signs the answer, if the request was signed. */
  readonly signer: MessageSigner | undefined;
}

export type Reply =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'message'; readonly bytes: Uint8Array }
  | { readonly kind: 'transfer'; readonly transfer: OutgoingTransfer; readonly facts: TransferSubject };

/** What is told of a transfer from its start to its end. */
export type TransferSubject = Omit<TransferFacts, 'at' | 'transfer'>;
