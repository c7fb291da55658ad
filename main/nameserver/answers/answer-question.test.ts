import { describe, expect, it } from 'vitest';
import { type RecordGroup } from '../../../shared/dns/message/message-composer.ts';
import { typeFromText } from '../../../shared/dns/rdata/registry.ts';
import { CLASS, rcodeToText } from '../../../shared/dns/types.ts';
import { contentsOf, nameOf, textOf } from '../zones-for-tests.ts';
import { answerQuestion } from './answer-question.ts';
import { type DeniedFact, NO_PROOFS, type Proofs } from './proofs.ts';

const SOA = 'example.com. 60 SOA ns1.example.com. h.example.com. 1 3600 900 604800 60';
const NS = ['example.com. 300 NS ns1.example.com.', 'example.com. 300 NS ns.example.net.'];
const contents = contentsOf(
  'example.com',
  `$TTL 300
@ SOA ns1 h 1 3600 900 604800 60
@ NS ns1
@ NS ns.example.net.
@ MX 10 mail
ns1 A 192.0.2.1
ns1 AAAA 2001:db8::1
mail A 192.0.2.2
www CNAME web
web A 192.0.2.3
out CNAME www.example.net.
loop1 CNAME loop2
loop2 CNAME loop1
dangling CNAME nowhere
a.b.ent TXT "deep"
*.wild A 192.0.2.4
*.wild TXT "any"
host.wild TXT "host"
*.alias CNAME web
sub NS ns.sub
sub NS ns.example.net.
ns.sub A 192.0.2.5
signed NS ns.example.net.
signed DS 1 13 2 0000000000000000000000000000000000000000000000000000000000000000
old DNAME new.example.com.
www.new A 192.0.2.6
long DNAME ${`${'x'.repeat(60)}.`.repeat(3)}example.net.
multi A 192.0.2.7
multi TXT "two"
`,
);
const other = contentsOf(
  'example.net',
  '@ 300 SOA ns h 1 3600 900 604800 60\n@ 300 NS ns\nns 300 A 192.0.2.8\nwww 300 A 192.0.2.9\n',
);

interface Asked {
  readonly is: string;
  readonly answer?: readonly string[];
  readonly authority?: readonly string[];
  readonly glue?: readonly string[];
  readonly extra?: readonly string[];
}

/** Sections as lines; those that are empty are left out. */
function ask(name: string, type: string, proofs: Proofs = NO_PROOFS, dnssecOk = false): Asked {
  const question = { name: nameOf(name), type: typeFromText(type)!, class: CLASS.IN };
  const answer = answerQuestion(question, contents, {
    dnssecOk,
    proofs,
    contentsFor: (target) => [contents, other].find((candidate) => target.isAtOrBelow(candidate.origin)),
  });
  const lines = (groups: readonly RecordGroup[]): readonly string[] =>
    groups.flatMap(({ rdatas, ...rest }) => rdatas.map((rdata) => textOf({ ...rest, class: 1, rdata })));
  const sections = Object.entries({
    answer: lines(answer.answer),
    authority: lines(answer.authority),
    glue: lines(answer.glue),
    extra: lines(answer.extra),
  });
  return {
    is: `${rcodeToText(answer.rcode)}${answer.authoritative ? ' aa' : ''}`,
    ...Object.fromEntries(sections.filter(([, list]) => list.length > 0)),
  };
}

describe('RFC 1034 §4.3.2', () => {
  it('answers with the set, and with the addresses it leads to', () => {
    expect(ask('example.com', 'MX')).toEqual({
      is: 'NOERROR aa',
      answer: ['example.com. 300 MX 10 mail.example.com.'],
      extra: ['mail.example.com. 300 A 192.0.2.2'],
    });
    expect(ask('example.com', 'NS')).toEqual({
      is: 'NOERROR aa',
      answer: NS,
      extra: ['ns1.example.com. 300 A 192.0.2.1', 'ns1.example.com. 300 AAAA 2001:db8::1'],
    });
  });

  it('answers under the name as it was asked (0x20)', () => {
    expect(ask('MaIl.eXample.com', 'A')).toEqual({
      is: 'NOERROR aa',
      answer: ['MaIl.eXample.com. 300 A 192.0.2.2'],
    });
  });

  it('refers to a delegated zone with its glue, not authoritatively', () => {
    const referral = {
      is: 'NOERROR',
      authority: ['sub.example.com. 300 NS ns.sub.example.com.', 'sub.example.com. 300 NS ns.example.net.'],
      glue: ['ns.sub.example.com. 300 A 192.0.2.5'],
    };
    expect(ask('x.y.sub.example.com', 'A')).toEqual(referral);
    expect(ask('ns.sub.example.com', 'A')).toEqual(referral);
    expect(ask('sub.example.com', 'NS')).toEqual(referral);
  });

  it('answers DS at the cut itself (RFC 4035 §3.1.4.1)', () => {
    expect(ask('signed.example.com', 'DS')).toMatchObject({
      is: 'NOERROR aa',
      answer: [expect.stringContaining(' DS 1 13 2 ')],
    });
    expect(ask('sub.example.com', 'DS')).toEqual({ is: 'NOERROR aa', authority: [SOA] });
  });

  it('follows aliases through all zones here, and stops at the edge', () => {
    expect(ask('www.example.com', 'A')).toEqual({
      is: 'NOERROR aa',
      answer: ['www.example.com. 300 CNAME web.example.com.', 'web.example.com. 300 A 192.0.2.3'],
    });
    expect(ask('out.example.com', 'A').answer).toEqual([
      'out.example.com. 300 CNAME www.example.net.',
      'www.example.net. 300 A 192.0.2.9',
    ]);
    expect(ask('www.example.com', 'CNAME')).toEqual({
      is: 'NOERROR aa',
      answer: ['www.example.com. 300 CNAME web.example.com.'],
    });
  });

  it('goes once around a loop of aliases', () => {
    expect(ask('loop1.example.com', 'A')).toEqual({
      is: 'NOERROR aa',
      answer: [
        'loop1.example.com. 300 CNAME loop2.example.com.',
        'loop2.example.com. 300 CNAME loop1.example.com.',
      ],
    });
  });

  it('takes the RCODE from the last name of a chain (RFC 6604)', () => {
    expect(ask('dangling.example.com', 'A')).toEqual({
      is: 'NXDOMAIN aa',
      answer: ['dangling.example.com. 300 CNAME nowhere.example.com.'],
      authority: [SOA],
    });
  });
});

describe('RFC 2308', () => {
  it('denies a name, and a type, with the SOA for no longer than MINIMUM', () => {
    expect(ask('nope.example.com', 'A')).toEqual({ is: 'NXDOMAIN aa', authority: [SOA] });
    expect(ask('web.example.com', 'AAAA')).toEqual({ is: 'NOERROR aa', authority: [SOA] });
  });

  it('has no data, and no NXDOMAIN, at an empty non-terminal', () => {
    expect(ask('ent.example.com', 'A')).toEqual({ is: 'NOERROR aa', authority: [SOA] });
    expect(ask('b.ent.example.com', 'TXT')).toEqual({ is: 'NOERROR aa', authority: [SOA] });
  });
});

describe('RFC 4592', () => {
  it('answers from the wildcard under the name that was asked', () => {
    expect(ask('x.y.wild.example.com', 'A').answer).toEqual(['x.y.wild.example.com. 300 A 192.0.2.4']);
    expect(ask('x.wild.example.com', 'AAAA')).toEqual({ is: 'NOERROR aa', authority: [SOA] });
    expect(ask('*.wild.example.com', 'TXT').answer).toEqual(['*.wild.example.com. 300 TXT "any"']);
  });

  it('does not cover a name that exists, nor what stands below it', () => {
    expect(ask('host.wild.example.com', 'A')).toEqual({ is: 'NOERROR aa', authority: [SOA] });
    expect(ask('x.host.wild.example.com', 'A')).toEqual({ is: 'NXDOMAIN aa', authority: [SOA] });
    expect(ask('wild.example.com', 'A')).toEqual({ is: 'NOERROR aa', authority: [SOA] });
  });

  it('may lead on by an alias', () => {
    expect(ask('q.alias.example.com', 'A').answer).toEqual([
      'q.alias.example.com. 300 CNAME web.example.com.',
      'web.example.com. 300 A 192.0.2.3',
    ]);
  });
});

describe('RFC 6672', () => {
  it('redirects what stands below a DNAME, with a CNAME made for it', () => {
    expect(ask('www.old.example.com', 'A').answer).toEqual([
      'old.example.com. 300 DNAME new.example.com.',
      'www.old.example.com. 300 CNAME www.new.example.com.',
      'www.new.example.com. 300 A 192.0.2.6',
    ]);
    expect(ask('old.example.com', 'A')).toEqual({ is: 'NOERROR aa', authority: [SOA] });
  });

  it('is YXDOMAIN where the new name would be too long', () => {
    expect(ask(`${'y'.repeat(63)}.long.example.com`, 'A')).toMatchObject({ is: 'YXDOMAIN aa' });
  });
});

describe('RFC 8482', () => {
  it('answers ANY with one set', () => {
    expect(ask('multi.example.com', 'ANY').answer).toEqual(['multi.example.com. 300 A 192.0.2.7']);
    expect(ask('www.example.com', 'ANY').answer).toEqual(['www.example.com. 300 CNAME web.example.com.']);
  });
});

describe('with DO, proofs', () => {
  const facts = (name: string, type: string): readonly DeniedFact['kind'][] => {
    const seen: DeniedFact['kind'][] = [];
    ask(name, type, { prove: (_, fact) => (seen.push(fact.kind), []) }, true);
    return seen;
  };

  it('are asked for each statement that needs one, and none without DO', () => {
    expect({
      name: facts('nope.example.com', 'A'),
      type: facts('web.example.com', 'AAAA'),
      wildcard: facts('x.wild.example.com', 'A'),
      wildcardType: facts('x.wild.example.com', 'MX'),
      unsigned: facts('x.sub.example.com', 'A'),
      signed: facts('x.signed.example.com', 'A'),
      answer: facts('web.example.com', 'A'),
    }).toEqual({
      name: ['no-name'],
      type: ['no-data'],
      wildcard: ['expanded'],
      wildcardType: ['no-data'],
      unsigned: ['no-ds'],
      signed: [],
      answer: [],
    });
  });
});
