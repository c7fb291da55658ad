import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hexDecode } from '../encodings.ts';
import { Name } from '../name.ts';
import { bytesFrom, octetsFrom, type Octets } from '../octets.ts';
import { mx } from '../rdata/mx.ts';
import { CLASS, TYPE } from '../types.ts';
import { type Edns } from './edns.ts';
import { composeFlags, type HeaderFields, parseHeader } from './header.ts';
import { MessageComposer, type RecordGroup } from './message-composer.ts';
import { parseMessage } from './parse-message.ts';
import { composeTsig, LARGEST_TSIG, type TsigRecord } from './tsig-record.ts';
import { tsigAlgorithmName } from './tsig-algorithm.ts';
import { WireWriter } from '../wire-writer.ts';

const octets = (most: number) => fc.uint8Array({ maxLength: most }).map((bytes) => octetsFrom(bytes));
const label = fc.uint8Array({ minLength: 1, maxLength: 20 }).map((bytes) => octetsFrom(bytes));
const name = fc.array(label, { maxLength: 6 }).map((labels) => Name.fromLabels(labels)!);
const u16 = fc.nat({ max: 0xffff });
const u32 = fc.nat({ max: 0x7fffffff });
const group = fc.oneof(
  fc.record({
    owner: name,
    type: fc.constant(TYPE.NS as number),
    ttlSeconds: u32,
    rdatas: fc.array(
      name.map((target) => target.wire),
      { minLength: 1, maxLength: 3 },
    ),
  }),
  fc.record({
    owner: name,
    type: fc.constant(65280),
    ttlSeconds: u32,
    rdatas: fc.array(octets(60), { minLength: 1, maxLength: 3 }),
  }),
);
const edns = fc.record({
  payloadSize: u16,
  version: fc.nat({ max: 255 }),
  dnssecOk: fc.boolean(),
  extendedRcode: fc.nat({ max: 255 }),
  options: fc.array(fc.record({ code: u16, data: octets(20) }), { maxLength: 3 }),
});

describe('header', () => {
  it('keeps every flag', () => {
    const flag = fc.boolean();
    const fields = fc.record({
      id: u16,
      opcode: fc.nat({ max: 15 }),
      rcode: fc.nat({ max: 15 }),
      response: flag,
      authoritative: flag,
      truncated: flag,
      recursionDesired: flag,
      recursionAvailable: flag,
      authenticData: flag,
      checkingDisabled: flag,
    });
    fc.assert(
      fc.property(fields, (given: HeaderFields) => {
        const flags = composeFlags(given);
        const bytes = Uint8Array.of(given.id >> 8, given.id, flags >> 8, flags, 0, 1, 0, 2, 0, 3, 0, 4);
        expect(parseHeader(bytes)).toEqual({
          ...given,
          questionCount: 1,
          answerCount: 2,
          authorityCount: 3,
          additionalCount: 4,
        });
      }),
    );
  });
});

describe('parse ∘ compose', () => {
  it('gives back question, sections and OPT as they were', () => {
    fc.assert(
      fc.property(
        name,
        fc.array(group, { maxLength: 8 }),
        fc.option(edns, { nil: undefined }),
        (asked, groups, opt) => {
          const question = { name: asked, type: TYPE.SOA, class: CLASS.IN };
          const bytes = composed(question, groups, opt);
          const parsed = parseMessage(bytes);
          expect(parsed).toMatchObject({
            kind: 'message',
            message: { questions: [plain(question)], edns: opt, signature: undefined },
          });
          if (parsed.kind !== 'message') return;
          expect(parsed.message.answers.map(comparable)).toEqual(
            groups.flatMap(({ owner, type, ttlSeconds, rdatas }) =>
              rdatas.map((rdata) => ({ owner: owner.wire, type, class: 1, ttlSeconds, rdata })),
            ),
          );
        },
      ),
    );
  });

  it('keeps the case of names that differ in nothing else (RFC 5936 §3.4)', () => {
    const lower = Name.fromLabels(['a', 'example'] as unknown as Octets[])!;
    const upper = Name.fromLabels(['A', 'EXAMPLE'] as unknown as Octets[])!;
    const rdatas = [
      mx.compose({ preference: 1, exchange: upper }),
      mx.compose({ preference: 2, exchange: lower }),
    ];
    const bytes = composed({ name: lower, type: TYPE.MX, class: CLASS.IN }, [
      { owner: upper, type: TYPE.MX, ttlSeconds: 1, rdatas },
    ]);
    const parsed = parseMessage(bytes);
    expect(
      parsed.kind === 'message' && parsed.message.answers.map(({ owner, rdata }) => [owner.wire, rdata]),
    ).toEqual(rdatas.map((rdata) => [upper.wire, rdata]));
  });
});

describe('a set that does not fit', () => {
  it('is left out whole, and what follows may still fit', () => {
    const owner = Name.fromLabels(['big'] as unknown as Octets[])!;
    const composer = new MessageComposer({ id: 1, opcode: 0 }, 100);
    composer.question({ name: owner, type: TYPE.TXT, class: CLASS.IN });
    const big = { owner, type: 65280, ttlSeconds: 1, rdatas: ['x'.repeat(40), 'y'.repeat(40)] as Octets[] };
    const small = { ...big, rdatas: ['z' as Octets] };
    expect([composer.add('answer', big), composer.add('answer', small)]).toEqual([false, true]);
    const parsed = parseMessage(composer.finish());
    expect(parsed.kind === 'message' && parsed.message.answers.map(({ rdata }) => rdata)).toEqual(['z']);
  });
});

describe('the largest TSIG', () => {
  it('has the length that is kept free for it', () => {
    const labels = [63, 63, 63, 61].map((length) => 'k'.repeat(length) as Octets);
    const tsig: TsigRecord = {
      keyName: Name.fromLabels(labels)!,
      algorithmName: tsigAlgorithmName('hmac-md5'),
      timeSigned: 2 ** 48 - 1,
      fudgeSeconds: 300,
      mac: 'm'.repeat(64) as Octets,
      originalId: 1,
      error: 18,
      otherData: 'o'.repeat(6) as Octets,
    };
    const writer = new WireWriter('plain');
    composeTsig(tsig, writer);
    expect(writer.length).toBe(LARGEST_TSIG);
  });
});

describe('malformed octets', () => {
  it('are a message, a positioned fault, or no header at all, and nothing else', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const parsed = parseMessage(bytes);
        expect(parsed.kind === 'no-header').toBe(bytes.length < 12);
        if (parsed.kind === 'malformed') expect(parsed.fault.offset).toBeLessThanOrEqual(bytes.length);
      }),
      { numRuns: 2000 },
    );
  });

  it('are what every truncated message is', () => {
    fc.assert(
      fc.property(name, fc.array(group, { minLength: 1, maxLength: 4 }), edns, (asked, groups, opt) => {
        const bytes = composed({ name: asked, type: TYPE.SOA, class: CLASS.IN }, groups, opt);
        for (let length = 0; length < bytes.length; length++)
          expect(parseMessage(bytes.subarray(0, length)).kind).toBe(length < 12 ? 'no-header' : 'malformed');
      }),
      { numRuns: 50 },
    );
  });

  const HEADER = '1234 0100 0001 0000 0000 000';
  const QUESTION = '00 0006 0001';
  const OPT = '00 0029 04d0 00000000 0000';
  const TSIG = `00 00fa 00ff 00000000 001a 0161 00 000000000001 012c 0000 0001 0000 0000`.replace(
    '001a',
    '0013',
  );
  it.each([
    ['two OPT records', `${HEADER}2 ${QUESTION} ${OPT} ${OPT}`, 'one OPT record at most'],
    ['OPT below the root', `${HEADER}1 ${QUESTION} 0161 ${OPT}`, 'OPT under the root'],
    ['OPT in the answer section', `1234 0100 0001 0001 0000 0000 ${QUESTION} ${OPT}`, 'additional section'],
    ['TSIG before another record', `${HEADER}2 ${QUESTION} ${TSIG} ${OPT}`, 'TSIG as the last record'],
    ['TSIG of class IN', `${HEADER}1 ${QUESTION} ${TSIG.replace('00ff', '0001')}`, 'class ANY'],
    [
      'a record longer than the message',
      `${HEADER}1 ${QUESTION} 00 0001 0001 00000000 ffff`,
      '65535 octets of data',
    ],
    ['an SOA without data', `${HEADER}1 ${QUESTION} 00 0006 0001 00000000 0000`, 'a label of a name'],
    ['an A without data', `${HEADER}1 ${QUESTION} 00 0001 0001 00000000 0000`, 'octet'],
    ['octets after the end', `${HEADER}0 ${QUESTION} 00`, 'the end'],
    ['a name that points at itself', `${HEADER}0 c00c 0006 0001`, 'pointer to earlier octets'],
  ])('%s', (_, hex, expected) => {
    const parsed = parseMessage(bytesFrom(hexDecode(hex.replaceAll(' ', ''))!));
    expect(parsed).toMatchObject({
      kind: 'malformed',
      fault: { expected: expect.stringContaining(expected) },
    });
  });
});

function composed(
  question: { name: Name; type: number; class: number },
  groups: readonly RecordGroup[],
  opt?: Edns,
): Uint8Array {
  const composer = new MessageComposer({ id: 1, opcode: 0, response: true }, 0xffff);
  composer.question(question);
  for (const each of groups) composer.add('answer', each);
  return composer.finish(opt);
}

const plain = ({ type, class: class_ }: { type: number; class: number }) => ({ type, class: class_ });
const comparable = ({ owner, ...rest }: { owner: Name }) => ({ owner: owner.wire, ...rest });
