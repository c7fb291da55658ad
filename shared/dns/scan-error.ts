/** A fault in presentation form, with its place; thrown inside the scanners and caught once, at their edge. */
export class ScanError extends Error {
  /** What was expected, as a noun phrase: "an IPv4 address, such as 192.0.2.1". */
  readonly expected: string;
  /** What stood there instead; empty at the end of a line. */
  readonly found: string;
  /** 1-based. */
  readonly line: number;
  /** 1-based, in characters. */
  readonly column: number;

  constructor(expected: string, found: string, line: number, column: number) {
    super(`expected ${expected}${found === '' ? '' : `, found ${found}`}`);
    this.name = 'ScanError';
    this.expected = expected;
    this.found = found;
    this.line = line;
    this.column = column;
  }
}
