import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Octets, octetsOf } from '../../../shared/dns/octets.ts';
import { EDNS_OPTION } from '../../../shared/dns/message/edns.ts';
import { parseHeader } from '../../../shared/dns/message/header.ts';
import { rcodeToText } from '../../../shared/dns/types.ts';
import { type ServerClient, type ServerEvent } from '../../../shared/model/server-events.ts';
import { MessageSigner } from '../../tsig/message-signer.ts';
import { StreamVerifier } from '../../tsig/stream-verifier.ts';
import { type TsigKey } from '../../tsig/tsig-key.ts';
import { NO_PROOFS } from '../answers/proofs.ts';
import { type ServedZone } from '../served-zones.ts';
import { StreamCache } from '../transfers/stream-cache.ts';
import {
  allow,
  contentsOf,
  ednsOf,
  keyOf,
  keysOf,
  messageOf,
  type RequestOptions,
  requestOf,
  textOf,
  versionOf,
  zoneOf,
  zonesOf,
} from '../zones-for-tests.ts';
import { respond } from './responder.ts';

const NOW = 1_795_445_087_000;
const key = keyOf('good.example', 'the secret of the good key');
const otherKey = keyOf('other.example', 'the secret of another key');
const listed = '192.0.2.1';
const stranger = '203.0.113.9';
const contents = contentsOf(
  'example.com',
  `@ 300 SOA ns h 5 3600 900 604800 60
@ 300 NS ns
ns 300 A 192.0.2.53
big 300 TXT ${Array.from({ length: 12 }, (_, i) => `"${String(i).repeat(100)}"`).join(' ')}
`,
);
const zones: readonly ServedZone[] = [
  zoneOf('example.com', {
    version: versionOf(contents),
    access: [allow([listed], key)],
    isSecondary: (address) => address === listed,
  }),
  zoneOf('sub.example.com', {
    version: versionOf(contentsOf('sub.example.com', '@ 60 SOA ns h 1 1 1 1 1\n@ 60 NS ns.example.com.\n')),
    questions: 'anyone',
  }),
  zoneOf('new.example', { access: [allow([listed], key)], isSecondary: (address) => address === listed }),
  zoneOf('home.arpa', {
    kind: 'native',
    version: versionOf(contentsOf('home.arpa', '@ 60 SOA ns h 1 1 1 1 1\n@ 60 NS ns\nns 60 A 10.0.0.1\n')),
    questions: 'anyone',
  }),
];

interface Sent extends RequestOptions {
  readonly from?: string;
  readonly transport?: 'udp' | 'tcp';
  readonly signedWith?: TsigKey;
  readonly clockOffSeconds?: number;
}

/** Sends octets through the whole pipeline. */
function send(bytes: Uint8Array, { from = listed, transport = 'tcp' }: Sent = {}) {
  const events: ServerEvent[] = [];
  const client: ServerClient = { address: from, port: 4711, transport };
  const reply = respond(bytes, client, {
    zones: zonesOf(zones),
    keys: keysOf(key, otherKey),
    proofs: NO_PROOFS,
    streams: new StreamCache(1e6),
    now: () => NOW,
    tell: (event) => events.push(event),
  });
  return { reply, events };
}

/** Asks, and tells the reply in a word with the reason of its event. */
function ask(name: string, type: string, options: Sent = {}): string {
  const { reply, events } = send(requestFor(name, type, options), options);
  const reasons = events.map((event) => (event.kind === 'request-refused' ? event.reason : event.kind));
  const said = reply.kind === 'message' ? rcodeToText(parseHeader(reply.bytes)!.rcode) : reply.kind;
  return [said, ...reasons].join(' ');
}

function requestFor(name: string, type: string, options: Sent): Uint8Array {
  const bytes = requestOf(name, type, options);
  const { signedWith, clockOffSeconds = 0 } = options;
  if (signedWith === undefined) return bytes;
  return new MessageSigner(signedWith, () => NOW / 1000 + clockOffSeconds).signWhole(bytes);
}

const held = (serial: number): RequestOptions['held'] => ({
  ...contents.soa!,
  rdatas: [contents.soa!.rdatas[0].replace('\0\0\0\x05', octetsOf(0, 0, 0, serial)) as Octets],
});

describe('a transfer', () => {
  it('is given for the right key from the right address', () => {
    expect(ask('example.com', 'AXFR', { signedWith: key })).toBe('transfer');
  });

  it.each<[string, Sent, string]>([
    ['without a key', {}, 'REFUSED no-key'],
    ['with a key that the zone does not allow', { signedWith: otherKey }, 'REFUSED wrong-key'],
    ['from a wrong address', { signedWith: key, from: stranger }, 'REFUSED not-on-list'],
    ['with an unknown key', { signedWith: keyOf('who.example', 'x') }, 'NOTAUTH unknown-key'],
    ['with another algorithm', { signedWith: { ...key, algorithm: 'hmac-sha512' } }, 'NOTAUTH unknown-key'],
    ['with a wrong secret', { signedWith: keyOf('good.example', 'wrong') }, 'NOTAUTH bad-signature'],
    ['ten minutes late', { signedWith: key, clockOffSeconds: -600 }, 'NOTAUTH bad-time'],
    ['ten minutes early', { signedWith: key, clockOffSeconds: 600 }, 'NOTAUTH bad-time'],
    ['over UDP', { signedWith: key, transport: 'udp' }, 'FORMERR transfer-over-udp'],
  ])('is refused %s', (_, options, expected) => {
    expect(ask('example.com', 'AXFR', options)).toBe(expected);
  });

  it('of a zone without a version is SERVFAIL to its own secondaries, signed or not, and REFUSED to others', () => {
    const asked = [{ signedWith: key }, {}, { from: stranger }].map((options) =>
      ask('new.example', 'AXFR', options),
    );
    expect(asked).toEqual(['SERVFAIL no-version', 'SERVFAIL no-version', 'REFUSED not-on-list']);
  });

  it('of a native zone, and of one that is not here, is refused to everybody', () => {
    expect(ask('home.arpa', 'AXFR', { signedWith: key })).toBe('REFUSED never-transferred');
    expect(ask('ns.example.com', 'AXFR', { signedWith: key })).toBe('REFUSED unknown-zone');
  });

  it('as IXFR is the SOA for who has this version, the zone for who has another, and FORMERR without an SOA', () => {
    const asked = [held(5), held(4), undefined].map((soa) =>
      ask('example.com', 'IXFR', { signedWith: key, held: soa }),
    );
    expect(asked).toEqual(['NOERROR question-answered', 'transfer', 'FORMERR malformed']);
  });

  it('as IXFR over UDP is the SOA alone', () => {
    const { reply } = send(requestFor('example.com', 'IXFR', { signedWith: key, held: held(4) }), {
      transport: 'udp',
    });
    const message = reply.kind === 'message' ? messageOf(reply.bytes) : undefined;
    expect(message?.answers.map(textOf)).toEqual([
      'example.com. 300 SOA ns.example.com. h.example.com. 5 3600 900 604800 60',
    ]);
  });
});

describe('the answer to a bad signature', () => {
  const answerTo = (options: Sent) => {
    const { reply, events } = send(requestFor('example.com', 'AXFR', options), options);
    if (reply.kind !== 'message') throw new Error(reply.kind);
    return { bytes: reply.bytes, message: messageOf(reply.bytes), event: events[0] };
  };

  it.each<[string, Sent, number]>([
    ['BADSIG', { signedWith: keyOf('good.example', 'wrong') }, 16],
    ['BADKEY', { signedWith: keyOf('who.example', 'x') }, 17],
  ])('%s is unsigned', (_, options, error) => {
    expect(answerTo(options).message.signature?.tsig).toMatchObject({
      keyName: options.signedWith!.name,
      mac: '',
      error,
      otherData: '',
    });
  });

  it('BADTIME is signed, carries our time, and is told with the client’s', () => {
    const request = requestFor('example.com', 'AXFR', { signedWith: key, clockOffSeconds: -600 });
    const { reply, events } = send(request);
    const bytes = reply.kind === 'message' ? reply.bytes : new Uint8Array();
    const mac = messageOf(request).signature!.tsig.mac;
    expect(new StreamVerifier(key, mac, () => NOW / 1000 - 600).verify(bytes, messageOf(bytes))).toEqual({
      kind: 'peer-error',
      error: 18,
      signed: true,
      serverSeconds: NOW / 1000,
    });
    expect(events).toEqual([
      {
        kind: 'request-refused',
        at: NOW,
        client: { address: listed, port: 4711, transport: 'tcp' },
        reason: 'bad-time',
        rcode: 'NOTAUTH',
        name: 'example.com.',
        type: 'AXFR',
        claimedKey: 'good.example.',
        clientTime: NOW - 600_000,
      },
    ]);
  });
});

describe('an ordinary question', () => {
  it.each<[string, string, Sent, string]>([
    ['example.com', 'SOA', {}, 'NOERROR question-answered'],
    ['example.com', 'SOA', { signedWith: key }, 'NOERROR question-answered'],
    ['example.com', 'SOA', { from: stranger }, 'REFUSED not-on-list'],
    ['new.example', 'SOA', {}, 'SERVFAIL no-version'],
    ['new.example', 'SOA', { from: stranger }, 'REFUSED not-on-list'],
    ['nobody.example', 'SOA', {}, 'REFUSED unknown-zone'],
    ['ns.home.arpa', 'A', { from: stranger }, 'NOERROR question-answered'],
    ['example.com', 'SOA', { class: 3 }, 'REFUSED unsupported-class'],
    ['example.com', 'TKEY', {}, 'NOTIMP unsupported-type'],
    ['example.com', 'SOA', { opcode: 4 }, 'NOTIMP unsupported-opcode'],
    ['example.com', 'SOA', { opcode: 5 }, 'NOTIMP unsupported-opcode'],
  ])('%s %s %j: %s', (name, type, options, expected) => {
    expect(ask(name, type, options)).toBe(expected);
  });

  it('that was signed is answered signed', () => {
    const request = requestFor('example.com', 'SOA', { signedWith: key });
    const { reply } = send(request);
    const bytes = reply.kind === 'message' ? reply.bytes : new Uint8Array();
    const verifier = new StreamVerifier(key, messageOf(request).signature!.tsig.mac, () => NOW / 1000);
    expect(verifier.verify(bytes, messageOf(bytes))).toEqual({ kind: 'verified', signedSeconds: NOW / 1000 });
  });
});

describe('EDNS', () => {
  const answer = (type: string, options: Sent) => {
    const { reply } = send(
      requestFor(type === 'TXT' ? 'big.example.com' : 'example.com', type, options),
      options,
    );
    return reply.kind === 'message' ? reply.bytes : new Uint8Array();
  };

  it('of a version that nobody has is BADVERS', () => {
    const message = messageOf(answer('SOA', { edns: ednsOf({ version: 1 }) }));
    expect([message.header.rcode, message.edns]).toEqual([0, ednsOf({ extendedRcode: 1 })]);
  });

  it('is answered with EDNS, and no EDNS with none', () => {
    expect(messageOf(answer('SOA', {})).edns).toBeUndefined();
    expect(messageOf(answer('SOA', { edns: ednsOf({ dnssecOk: true }) })).edns).toEqual(
      ednsOf({ dnssecOk: true }),
    );
  });

  it('tells EXPIRE to who asks (RFC 7314)', () => {
    const options = [{ code: EDNS_OPTION.EXPIRE, data: '' as Octets }];
    expect(messageOf(answer('SOA', { edns: ednsOf({ options }) })).edns?.options).toEqual([
      { code: EDNS_OPTION.EXPIRE, data: octetsOf(0, 9, 58, 128) },
    ]);
    expect(messageOf(answer('NS', { edns: ednsOf({ options }) })).edns?.options).toEqual([]);
  });

  it.each<[string, Sent, number, boolean]>([
    ['without EDNS', { transport: 'udp' }, 512, true],
    ['of less than 512', { transport: 'udp', edns: ednsOf({ payloadSize: 100 }) }, 512, true],
    ['of more than we send', { transport: 'udp', edns: ednsOf({ payloadSize: 4096 }) }, 1232, true],
    ['signed', { transport: 'udp', edns: ednsOf(), signedWith: key }, 1232, true],
    ['by TCP', { transport: 'tcp' }, 65535, false],
  ])('%s: the size is kept to, with TC where something is missing', (_, options, most, truncated) => {
    const bytes = answer('TXT', options);
    const { header, answers } = messageOf(bytes);
    expect(bytes.length).toBeLessThanOrEqual(most);
    expect([header.truncated, answers.length]).toEqual([truncated, truncated ? 0 : 1]);
  });
});

describe('malformed octets', () => {
  it('are dropped, or answered FORMERR', () => {
    const request = requestOf('example.com', 'SOA');
    const cut = send(request.subarray(0, 14)).reply;
    expect(cut.kind === 'message' && parseHeader(cut.bytes)).toMatchObject({
      id: 1,
      response: true,
      rcode: 1,
    });
    expect(send(request.subarray(0, 11)).reply.kind).toBe('nothing');
  });

  it('that are an answer are dropped without a word: no two servers shall talk in circles', () => {
    const response = requestOf('example.com', 'SOA');
    response[2] |= 0x80;
    expect(send(response)).toEqual({ reply: { kind: 'nothing' }, events: [] });
  });

  it('of any kind get an answer with their ID, a transfer, or nothing; never an exception', () => {
    const seeds = [
      requestFor('example.com', 'AXFR', { signedWith: key }),
      requestFor('example.com', 'IXFR', { signedWith: key, held: held(4), edns: ednsOf() }),
      requestFor('www.example.com', 'A', { edns: ednsOf({ options: [{ code: 9, data: '' as Octets }] }) }),
    ];
    const mutated = fc
      .tuple(
        fc.constantFrom(...seeds),
        fc.array(fc.tuple(fc.nat({ max: 200 }), fc.nat({ max: 255 })), { maxLength: 6 }),
        fc.nat({ max: 200 }),
      )
      .map(([seed, changes, length]) => {
        const bytes = seed.slice(0, length < 40 ? length : undefined);
        for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
        return bytes;
      });
    fc.assert(
      fc.property(
        fc.oneof(mutated, fc.uint8Array({ maxLength: 200 })),
        fc.constantFrom('udp', 'tcp'),
        (bytes, transport) => {
          const { reply } = send(bytes, { transport: transport as 'udp' | 'tcp' });
          if (reply.kind !== 'message') return;
          const message = messageOf(reply.bytes);
          expect(message.header.response).toBe(true);
          expect(message.header.id).toBe((bytes[0] << 8) | bytes[1]);
          expect(reply.bytes.length).toBeLessThanOrEqual(transport === 'udp' ? 1232 : 65535);
        },
      ),
      { numRuns: 10_000 },
    );
  });
});

describe('DS at an apex', () => {
  it('is answered by the zone above, where that is here (RFC 4035 §3.1.4.1)', () => {
    const { events } = send(requestOf('sub.example.com', 'DS'));
    expect(events).toMatchObject([
      { kind: 'question-answered', zone: 'example.com.', name: 'sub.example.com.' },
    ]);
    expect(send(requestOf('sub.example.com', 'NS')).events).toMatchObject([{ zone: 'sub.example.com.' }]);
  });
});
