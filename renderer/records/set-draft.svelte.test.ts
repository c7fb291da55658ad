import { describe, expect, it } from 'vitest';
import type { RecordRow } from '../../shared/model/records.ts';
import { SetDraft } from './set-draft.svelte.ts';

const ZONE = 'example.com.';
const row = (type: string, ...texts: string[]): RecordRow => ({
  owner: 'www',
  unicodeOwner: null,
  type,
  ttlSeconds: 3600,
  values: texts.map((text) => ({ text, disabled: false })),
  comment: '',
  change: null,
  before: null,
  conflict: false,
});

describe('a set being typed', () => {
  it('becomes the text of a zone file, field by field', () => {
    const draft = new SetDraft(ZONE);
    draft.changeType('mx');
    Object.assign(draft, { owner: '', ttl: '1h30m' });
    draft.values[0].fields = { preference: '10', exchange: 'mail' };
    expect([draft.valid, draft.toEdit()]).toEqual([
      true,
      {
        owner: '@',
        type: 'MX',
        ttlSeconds: 5400,
        values: [{ text: '10 mail', disabled: false }],
        comment: '',
      },
    ]);
  });

  it('says at the field what the scanner says', () => {
    const draft = new SetDraft(ZONE);
    draft.values[0].fields = { address: '192.0.2.300' };
    expect([draft.valid, draft.values[0].faults]).toEqual([
      false,
      { address: { expected: 'an IPv4 address, such as 192.0.2.1', found: '192.0.2.300' } },
    ]);
  });

  it('takes text as it is: quotes it, splits it at 255 octets, and shows it joined again', () => {
    const long = `v=DKIM1; p=${'A'.repeat(300)} "quoted" ü`;
    const draft = new SetDraft(ZONE);
    draft.changeType('TXT');
    draft.values[0].fields = { txtData: long };
    const { text } = draft.values[0];
    const again = new SetDraft(ZONE, row('TXT', text));
    expect([draft.valid, text.split('" "').length, again.values[0].fields.txtData]).toEqual([true, 2, long]);
  });

  it('keeps strings that were split in another way as text, so that saving does not join them', () => {
    const draft = new SetDraft(ZONE, row('TXT', '"a" "b"'));
    expect([draft.values[0].asText, draft.toEdit().values[0].text]).toEqual([true, '"a" "b"']);
  });

  it('takes any type as text, unknown ones in the generic form', () => {
    const draft = new SetDraft(ZONE);
    draft.changeType('TYPE65280');
    draft.values[0].rawText = '\\# 2 0102';
    const before = draft.valid;
    draft.values[0].rawText = '\\# 3 0102';
    expect([draft.table, before, draft.valid]).toEqual([undefined, true, false]);
  });

  it('refuses names outside of the zone and TTLs that are none', () => {
    const draft = new SetDraft(ZONE, row('A', '192.0.2.1'));
    Object.assign(draft, { owner: 'www.example.org.', ttl: 'soon' });
    expect([draft.ownerError, draft.ttlError !== null, draft.valid]).toEqual([
      'A name at or below example.com is expected here.',
      true,
      false,
    ]);
  });

  it('goes from form to text and back without a change', () => {
    const draft = new SetDraft(ZONE, row('SRV', '0 5 5060 sip.example.com.'));
    const [value] = draft.values;
    value.toggle();
    const asText = value.text;
    value.toggle();
    expect([asText, value.asText, value.fields]).toEqual([
      '0 5 5060 sip',
      false,
      { priority: '0', weight: '5', port: '5060', target: 'sip' },
    ]);
  });

  it('takes parameters with their values quoted, as they are shown', () => {
    const draft = new SetDraft(ZONE, row('HTTPS', '1 . alpn="h2,h3" port=8443'));
    const [value] = draft.values;
    expect([value.asText, value.valid, value.assistant?.id, value.form.alpn]).toEqual([
      false,
      true,
      'https',
      'h2, h3',
    ]);
  });

  it('knows an SPF by its text, writes what is typed into its form, and leaves other text plain', () => {
    const draft = new SetDraft(ZONE, row('TXT', '"v=spf1 mx -all"', '"hello"'));
    const [policy, plain] = draft.values;
    policy.type('ip4', '192.0.2.0/24');
    expect([policy.text, plain.assistant, plain.assistants.map(({ id }) => id)]).toEqual([
      '"v=spf1 mx ip4:192.0.2.0/24 -all"',
      null,
      [],
    ]);
  });

  it('offers an empty TXT every form, and puts a DMARC where it is looked for', () => {
    const draft = new SetDraft(ZONE);
    draft.changeType('TXT');
    const [value] = draft.values;
    value.use(value.assistants.find(({ id }) => id === 'dmarc') ?? null);
    expect([draft.owner, value.text, draft.misplaced, draft.valid]).toEqual([
      '_dmarc',
      '"v=DMARC1; p=none"',
      null,
      true,
    ]);
    draft.owner = 'www';
    expect([draft.misplaced?.slice(0, 44), draft.valid]).toEqual([
      'DMARC policies are looked for at _dmarc, as ',
      true,
    ]);
  });
});

describe('the name of a service', () => {
  const srv = (owner: string): SetDraft => new SetDraft(ZONE, { ...row('SRV', '0 5 5060 pbx'), owner });

  it('has fields for service and protocol, for a new set and for one that is there', () => {
    const added = new SetDraft(ZONE);
    added.changeType('SRV');
    const before = { labels: { ...added.labels }, owner: added.owner };
    added.labels.service = 'sip';
    added.labels.proto = 'udp';
    added.values[0].fields = { priority: '0', weight: '5', port: '5060', target: 'pbx' };
    const there = srv('_xmpp-client._tcp.chat');
    const read = { labels: { ...there.labels }, name: there.name };
    there.labels.service = 'xmpp-server';
    there.name = 'im';
    expect([before, added.toEdit().owner, added.misplaced, read, there.toEdit().owner]).toEqual([
      { labels: { service: '', proto: 'tcp' }, owner: '' },
      '_sip._udp',
      null,
      { labels: { service: 'xmpp-client', proto: 'tcp' }, name: 'chat' },
      '_xmpp-server._tcp.im',
    ]);
  });

  it('keeps a name without such labels, with a doubt that does not block, until a service is typed', () => {
    const draft = srv('pbx');
    const plain = [draft.toEdit().owner, draft.misplaced?.slice(0, 60), draft.valid];
    draft.labels.service = '_sip';
    expect([plain, draft.toEdit().owner, draft.misplaced]).toEqual([
      ['pbx', 'SRV records are looked for at _service._protocol, as in _sip', true],
      '_sip._tcp.pbx',
      null,
    ]);
  });

  it('goes into its fields when it was typed as a whole, in the name or in the service; a protocol typed first stays', () => {
    const [inName, inService, protocolFirst] = [srv('pbx'), srv('pbx'), srv('pbx')];
    inName.name = '_sips._tcp.pbx';
    inService.labels.service = '_sips._tcp';
    protocolFirst.labels.proto = 'udp';
    for (const draft of [inName, inService, protocolFirst]) draft.tidyOwner();
    expect([inName, inService, protocolFirst].map(({ labels, name }) => ({ ...labels, name }))).toEqual([
      { service: 'sips', proto: 'tcp', name: 'pbx' },
      { service: 'sips', proto: 'tcp', name: 'pbx' },
      { service: '', proto: 'udp', name: 'pbx' },
    ]);
  });

  it('follows the type: a port for TLSA, one name where the type has no such labels', () => {
    const draft = new SetDraft(ZONE);
    draft.owner = '_443._tcp.www';
    draft.changeType('TLSA');
    const tlsa = { ...draft.labels, name: draft.name };
    draft.changeType('TXT');
    expect([tlsa, draft.labels, draft.name]).toEqual([
      { port: '443', proto: 'tcp', name: 'www' },
      {},
      '_443._tcp.www',
    ]);
  });
});
