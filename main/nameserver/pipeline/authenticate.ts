/** The TSIG step: lets a request pass, unsigned or signed well, or makes the answer that RFC 8945 §5.2 demands. */
import { type Message } from '../../../shared/dns/message/message.ts';
import { printName } from '../../../shared/dns/name-text.ts';
import { RCODE } from '../../../shared/dns/types.ts';
import { type RefusalReason } from '../../../shared/model/server-events.ts';
import { MessageSigner } from '../../tsig/message-signer.ts';
import { appendTsig } from '../../tsig/signed-part.ts';
import { type TsigKey, type TsigKeys } from '../../tsig/tsig-key.ts';
import { errorTsig, verifyRequest } from '../../tsig/verify-request.ts';
import { composeBareError, responseEdns } from './compose-response.ts';

export type Authentication =
  | { readonly kind: 'unsigned' }
  | { readonly kind: 'signed'; readonly key: TsigKey; readonly signer: MessageSigner }
  | {
      readonly kind: 'refused';
      readonly reason: RefusalReason;
      readonly rcode: number;
      readonly bytes: Uint8Array;
      readonly claimedKey: string;
      /** bad-time: milliseconds since 1970. */
      readonly clientTime?: number;
    };

export function authenticate(
  bytes: Uint8Array,
  message: Message,
  keys: TsigKeys,
  nowSeconds: () => number,
): Authentication {
  const { signature } = message;
  if (signature === undefined) return { kind: 'unsigned' };
  const claimedKey = printName(signature.tsig.keyName);
  const verdict = verifyRequest(bytes, signature, keys, nowSeconds());
  if (verdict.kind === 'verified') {
    const { key, tsig } = verdict;
    return { kind: 'signed', key, signer: new MessageSigner(key, nowSeconds, tsig.mac) };
  }
  if (verdict.kind === 'bad-mac-size') {
    const answer = bareError(message, RCODE.FORMERR);
    return { kind: 'refused', reason: 'malformed', rcode: RCODE.FORMERR, bytes: answer, claimedKey };
  }
  const unsigned = bareError(message, RCODE.NOTAUTH);
  const tsig = { ...errorTsig(verdict, nowSeconds()), originalId: message.header.id };
  return {
    kind: 'refused',
    reason: REASON[verdict.error],
    rcode: RCODE.NOTAUTH,
    bytes:
      verdict.key === undefined
        ? appendTsig(unsigned, tsig)
        : new MessageSigner(verdict.key, nowSeconds, verdict.tsig.mac).signWhole(unsigned, tsig),
    claimedKey,
    ...(verdict.error === 'BADTIME' ? { clientTime: verdict.tsig.timeSigned * 1000 } : {}),
  };
}

const bareError = (message: Message, rcode: number): Uint8Array =>
  composeBareError(message.header, message.questions, rcode, responseEdns(message.edns, rcode));

const REASON = {
  BADKEY: 'unknown-key',
  BADSIG: 'bad-signature',
  BADTIME: 'bad-time',
  BADTRUNC: 'truncated-signature',
} as const;
