/** A secret that does not show itself when logged, printed or serialised by accident. */
export class Redacted {
  readonly #secret: string;

  constructor(secret: string) {
    this.#secret = secret;
  }

  /** The secret itself. The only way to it, so that all uses can be searched for. */
  reveal(): string {
    return this.#secret;
  }

  toString(): string {
    return '[redacted]';
  }

  toJSON(): string {
    return '[redacted]';
  }
}
