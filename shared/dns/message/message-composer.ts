/**
 * Writes a message: header, question, record sets by section, OPT. Names are compressed, case-exact. A set that does not fit
 * into what is left is taken back whole (RFC 2181 §9); the caller decides whether that means TC.
 */
import { type Name } from '../name.ts';
import { type Octets } from '../octets.ts';
import { rdataToMessage } from '../rdata/registry.ts';
import { CLASS } from '../types.ts';
import { OWNER_NAME, WireWriter } from '../wire-writer.ts';
import { composeEdns, type Edns } from './edns.ts';
import {
  composeFlags,
  COUNT_OFFSET,
  FLAG,
  type HeaderFields,
  HEADER_LENGTH,
  type Section,
} from './header.ts';
import { type Question } from './message.ts';

/** The records to be written under one owner: a set, or some of its records. */
export interface RecordGroup {
  readonly owner: Name;
  readonly type: number;
  readonly ttlSeconds: number;
  readonly rdatas: readonly Octets[];
}

export class MessageComposer {
  readonly #writer = new WireWriter('compressed', 512);
  readonly #limit: number;
  readonly #counts: Record<Section, number> = { question: 0, answer: 0, authority: 0, additional: 0 };
  #flags: number;

  /** `limit` is the most that header, question and records may take: keep room for OPT and TSIG off it. */
  constructor(header: HeaderFields, limit: number) {
    this.#limit = limit;
    this.#flags = composeFlags(header);
    this.#writer.u16(header.id);
    for (let at = 2; at < HEADER_LENGTH; at += 2) this.#writer.u16(0);
  }

  /** The question, always written: a message that has no room for its question makes no sense. */
  question(question: Question): void {
    this.#writer.name(question.name, OWNER_NAME);
    this.#writer.u16(question.type);
    this.#writer.u16(question.class);
    this.#counts.question++;
  }

  /** Adds all records of a group, or none; false when they do not fit. Sections must come in their order. */
  add(section: Section, group: RecordGroup): boolean {
    const start = this.#writer.length;
    for (const rdata of group.rdatas) {
      this.#record(group, rdata);
      if (this.#writer.length > this.#limit) {
        this.#writer.truncateTo(start);
        return false;
      }
    }
    this.#counts[section] += group.rdatas.length;
    return true;
  }

  /** Sets TC (RFC 1035 §4.1.1, RFC 2181 §9). */
  markTruncated(): void {
    this.#flags |= FLAG.truncated;
  }

  /** The message, with OPT if there is one. */
  finish(edns?: Edns): Uint8Array {
    const writer = this.#writer;
    if (edns !== undefined) {
      composeEdns(edns, writer);
      this.#counts.additional++;
    }
    writer.patchU16(2, this.#flags);
    for (const [section, offset] of Object.entries(COUNT_OFFSET))
      writer.patchU16(offset, this.#counts[section as Section]);
    return writer.finish();
  }

  #record(group: RecordGroup, rdata: Octets): void {
    const writer = this.#writer;
    writer.name(group.owner, OWNER_NAME);
    writer.u16(group.type);
    writer.u16(CLASS.IN);
    writer.u32(group.ttlSeconds);
    writer.u16(0);
    const start = writer.length;
    rdataToMessage(group.type, rdata, writer);
    writer.patchU16(start - 2, writer.length - start);
  }
}
