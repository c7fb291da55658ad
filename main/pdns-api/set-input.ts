/** Record sets as clients send them: name, type, TTL, `records` and `comments`, checked as PowerDNS checks them. */
import type { Name } from '../../shared/dns/name.ts';
import { printName } from '../../shared/dns/name-text.ts';
import type { Octets } from '../../shared/dns/octets.ts';
import { MADE_BY_SIGNING, TYPE, typeFromText, typeToText } from '../../shared/dns/types.ts';
import { Unprocessable } from './api-error.ts';
import {
  arrayMember,
  booleanMember,
  member,
  requiredBoolean,
  requiredText,
  requiredUnsigned,
  type Json,
} from './json.ts';
import { canonicalName, checkOwnerCharacters } from './names.ts';
import { rdataOf } from './record-content.ts';

export interface SetHead {
  readonly owner: Name;
  readonly type: number;
  /** `www.example.com. IN A`, as refusals begin. */
  readonly spoken: string;
}

export interface SentRecord {
  readonly rdata: Octets;
  readonly disabled: boolean;
}

export interface SentSet extends SetHead {
  /** Absent when only comments were sent. */
  readonly records: readonly SentRecord[] | undefined;
  /** Of `records`; 0 without them. */
  readonly ttlSeconds: number;
  readonly comment: string | undefined;
}

/** Owner and type of a set. Throws 422. */
export function setHead(set: Json): SetHead {
  const name = requiredText(set, 'name');
  const given = canonicalName(name);
  checkOwnerCharacters(name, given);
  const typeText = requiredText(set, 'type');
  const type = typeFromText(typeText);
  if (type === undefined || type === 0)
    throw new Unprocessable(`RRset ${printName(given)} IN ${typeText}: unknown type given`);
  return { owner: given.toLowerCase(), type, spoken: `${printName(given)} IN ${typeToText(type)}` };
}

/** A set with its TTL, records and comments. Throws 422, or JsonFault for a member that is missing. */
export function sentSet(set: Json, head: SetHead): SentSet {
  const items = arrayMember(set, 'records');
  const ttlSeconds = items === undefined ? 0 : requiredUnsigned(set, 'ttl');
  const records = items && sentRecords(items, head);
  const comments = arrayMember(set, 'comments');
  return { ...head, records, ttlSeconds, comment: comments && commentText(comments) };
}

/** Records of one set. Throws 422. */
export function sentRecords(items: readonly Json[], head: SetHead): readonly SentRecord[] {
  checkStorable(head);
  return items.map((item) => {
    const content = requiredText(item, 'content');
    if (member(item, 'priority') !== null)
      throw new Unprocessable('`priority` element is not allowed in record');
    const disabled = member(item, 'disabled') === null ? false : requiredBoolean(item, 'disabled');
    return { rdata: rdataOf(printName(head.owner), head.type, content), disabled };
  });
}

/** Refuses types that stand in messages only, and those that signing makes. */
function checkStorable({ type, spoken }: SetHead): void {
  if (type === TYPE.OPT || (type >= TYPE.TKEY && type <= TYPE.ANY))
    throw new Unprocessable(`RRset ${spoken}: invalid type given`);
  if (MADE_BY_SIGNING.has(type))
    throw new Unprocessable(`RRset ${spoken}: is made when the zone is signed and cannot be given`);
}

/** The owner's one comment of a set, of the several that PowerDNS has: one a line; who wrote them when is not kept. */
function commentText(comments: readonly Json[]): string {
  return comments
    .map((comment) => {
      if (member(comment, 'modified_at') !== null) requiredUnsigned(comment, 'modified_at');
      requiredText(comment, 'account');
      return requiredText(comment, 'content').replaceAll('\n', ' ');
    })
    .join('\n');
}

/** Whether EXTEND and PRUNE shall count as a change even without effect. */
export const writesUnchanged = (set: Json): boolean => booleanMember(set, 'write_unchanged') ?? false;
