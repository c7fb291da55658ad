/** A DNS message taken apart (RFC 1035 §4.1). OPT and TSIG stand by themselves, not among the additional records. */
import { type Name } from '../name.ts';
import { type Octets } from '../octets.ts';
import { type Edns } from './edns.ts';
import { type Header } from './header.ts';
import { type TsigRecord } from './tsig-record.ts';

export interface Question {
  /** As it was asked, letters' case included (0x20). */
  readonly name: Name;
  readonly type: number;
  readonly class: number;
}

/** One record of a message; `rdata` is plain wire form, names decompressed. */
export interface MessageRecord {
  readonly owner: Name;
  readonly type: number;
  readonly class: number;
  readonly ttlSeconds: number;
  readonly rdata: Octets;
}

export interface Message {
  readonly header: Header;
  readonly questions: readonly Question[];
  readonly answers: readonly MessageRecord[];
  readonly authority: readonly MessageRecord[];
  /** Without OPT and TSIG. */
  readonly additional: readonly MessageRecord[];
  readonly edns: Edns | undefined;
  readonly signature: Signature | undefined;
}

/** A TSIG record and where it begins: what stands before it is what was signed, but for ARCOUNT and ID (RFC 8945 §4.3.2). */
export interface Signature {
  readonly tsig: TsigRecord;
  readonly offset: number;
}
