/** Tells the beginning and the end of each transfer, under a number of its own. */
import { type ServerEvent, type TransferCutReason } from '../../../shared/model/server-events.ts';
import { type TransferSubject } from '../pipeline/request.ts';
import { type OutgoingTransfer } from '../transfers/outgoing-transfer.ts';

/** One transfer that was begun: it ends in one of two ways. */
export interface ToldTransfer {
  finish(): void;
  cut(reason: TransferCutReason): void;
}

export class TransferTeller {
  readonly #tell: (event: ServerEvent) => void;
  readonly #now: () => number;
  #last = 0;

  constructor(tell: (event: ServerEvent) => void, now: () => number) {
    this.#tell = tell;
    this.#now = now;
  }

  begin(subject: TransferSubject, progress: OutgoingTransfer): ToldTransfer {
    const transfer = ++this.#last;
    const began = performance.now();
    const facts = (): TransferSubject & { at: number; transfer: number } => ({
      ...subject,
      transfer,
      at: this.#now(),
    });
    const durationMs = (): number => Math.round((performance.now() - began) * 10) / 10;
    this.#tell({ kind: 'transfer-started', ...facts() });
    return {
      finish: () => {
        const { records, octets, messages } = progress;
        this.#tell({
          kind: 'transfer-finished',
          ...facts(),
          records,
          octets,
          messages,
          durationMs: durationMs(),
        });
      },
      cut: (reason) =>
        this.#tell({
          kind: 'transfer-cut',
          ...facts(),
          reason,
          octets: progress.octets,
          durationMs: durationMs(),
        }),
    };
  }
}
