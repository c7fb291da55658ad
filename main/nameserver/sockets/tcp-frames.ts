/** Cuts the octets of a TCP connection into messages: each has its length in two octets before it (RFC 1035 §4.2.2). */
export class TcpFrames {
  #held: Buffer[] = [];
  #heldLength = 0;

  /** Adds what came; returns the messages that are whole now. What is held never exceeds one message and one chunk. */
  push(chunk: Buffer): readonly Uint8Array[] {
    this.#held.push(chunk);
    this.#heldLength += chunk.length;
    if (this.#heldLength < this.#needed()) return [];
    const bytes = this.#held.length === 1 ? this.#held[0] : Buffer.concat(this.#held);
    const messages: Uint8Array[] = [];
    let at = 0;
    while (bytes.length - at >= 2 && bytes.length - at - 2 >= bytes.readUInt16BE(at)) {
      const end = at + 2 + bytes.readUInt16BE(at);
      messages.push(bytes.subarray(at + 2, end));
      at = end;
    }
    // A copy: a view would keep the whole chunk alive for the sake of its tail.
    const rest = Buffer.from(bytes.subarray(at));
    this.#held = rest.length === 0 ? [] : [rest];
    this.#heldLength = rest.length;
    return messages;
  }

  /** Octets that must be held before a message can be whole; its length may itself be cut in two. */
  #needed(): number {
    const [first] = this.#held;
    if (first.length >= 2) return 2 + first.readUInt16BE(0);
    if (this.#heldLength < 2) return 2;
    this.#held = [Buffer.concat(this.#held)];
    return 2 + this.#held[0].readUInt16BE(0);
  }
}
