/**
 * What the name server tells: facts, after they happened, as plain data. Sessions, activity and screens live on these.
 *
 * Names are presentation text with the final dot, times milliseconds since 1970, addresses without IPv4 mapping.
 */

/** Who asked, and which key proved it. */
export interface ServerClient {
  readonly address: string;
  readonly port: number;
  readonly transport: 'udp' | 'tcp';
  /** The TSIG key whose signature was verified. */
  readonly key?: string;
}

/** A question that was answered, a transfer's aside. */
export interface QuestionAnswered {
  readonly kind: 'question-answered';
  readonly at: number;
  readonly client: ServerClient;
  readonly zone: string;
  readonly name: string;
  /** Mnemonic, or TYPEnnn. */
  readonly type: string;
  /** Mnemonic: NOERROR, NXDOMAIN … */
  readonly rcode: string;
  /** The serial of the version it was answered from. */
  readonly serial?: number;
  /** IXFR: what the secondary holds. */
  readonly heldSerial?: number;
}

/** What kind of transfer went out: whole, as differences, or whole in answer to IXFR (RFC 1995 §4). */
export type TransferKind = 'axfr' | 'ixfr' | 'axfr-style-ixfr';

/** One transfer; started, finished and cut carry the same `transfer` number. */
export interface TransferFacts {
  readonly at: number;
  readonly transfer: number;
  readonly client: ServerClient;
  readonly zone: string;
  readonly transferKind: TransferKind;
  readonly serial: number;
  /** IXFR: what the secondary held. */
  readonly heldSerial?: number;
}

export interface TransferStarted extends TransferFacts {
  readonly kind: 'transfer-started';
}

/** All of it was handed to the secondary's connection and taken off our hands. */
export interface TransferFinished extends TransferFacts {
  readonly kind: 'transfer-finished';
  readonly records: number;
  readonly octets: number;
  readonly messages: number;
  readonly durationMs: number;
}

export interface TransferCut extends TransferFacts {
  readonly kind: 'transfer-cut';
  readonly reason: TransferCutReason;
  readonly octets: number;
  readonly durationMs: number;
}

/** Why a transfer did not get to its end. */
export type TransferCutReason =
  /** The secondary closed the connection. */
  | 'closed-by-client'
  /** It stopped reading. */
  | 'stalled'
  /** The server closed: the session ended. */
  | 'server-closed'
  /** A record is too long for any message. */
  | 'record-too-long';

export interface RequestRefused {
  readonly kind: 'request-refused';
  readonly at: number;
  readonly client: ServerClient;
  readonly reason: RefusalReason;
  /** What was answered (FORMERR, NOTIMP, REFUSED, NOTAUTH, SERVFAIL, BADVERS), or nothing. */
  readonly rcode: string | undefined;
  /** As far as the question could be read. */
  readonly name?: string;
  readonly type?: string;
  readonly zone?: string;
  /** IXFR: what the secondary holds. */
  readonly heldSerial?: number;
  /** The key that the request named, verified or not. */
  readonly claimedKey?: string;
  /** bad-time: the client's clock, milliseconds since 1970. */
  readonly clientTime?: number;
  /** unsupported-opcode: its number; 4 is NOTIFY. */
  readonly opcode?: number;
  /** program-defect: where it happened, for a bug report. */
  readonly trace?: string;
}

/** Why a request was not served. */
export type RefusalReason =
  /** Nobody's zone here. */
  | 'unknown-zone'
  /** Its address is on no list of the zone. */
  | 'not-on-list'
  /** Its address is on a list, with a key, and the request was unsigned. */
  | 'no-key'
  /** Signed well, with a key that the zone does not allow for this address. */
  | 'wrong-key'
  /** TSIG names a key that we do not have, or another algorithm for it: BADKEY. */
  | 'unknown-key'
  /** BADSIG: another secret, or the message was changed on its way. */
  | 'bad-signature'
  /** BADTIME: the clocks differ by more than the fudge. */
  | 'bad-time'
  /** BADTRUNC: the MAC is shorter than the key allows. */
  | 'truncated-signature'
  /** The zone has no version to serve yet. */
  | 'no-version'
  /** A native zone is never transferred. */
  | 'never-transferred'
  /** AXFR by UDP (RFC 5936 §4.2). */
  | 'transfer-over-udp'
  | 'malformed'
  | 'unsupported-opcode'
  | 'unsupported-type'
  | 'unsupported-class'
  | 'unsupported-edns-version'
  /** Not answered; told once per address and ten seconds. */
  | 'rate-limited'
  /** A defect of the program showed in answering: it cost this client its answer, and nobody else anything. */
  | 'program-defect'
  /** More connections than one address, or all together, may hold. */
  | 'too-many-connections';

/** A listening socket failed after it had been opened: an interface went away, or no file descriptor was free. */
export interface ListenerFailed {
  readonly kind: 'listener-failed';
  readonly at: number;
  readonly address: string;
  readonly port: number;
  readonly transport: 'udp' | 'tcp';
  /** The system's code, such as EMFILE. */
  readonly code: string;
}

export type ServerEvent =
  QuestionAnswered | TransferStarted | TransferFinished | TransferCut | RequestRefused | ListenerFailed;
