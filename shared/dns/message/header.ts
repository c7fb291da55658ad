/** The twelve octets that every message begins with (RFC 1035 §4.1.1; AD and CD: RFC 4035 §3). */

export const HEADER_LENGTH = 12;

export interface Header {
  readonly id: number;
  /** QR: an answer, not a request. */
  readonly response: boolean;
  readonly opcode: number;
  readonly authoritative: boolean;
  readonly truncated: boolean;
  readonly recursionDesired: boolean;
  readonly recursionAvailable: boolean;
  readonly authenticData: boolean;
  readonly checkingDisabled: boolean;
  /** The low four bits; EDNS has eight more (RFC 6891 §6.1.3). */
  readonly rcode: number;
  readonly questionCount: number;
  readonly answerCount: number;
  readonly authorityCount: number;
  readonly additionalCount: number;
}

/** The flag bits of octets 2 and 3 taken together, as they are composed. */
export const FLAG = {
  response: 0x8000,
  authoritative: 0x0400,
  truncated: 0x0200,
  recursionDesired: 0x0100,
  recursionAvailable: 0x0080,
  authenticData: 0x0020,
  checkingDisabled: 0x0010,
} as const;

/** Where the counts stand. */
export const COUNT_OFFSET = { question: 4, answer: 6, authority: 8, additional: 10 } as const;
export type Section = keyof typeof COUNT_OFFSET;

/** The header, or undefined when there are fewer than twelve octets: such a thing has no ID to answer to. */
export function parseHeader(bytes: Uint8Array): Header | undefined {
  if (bytes.length < HEADER_LENGTH) return undefined;
  const u16 = (at: number): number => (bytes[at] << 8) | bytes[at + 1];
  const flags = u16(2);
  return {
    id: u16(0),
    response: (flags & FLAG.response) !== 0,
    opcode: (flags >> 11) & 0xf,
    authoritative: (flags & FLAG.authoritative) !== 0,
    truncated: (flags & FLAG.truncated) !== 0,
    recursionDesired: (flags & FLAG.recursionDesired) !== 0,
    recursionAvailable: (flags & FLAG.recursionAvailable) !== 0,
    authenticData: (flags & FLAG.authenticData) !== 0,
    checkingDisabled: (flags & FLAG.checkingDisabled) !== 0,
    rcode: flags & 0xf,
    questionCount: u16(COUNT_OFFSET.question),
    answerCount: u16(COUNT_OFFSET.answer),
    authorityCount: u16(COUNT_OFFSET.authority),
    additionalCount: u16(COUNT_OFFSET.additional),
  };
}

/** What a composed header says; the counts are filled in as records are written. */
export type HeaderFields = Pick<Header, 'id' | 'opcode'> &
  Partial<
    Omit<Header, 'id' | 'opcode' | 'questionCount' | 'answerCount' | 'authorityCount' | 'additionalCount'>
  >;

/** Octets 2 and 3. */
export function composeFlags(fields: HeaderFields): number {
  let flags = (fields.opcode << 11) | ((fields.rcode ?? 0) & 0xf);
  for (const [flag, bit] of FLAG_BITS) if (fields[flag] === true) flags |= bit;
  return flags;
}

const FLAG_BITS = Object.entries(FLAG) as readonly [keyof typeof FLAG, number][];
