import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Name } from '../../shared/dns/name.ts';
import { type Octets } from '../../shared/dns/octets.ts';
import { MessageComposer } from '../../shared/dns/message/message-composer.ts';
import { type Message } from '../../shared/dns/message/message.ts';
import { parseMessage } from '../../shared/dns/message/parse-message.ts';
import { TSIG_ALGORITHMS } from '../../shared/dns/message/tsig-algorithm.ts';
import { CLASS, TYPE } from '../../shared/dns/types.ts';
import { MessageSigner } from './message-signer.ts';
import { appendTsig } from './signed-part.ts';
import { StreamVerifier } from './stream-verifier.ts';
import { type TsigKey } from './tsig-key.ts';
import { verifyRequest } from './verify-request.ts';

const NOW = 1_795_445_087;
const zone = Name.fromLabels(['example', 'com'] as unknown as Octets[])!;

const anyKey = fc
  .record({
    algorithm: fc.constantFrom(...TSIG_ALGORITHMS),
    secret: fc.uint8Array({ minLength: 1, maxLength: 80 }),
    label: fc.stringMatching(/^[A-Za-z0-9_-]{1,40}$/),
  })
  .map(({ algorithm, secret, label }): TsigKey => {
    return { name: Name.fromLabels([label as Octets])!, algorithm, secret };
  });

describe('a signed request', () => {
  it('verifies, and does not once any octet before the MAC has changed', () => {
    fc.assert(
      fc.property(anyKey, fc.nat(), fc.integer({ min: 1, max: 255 }), (key, place, change) => {
        const signer = new MessageSigner(key, () => NOW);
        const bytes = signer.signWhole(question(place));
        expect(verdict(bytes, key)).toBe('verified');
        // Up to the TSIG all is signed but the ID, which a forwarder may change.
        const at = 2 + (place % (question(0).length - 2));
        const changed = bytes.slice();
        changed[at] ^= change;
        expect(verdict(changed, key)).not.toBe('verified');
      }),
    );
  });

  it('with another ID in the header still verifies by its original ID', () => {
    const key = fc.sample(anyKey, 1)[0];
    const bytes = new MessageSigner(key, () => NOW).signWhole(question(1));
    bytes[0] ^= 0xff;
    expect(verdict(bytes, key)).toBe('verified');
  });

  it.each([0, 9, 15, 33])('with a MAC of %i octets under hmac-sha256 is malformed', (length) => {
    const key: TsigKey = {
      name: zone,
      algorithm: 'hmac-sha256',
      secret: Uint8Array.of(1),
      leastMacOctets: 1,
    };
    const signer = new MessageSigner(key, () => NOW);
    const { tsig } = parsed(signer.signWhole(question(1))).signature!;
    const mac = tsig.mac.padEnd(length, '\0').slice(0, length) as Octets;
    expect(verdict(appendTsig(question(1), { ...tsig, mac }), key)).toBe('bad-mac-size');
  });
});

describe('a signed stream', () => {
  it('verifies with up to 99 unsigned messages between signed ones, and ends signed (RFC 8945 §5.3.1)', () => {
    fc.assert(
      fc.property(anyKey, fc.array(fc.nat({ max: 120 }), { minLength: 1, maxLength: 4 }), (key, gaps) => {
        const signer = new MessageSigner(key, () => NOW, 'request mac' as Octets);
        const verifier = new StreamVerifier(key, 'request mac' as Octets, () => NOW);
        const send = (bytes: Uint8Array): string => verifier.verify(bytes, parsed(bytes)).kind;
        expect(send(signer.signWhole(question(0)))).toBe('verified');
        for (const gap of gaps) {
          const unsigned = Array.from({ length: gap }, (_, i) => question(i));
          const kinds = unsigned.map(send);
          expect(kinds).toEqual(unsigned.map((_, i) => (i < 99 ? 'held' : 'unsigned')));
          if (gap > 99) return;
          expect(verifier.complete).toBe(gap === 0);
          const last = question(gap);
          const bytes = appendTsig(last, lastTsig(signer, unsigned, last));
          expect(send(bytes)).toBe('verified');
        }
        expect(verifier.complete).toBe(true);
      }),
    );
  });

  it('may not begin unsigned', () => {
    const key = fc.sample(anyKey, 1)[0];
    const verifier = new StreamVerifier(key, '' as Octets, () => NOW);
    expect(verifier.verify(question(0), parsed(question(0)))).toEqual({ kind: 'unsigned' });
  });
});

function question(id: number): Uint8Array {
  const composer = new MessageComposer({ id: id & 0xffff, opcode: 0 }, 512);
  composer.question({ name: zone, type: TYPE.SOA, class: CLASS.IN });
  return composer.finish();
}

function parsed(bytes: Uint8Array): Message {
  const result = parseMessage(bytes);
  if (result.kind !== 'message') throw new Error(result.kind);
  return result.message;
}

/** Signs several messages as one: what another server does that signs only now and then. */
function lastTsig(signer: MessageSigner, unsigned: readonly Uint8Array[], last: Uint8Array) {
  const id = (last[0] << 8) | last[1];
  const record = signer.sign([...unsigned, last], id);
  const message = new Uint8Array([...last, ...record]);
  message[11]++;
  return parsed(message).signature!.tsig;
}

function verdict(bytes: Uint8Array, key: TsigKey): string {
  const result = parseMessage(bytes);
  if (result.kind !== 'message' || result.message.signature === undefined) return 'unreadable';
  return verifyRequest(
    bytes,
    result.message.signature,
    { find: (name) => (name.equals(key.name) ? key : undefined) },
    NOW,
  ).kind;
}
