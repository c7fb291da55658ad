/**
 * NOTIFY to one secondary (RFC 1996), signed with its key for the zone.
 *
 * It carries no SOA: with one whose serial they hold, BIND, Knot and NSD do not ask back, and a session without changes
 * would refresh nobody's copy. Without, all of them ask, and that starts EXPIRE anew.
 */
import { randomInt } from 'node:crypto';
import { MessageComposer } from '../../shared/dns/message/message-composer.ts';
import { parseMessage } from '../../shared/dns/message/parse-message.ts';
import type { Name } from '../../shared/dns/name.ts';
import { CLASS, OPCODE, RCODE, rcodeToText, TYPE } from '../../shared/dns/types.ts';
import type { Endpoint } from '../../shared/model/secondary.ts';
import { MessageSigner } from '../tsig/message-signer.ts';
import { StreamVerifier } from '../tsig/stream-verifier.ts';
import type { TsigKey } from '../tsig/tsig-key.ts';
import { exchangeUdp } from './udp-exchange.ts';

export interface Notify {
  readonly zone: Name;
  readonly to: Endpoint;
  /** The address under which the secondary knows its primary; the system chooses when absent. */
  readonly from?: string;
  /** Absent: unsigned. */
  readonly key?: TsigKey;
  readonly waitsMs: readonly number[];
  readonly nowSeconds: () => number;
  readonly signal?: AbortSignal;
}

export type NotifyOutcome =
  /** `clockOffSeconds` is how far its clock is ahead of ours, where it signed its answer. */
  | {
      readonly kind: 'accepted';
      readonly tries: number;
      readonly tookMs: number;
      readonly clockOffSeconds?: number;
    }
  /** It answered with an error; `clockOffSeconds` where it finds our clocks too far apart (BADTIME). */
  | { readonly kind: 'refused'; readonly rcode: string; readonly clockOffSeconds: number | undefined }
  /** The answer's own signature does not hold: somebody between us rewrites, or the secret differs. */
  | { readonly kind: 'bad-answer'; readonly detail: string }
  | { readonly kind: 'silence'; readonly tries: number }
  | { readonly kind: 'unreachable'; readonly errno: string };

/** Sends it, repeating as `waitsMs` says, until it is answered. Never rejects. */
export async function sendNotify(notify: Notify): Promise<NotifyOutcome> {
  const signer = notify.key && new MessageSigner(notify.key, notify.nowSeconds);
  const plain = composeNotify(notify.zone);
  const message = signer?.signWhole(plain) ?? plain;
  const outcome = await exchangeUdp({ ...notify, message });
  switch (outcome.kind) {
    case 'answer': {
      const verifier = signer && new StreamVerifier(signer.key, signer.mac, notify.nowSeconds);
      return readAnswer(outcome, verifier, notify.nowSeconds);
    }
    case 'silence':
      return { kind: 'silence', tries: outcome.tries };
    case 'unreachable':
      return { kind: 'unreachable', errno: outcome.errno };
  }
}

/** RFC 1996 §3.7: AA set, one question of type SOA. */
function composeNotify(zone: Name): Uint8Array {
  const composer = new MessageComposer(
    { id: randomInt(0x10000), opcode: OPCODE.NOTIFY, authoritative: true },
    512,
  );
  composer.question({ name: zone, type: TYPE.SOA, class: CLASS.IN });
  return composer.finish();
}

interface Answered {
  readonly message: Uint8Array;
  readonly tries: number;
  readonly tookMs: number;
}

function readAnswer(
  answered: Answered,
  verifier: StreamVerifier | undefined,
  nowSeconds: () => number,
): NotifyOutcome {
  const parsed = parseMessage(answered.message);
  if (parsed.kind !== 'message') return { kind: 'bad-answer', detail: 'malformed' };
  const { header } = parsed.message;
  const accepted = { kind: 'accepted', tries: answered.tries, tookMs: answered.tookMs } as const;
  const refused = { kind: 'refused', rcode: rcodeToText(header.rcode), clockOffSeconds: undefined } as const;
  if (verifier === undefined) return header.rcode === RCODE.NOERROR ? accepted : refused;
  const verdict = verifier.verify(answered.message, parsed.message);
  switch (verdict.kind) {
    case 'verified':
      return header.rcode === RCODE.NOERROR
        ? { ...accepted, clockOffSeconds: verdict.signedSeconds - nowSeconds() }
        : refused;
    case 'peer-error':
      return {
        kind: 'refused',
        // As a TSIG error 16 is BADSIG; BADVERS is EDNS's word for it.
        rcode: verdict.error === RCODE.BADSIG ? 'BADSIG' : rcodeToText(verdict.error),
        // Heeded unsigned, too, as NSD sends it: a clock that is said to be wrong has another asked before it is believed.
        clockOffSeconds:
          verdict.serverSeconds === undefined ? undefined : verdict.serverSeconds - nowSeconds(),
      };
    case 'unsigned':
    case 'held':
      // Some servers acknowledge without signing. An acknowledgement promises nothing: what counts is that they ask.
      return header.rcode === RCODE.NOERROR ? accepted : refused;
    case 'failed':
      return { kind: 'bad-answer', detail: verdict.error };
  }
}
