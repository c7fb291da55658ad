/** Cuts a byte stream into lines of UTF-8 text, with a bound on how much of an unfinished line is kept. */
export class LineSplitter {
  /** A line was longer than allowed: nothing more will come out. */
  overflowed = false;
  readonly #longest: number;
  #pieces: Buffer[] = [];
  #bytes = 0;

  constructor(longest: number) {
    this.#longest = longest;
  }

  /** Takes what arrived and gives the lines it completes, without line ends; empty lines are left out. */
  push(arrived: Buffer): string[] {
    const lines: string[] = [];
    let start = 0;
    while (!this.overflowed) {
      const end = arrived.indexOf(0x0a, start);
      const piece = arrived.subarray(start, end < 0 ? undefined : end);
      this.#bytes += piece.length;
      this.#pieces.push(piece);
      if (this.#bytes > this.#longest) this.overflowed = true;
      else if (end < 0) return lines;
      else lines.push(...this.#take());
      start = end + 1;
    }
    this.#pieces = [];
    return lines;
  }

  #take(): string[] {
    const line = Buffer.concat(this.#pieces).toString('utf8').trim();
    this.#pieces = [];
    this.#bytes = 0;
    return line === '' ? [] : [line];
  }
}
