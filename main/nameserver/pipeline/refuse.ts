/** Refusals: one small answer, and one event that says why. */
import { type Question } from '../../../shared/dns/message/message.ts';
import { printName } from '../../../shared/dns/name-text.ts';
import { typeToText } from '../../../shared/dns/rdata/registry.ts';
import { rcodeToText } from '../../../shared/dns/types.ts';
import { type RequestRefused, type ServerEvent } from '../../../shared/model/server-events.ts';
import { type TsigKeys } from '../../tsig/tsig-key.ts';
import { type Proofs } from '../answers/proofs.ts';
import { type ServedZones } from '../served-zones.ts';
import { type StreamCache } from '../transfers/stream-cache.ts';
import { composeError } from './compose-response.ts';
import { type Reply, type Request } from './request.ts';

/** What the steps work with. */
export interface ResponderContext {
  readonly zones: ServedZones;
  readonly keys: TsigKeys;
  readonly proofs: Proofs;
  readonly streams: StreamCache;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly tell: (event: ServerEvent) => void;
}

/** What is known of a request that is refused, beside the reason. */
export type RefusalDetail = Partial<Omit<RequestRefused, 'kind' | 'at' | 'client' | 'reason' | 'rcode'>>;

/** Tells of a refusal, and answers it. */
export function refuse(
  request: Request,
  { tell, now }: ResponderContext,
  reason: RequestRefused['reason'],
  rcode: number,
  detail: RefusalDetail,
): Reply {
  const { client } = request;
  tell({ kind: 'request-refused', at: now(), client, reason, rcode: rcodeToText(rcode), ...detail });
  return { kind: 'message', bytes: composeError(request, rcode) };
}

/** Name and type of a question, as events tell them. */
export function describe(question: Question | undefined): RefusalDetail {
  return question === undefined ? {} : { name: printName(question.name), type: typeToText(question.type) };
}
