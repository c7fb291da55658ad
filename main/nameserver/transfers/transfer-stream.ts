/** The messages of one transfer: composed once, on demand, and shared by all who take it at whatever pace. */
import { type RecordGroup } from '../../../shared/dns/message/message-composer.ts';
import { StreamComposer, type StreamMessage } from './stream-composer.ts';

export class TransferStream {
  readonly #questionLength: number;
  readonly #messages: StreamMessage[] = [];
  #composer: StreamComposer | undefined;
  #octets = 0;

  /** `questionLength`: octets of the question that the first message repeats. */
  constructor(groups: Iterable<RecordGroup>, questionLength: number) {
    this.#composer = new StreamComposer(groups);
    this.#questionLength = questionLength;
  }

  /** True when every message stands ready. */
  get isComplete(): boolean {
    return this.#composer === undefined;
  }

  /** What the composed messages take in memory. */
  get octets(): number {
    return this.#octets;
  }

  /** True when message `index` can be had without composing. */
  isReady(index: number): boolean {
    return this.isComplete || index < this.#messages.length;
  }

  /** Message `index`, composed if it does not stand yet; undefined past the last. Throws RecordTooLong. */
  message(index: number): StreamMessage | undefined {
    while (index >= this.#messages.length && this.#composer !== undefined) this.composeNext();
    return this.#messages[index];
  }

  /** Composes one message more, if there is one. Throws RecordTooLong. */
  composeNext(): void {
    const message = this.#composer?.compose(this.#messages.length === 0 ? this.#questionLength : 0);
    if (message === undefined) {
      this.#composer = undefined;
      return;
    }
    this.#messages.push(message);
    this.#octets += message.body.length;
  }
}
