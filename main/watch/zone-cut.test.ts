import { describe, expect, it } from 'vitest';
import type { Message } from '../../shared/dns/message/message.ts';
import { type Name } from '../../shared/dns/name.ts';
import { printName, scanName } from '../../shared/dns/name-text.ts';
import type { Octets } from '../../shared/dns/octets.ts';
import { ns } from '../../shared/dns/rdata/ns.ts';
import { RCODE, TYPE } from '../../shared/dns/types.ts';
import { closestCut } from './zone-cut.ts';

const named = (text: string): Name => scanName(text as Octets) as Name;

/** A resolver that knows these NS, and answers others with the RCODE given for them, else "none here". */
function resolver(
  known: Record<string, string>,
  failing: Record<string, number> = {},
): (name: Name) => Promise<Message | undefined> {
  return (name) => {
    const text = printName(name);
    const server = known[text];
    const answers =
      server === undefined
        ? []
        : [
            {
              owner: name,
              type: TYPE.NS,
              class: 1,
              ttlSeconds: 60,
              rdata: ns.compose({ nsdname: named(server) }),
            },
          ];
    const header = { rcode: failing[text] ?? RCODE.NOERROR };
    return Promise.resolve({ header, answers } as unknown as Message);
  };
}

describe('closestCut', () => {
  it('goes up to the first name with NS, past empty names and those that are not there', async () => {
    const resolve = resolver({ 'test.': 'NS1.test.', '.': 'a.root.' }, { 'b.test.': RCODE.NXDOMAIN });
    const cut = await closestCut(named('a.b.test.'), resolve);
    expect(cut).toMatchObject({ name: named('test.'), servers: [named('ns1.test.')] });
  });

  it('never takes a failure for "no NS here", which would make another zone the parent', async () => {
    const resolve = resolver({ '.': 'a.root.' }, { 'test.': RCODE.SERVFAIL });
    expect(await closestCut(named('a.test.'), resolve)).toEqual({
      why: 'the resolver answers SERVFAIL for test.',
    });
  });

  it('says when nobody answers, and when not even the root has servers', async () => {
    const silent = await closestCut(named('test.'), () => Promise.resolve(undefined));
    expect([silent, await closestCut(named('test.'), resolver({}))]).toEqual([
      { why: 'the resolver does not answer' },
      { why: 'the resolver knows no name servers, not even those of the root' },
    ]);
  });
});
