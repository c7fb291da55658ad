/** Runs asynchronous work one piece after the other, in the order it was asked for. A piece that fails does not stop the next. */
export class SerialQueue {
  #last: Promise<unknown> = Promise.resolve();

  run<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#last.then(work);
    // The caller sees the failure through `result`; here only the order counts.
    this.#last = result.then(ignore, ignore);
    return result;
  }

  /** Settles when all that was asked for so far is done. */
  async idle(): Promise<void> {
    await this.#last;
  }
}

const ignore = (): undefined => undefined;
