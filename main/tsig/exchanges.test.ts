/** Exchanges recorded between dig, kdig (and, for BADTIME, our own signer) and a BIND: both of its sides must agree with ours. */
import { describe, expect, it } from 'vitest';
import { scanName } from '../../shared/dns/name-text.ts';
import { Name } from '../../shared/dns/name.ts';
import { hexDecode } from '../../shared/dns/encodings.ts';
import { bytesFrom, octetsFrom, type Octets } from '../../shared/dns/octets.ts';
import { type Message } from '../../shared/dns/message/message.ts';
import { parseMessage } from '../../shared/dns/message/parse-message.ts';
import { type TsigAlgorithm } from '../../shared/dns/message/tsig-algorithm.ts';
import { MessageSigner } from './message-signer.ts';
import { StreamVerifier } from './stream-verifier.ts';
import { type TsigKey, type TsigKeys } from './tsig-key.ts';
import { errorTsig, verifyRequest } from './verify-request.ts';
import recorded from './vectors/exchanges-with-bind.json' with { type: 'json' };

interface Exchange {
  readonly client: string;
  readonly algorithm: string;
  readonly key: string;
  readonly secret: string;
  readonly type: string;
  readonly time: number;
  readonly requests: readonly string[];
  readonly responses: readonly string[];
  readonly answer?: string;
  readonly macOctets?: number;
}

const exchanges: readonly Exchange[] = recorded;
const whole = exchanges.filter(({ answer, macOctets }) => answer === undefined && macOctets === undefined);
const answered = (error: string): Exchange => exchanges.find(({ answer }) => answer === error)!;
const truncated = exchanges.find(({ macOctets }) => macOctets !== undefined)!;

describe('a recorded request', () => {
  it.each(whole)('is verified: $client $algorithm $type', (exchange) => {
    expect(verdictOn(exchange, exchange.time)).toMatchObject({ kind: 'verified' });
  });

  it.each([-301, 301])('is BADTIME %i seconds off, and told so with the time in the answer', (seconds) => {
    const exchange = whole[7];
    const now = exchange.time + seconds;
    const verdict = verdictOn(exchange, now);
    expect(verdict).toMatchObject({ kind: 'failed', error: 'BADTIME' });
    if (verdict.kind !== 'failed') return;
    expect(errorTsig(verdict, now)).toMatchObject({
      timeSigned: verdict.tsig.timeSigned,
      error: 18,
      otherData: octetsFrom(Uint8Array.of(0, 0, now >>> 24, now >>> 16, now >>> 8, now)),
    });
  });

  it.each([-300, 300])('is good %i seconds off', (seconds) => {
    expect(verdictOn(whole[7], whole[7].time + seconds)).toMatchObject({ kind: 'verified' });
  });

  it('is BADKEY under an unknown name, and when the key has another algorithm', () => {
    const [exchange] = whole;
    const other = { ...keyOf(exchange), algorithm: 'hmac-sha512' } as const;
    const verdicts = [verdictOn(exchange, exchange.time, []), verdictOn(exchange, exchange.time, [other])];
    expect(verdicts.map((verdict) => verdict.kind === 'failed' && verdict.error)).toEqual([
      'BADKEY',
      'BADKEY',
    ]);
  });

  it('is BADSIG under another secret, even when its time is off as well', () => {
    const exchange = answered('BADSIG');
    expect(verdictOn(exchange, exchange.time)).toMatchObject({
      kind: 'failed',
      error: 'BADSIG',
      key: undefined,
    });
    expect(verdictOn(exchange, exchange.time + 9999)).toMatchObject({ kind: 'failed', error: 'BADSIG' });
  });

  it('with a truncated MAC is BADTRUNC, unless the key allows it', () => {
    const key = keyOf(truncated);
    const verdicts = [16, 17].map((leastMacOctets) =>
      verdictOn(truncated, truncated.time, [{ ...key, leastMacOctets }]),
    );
    expect(verdicts).toMatchObject([
      { kind: 'verified' },
      { kind: 'failed', error: 'BADTRUNC', key: { name: key.name } },
    ]);
    expect(verdictOn(truncated, truncated.time)).toMatchObject({ kind: 'failed', error: 'BADTRUNC' });
  });

  it('with a truncated MAC and a wrong time is BADTIME: truncation is looked at last', () => {
    expect(verdictOn(truncated, truncated.time + 9999)).toMatchObject({ kind: 'failed', error: 'BADTIME' });
  });
});

describe('a recorded answer', () => {
  it.each(whole)('is verified, message by message: $client $algorithm $type', (exchange) => {
    const verifier = verifierOf(exchange);
    const verdicts = exchange.responses.map((hex) => verifier.verify(bytesOf(hex), parsed(hex)));
    expect(verdicts.map(({ kind }) => kind)).toEqual(exchange.responses.map(() => 'verified'));
    expect(verifier.complete).toBe(true);
  });

  it('of a stream fails when a message before it is missing', () => {
    const exchange = whole[6];
    const verifier = verifierOf(exchange);
    const [first, , third] = exchange.responses;
    expect(verifier.verify(bytesOf(first), parsed(first))).toMatchObject({ kind: 'verified' });
    expect(verifier.verify(bytesOf(third), parsed(third))).toEqual({ kind: 'failed', error: 'BADSIG' });
  });

  it('that says BADTIME is verified and tells the clock of the server', () => {
    const exchange = answered('BADTIME');
    expect(
      verifierOf(exchange).verify(bytesOf(exchange.responses[0]), parsed(exchange.responses[0])),
    ).toEqual({
      kind: 'peer-error',
      error: 18,
      signed: true,
      serverSeconds: exchange.time,
    });
  });

  it.each([
    ['BADSIG', 16],
    ['BADKEY', 17],
  ])('that says %s is unsigned', (error, code) => {
    const exchange = answered(error);
    expect(
      verifierOf(exchange).verify(bytesOf(exchange.responses[0]), parsed(exchange.responses[0])),
    ).toEqual({
      kind: 'peer-error',
      error: code,
      signed: false,
      serverSeconds: undefined,
    });
  });
});

describe('our signature', () => {
  it.each(whole)('is octet for octet that of $client: $algorithm $type', (exchange) => {
    const { message, bytes } = {
      message: parsed(exchange.requests[0]),
      bytes: bytesOf(exchange.requests[0]),
    };
    const { offset, tsig } = message.signature!;
    const unsigned = bytes.slice(0, offset);
    unsigned[11]--;
    const signer = new MessageSigner({ ...keyOf(exchange), name: tsig.keyName }, () => tsig.timeSigned);
    expect(octetsFrom(signer.signWhole(unsigned))).toEqual(octetsFrom(bytes));
  });
});

const bytesOf = (hex: string): Uint8Array => bytesFrom(hexDecode(hex)!);

function parsed(hex: string): Message {
  const result = parseMessage(bytesOf(hex));
  if (result.kind !== 'message') throw new Error(`${result.kind}: ${hex}`);
  return result.message;
}

function keyOf({ key, algorithm, secret }: Exchange): TsigKey {
  const name = scanName(key as Octets, Name.root) as Name;
  return { name, algorithm: algorithm as TsigAlgorithm, secret: Buffer.from(secret, 'base64') };
}

function verdictOn(
  exchange: Exchange,
  now: number,
  keys = [keyOf(exchange)],
): ReturnType<typeof verifyRequest> {
  const ring: TsigKeys = { find: (name) => keys.find((key) => key.name.equals(name)) };
  const [hex] = exchange.requests;
  return verifyRequest(bytesOf(hex), parsed(hex).signature!, ring, now);
}

function verifierOf(exchange: Exchange): StreamVerifier {
  const mac = parsed(exchange.requests[0]).signature!.tsig.mac;
  return new StreamVerifier(keyOf(exchange), mac, () => exchange.time);
}
