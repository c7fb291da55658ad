import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Name } from '../../../shared/dns/name.ts';
import { octetsFrom, type Octets } from '../../../shared/dns/octets.ts';
import { LARGEST_TSIG } from '../../../shared/dns/message/tsig-record.ts';
import { type MessageRecord } from '../../../shared/dns/message/message.ts';
import { mx } from '../../../shared/dns/rdata/mx.ts';
import { soa } from '../../../shared/dns/rdata/soa.ts';
import { TYPE } from '../../../shared/dns/types.ts';
import { ZoneContents } from '../../../shared/dns/zone-contents.ts';
import { recordTtlSeconds } from '../record-ttl.ts';
import { contentsOf, ednsOf, messageOf, nameOf, requestOf, textOf, versionOf } from '../zones-for-tests.ts';
import { axfrGroups } from './axfr.ts';
import { planIxfr } from './ixfr.ts';
import { OutgoingTransfer } from './outgoing-transfer.ts';
import { RecordTooLong } from './stream-composer.ts';
import { TransferStream } from './transfer-stream.ts';

const origin = nameOf('example.com');
const soaSet = (serial: number) => ({
  owner: origin,
  type: TYPE.SOA,
  ttlSeconds: 300,
  rdatas: [
    soa.compose({
      mname: nameOf('ns.example.com'),
      rname: nameOf('h.example.com'),
      serial,
      refresh: 1,
      retry: 1,
      expire: 1,
      minimum: 1,
    }),
  ],
});

/** All messages as they leave, parsed back. */
function sent(stream: TransferStream, request = requestOf('eXample.com', 'AXFR')) {
  const transfer = new OutgoingTransfer(stream, messageOf(request), undefined, undefined);
  const messages = [];
  for (let pieces = transfer.next(); pieces !== undefined; pieces = transfer.next()) {
    const bytes = Buffer.concat(pieces);
    expect(bytes.readUInt16BE(0)).toBe(bytes.length - 2);
    messages.push(messageOf(bytes.subarray(2)));
  }
  return messages;
}

const streamOf = (contents: ZoneContents): TransferStream =>
  new TransferStream(axfrGroups(contents), contents.origin.wire.length + 4);

describe('a composed stream', () => {
  const label = fc.constantFrom('a', 'A', 'b', 'www', 'WWW', 'mail', '\x03www', 'x'.repeat(63), '\0', 'é');
  const name = fc.array(label, { maxLength: 4 }).map((labels) => nameUnder(labels as Octets[]));
  const nameUnder = (labels: readonly Octets[]): Name => {
    const wire = labels.map((text) => String.fromCharCode(text.length) + text).join('');
    return wire.length + origin.wire.length > 255 ? origin : Name.fromWire((wire + origin.wire) as Octets);
  };
  const rdata = fc.oneof(
    fc.tuple(
      fc.constant(TYPE.NS as number),
      name.map((target) => target.wire),
    ),
    fc.tuple(
      fc.constant(TYPE.MX as number),
      name.map((exchange) => mx.compose({ preference: 1, exchange })),
    ),
    fc.tuple(
      fc.constant(65280),
      fc.uint8Array({ maxLength: 3000, size: 'max' }).map((bytes) => octetsFrom(bytes)),
    ),
  );

  it('holds every record as it is, letters’ case included, over however many messages', () => {
    const sets = fc.array(fc.tuple(name, rdata), { maxLength: 120, size: 'max' });
    fc.assert(
      fc.property(sets, (records) => {
        const byKey = new Map(
          records.map(([owner, [type, octets]]) => [
            `${owner.order} ${type}`,
            {
              owner,
              type,
              ttlSeconds: 7,
              rdatas: [
                octets,
                ...records
                  .filter(([o, [t, r]]) => o.equals(owner) && t === type && r !== octets)
                  .map(([, [, r]]) => r),
              ],
            },
          ]),
        );
        for (const [key, set] of byKey) byKey.set(key, { ...set, rdatas: [...new Set(set.rdatas)] });
        const contents = ZoneContents.fromRRsets(origin, [soaSet(1), ...byKey.values()]);
        const messages = sent(streamOf(contents));
        const got = messages.flatMap(({ answers }) => answers.map(exact));
        const expected = [...axfrGroups(contents)].flatMap((group) =>
          group.rdatas.map((octets) => exact({ ...group, class: 1, rdata: octets })),
        );
        expect(got).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });

  it('leaves room for the largest TSIG and an OPT in every message, and fills it', () => {
    const owner = nameOf('big.example.com');
    const rdatas = Array.from({ length: 300 }, (_, i) => String(i).padEnd(1000, 'x') as Octets);
    const contents = ZoneContents.fromRRsets(origin, [
      soaSet(1),
      { owner, type: 65280, ttlSeconds: 1, rdatas },
    ]);
    const stream = streamOf(contents);
    const lengths = sent(stream).map((_, i) => 12 + (i === 0 ? 17 : 0) + stream.message(i)!.body.length);
    expect(lengths.length).toBe(5);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(0xffff - LARGEST_TSIG - 19);
    for (const length of lengths.slice(0, -1)) expect(length).toBeGreaterThan(64_000);
  });

  it('tells a record that no message can hold', () => {
    const set = {
      owner: nameOf('x.example.com'),
      type: 65280,
      ttlSeconds: 1,
      rdatas: ['x'.repeat(65_500) as Octets],
    };
    const stream = streamOf(ZoneContents.fromRRsets(origin, [soaSet(1), set]));
    stream.message(0);
    expect(() => stream.message(1)).toThrow(RecordTooLong);
  });

  it('gives each RRSIG the TTL of what it covers (RFC 4034 §3)', () => {
    const rrsig = (ttl: number): Octets =>
      `\0\x01\x0d\x02\0\0\0${String.fromCharCode(ttl)}${'\0'.repeat(20)}` as Octets;
    const group = { type: TYPE.RRSIG, ttlSeconds: 1 };
    expect([rrsig(7), rrsig(9)].map((octets) => recordTtlSeconds(group, octets))).toEqual([7, 9]);
  });
});

describe('a transfer on its way', () => {
  const contents = contentsOf('example.com', '@ 300 SOA ns h 1 1 1 1 1\n@ 300 NS ns\n');

  it('repeats ID and question as they were asked, in the first message only', () => {
    const big = ZoneContents.fromRRsets(origin, [
      soaSet(1),
      {
        owner: origin,
        type: 65280,
        ttlSeconds: 1,
        rdatas: Array.from({ length: 3 }, (_, i) => String(i).padEnd(40_000) as Octets),
      },
    ]);
    const messages = sent(streamOf(big), requestOf('eXaMple.com', 'IXFR', { id: 77 }));
    expect(
      messages.map(({ header, questions }) => [
        header.id,
        header.authoritative,
        questions.map(({ name, type }) => [name.wire, type]),
      ]),
    ).toEqual([
      [77, true, [[nameOf('eXaMple.com').wire, TYPE.IXFR]]],
      [77, true, []],
      [77, true, []],
    ]);
    expect(textOf(messages[0].answers[0])).toContain('example.com. 300 SOA');
  });

  it('carries an OPT if it was given one', () => {
    const request = messageOf(requestOf('example.com', 'AXFR'));
    const pieces = new OutgoingTransfer(streamOf(contents), request, ednsOf(), undefined).next()!;
    const message = messageOf(Buffer.concat(pieces).subarray(2));
    expect([message.edns, message.header.additionalCount]).toEqual([ednsOf(), 1]);
  });
});

describe('an incremental transfer (RFC 1995 §4)', () => {
  const zone = (serial: number, body: string) =>
    contentsOf('example.com', `@ 300 SOA ns h ${serial} 1 1 1 1\n@ 300 NS ns\n${body}`);
  const padding = Array.from({ length: 20 }, (_, i) => `host${i} 300 A 192.0.2.${i}`).join('\n');
  const first = zone(
    1,
    `${padding}\nold 300 A 192.0.2.1\nset 300 A 192.0.2.1\nset 300 A 192.0.2.2\nttl 300 A 192.0.2.1`,
  );
  const second = zone(2, `${padding}\nset 300 A 192.0.2.2\nset 300 A 192.0.2.3\nttl 600 A 192.0.2.1`);
  const third = zone(
    3,
    `${padding}\nset 300 A 192.0.2.2\nset 300 A 192.0.2.3\nttl 600 A 192.0.2.1\nnew 300 A 192.0.2.1`,
  );
  const version = versionOf(third, first, second);
  const told = (held: number): string | readonly string[] => {
    const plan = planIxfr(version, held);
    if (plan.kind !== 'incremental') return plan.kind;
    return sent(new TransferStream(plan.groups, 17)).flatMap(({ answers }) => answers.map(textOf).map(brief));
  };

  it('tells each step: what went after the old SOA, what came after the new one', () => {
    expect(told(1)).toEqual([
      'SOA 3',
      'SOA 1',
      'old 300 A 192.0.2.1',
      'set 300 A 192.0.2.1',
      'ttl 300 A 192.0.2.1',
      'SOA 2',
      'set 300 A 192.0.2.3',
      'ttl 600 A 192.0.2.1',
      'SOA 2',
      'SOA 3',
      'new 300 A 192.0.2.1',
      'SOA 3',
    ]);
    expect(told(2)).toEqual(['SOA 3', 'SOA 2', 'SOA 3', 'new 300 A 192.0.2.1', 'SOA 3']);
  });

  it('is the SOA alone for a secondary that has this version, or one ahead of it', () => {
    expect([told(3), told(4), told(0x80000002)]).toEqual(['up-to-date', 'up-to-date', 'up-to-date']);
  });

  it('is the whole zone where history is gone, or would be longer', () => {
    expect(told(0x90000000)).toBe('whole');
    const small = versionOf(zone(2, ''), zone(1, padding));
    expect(planIxfr(small, 1)).toEqual({ kind: 'whole' });
  });
});

const exact = ({ owner, type, ttlSeconds, rdata }: MessageRecord) => [owner.wire, type, ttlSeconds, rdata];
const brief = (line: string): string =>
  line.replace(/^example\.com\. 300 SOA \S+ \S+ (\d+) .*$/, 'SOA $1').replace('.example.com.', '');
