import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ASSISTANT_WORDS } from '../assistant-words.ts';
import { present, type Assistant, type AssistantField, type Texts } from './assistant.ts';
import { ASSISTANTS } from './assistants.ts';
import { caa } from './caa.ts';
import { dkim } from './dkim.ts';
import { dmarc } from './dmarc.ts';
import { https } from './https.ts';
import { spf } from './spf.ts';

const txt = (txtData: string): Texts => ({ txtData });

/** Everything that can be typed into a field such that it means something: made of its example and choices. */
function typedInto({ kind, choices, example = '' }: AssistantField): fc.Arbitrary<string> {
  if (kind === 'choice') return fc.constantFrom(...(choices ?? []));
  if (kind === 'check') return fc.constantFrom('', 'yes');
  if (kind !== 'list') return fc.constantFrom('', example.replaceAll('…', ''));
  return fc.array(fc.constantFrom(...example.split(', ')), { maxLength: 3 }).map((words) => words.join(', '));
}
const formOf = ({ fields, start }: Assistant): fc.Arbitrary<Texts> =>
  fc
    .record(Object.fromEntries(fields.map((field) => [field.key, typedInto(field)])))
    .map((form) => present({ ...start, ...form }));

describe.each(ASSISTANTS.map((assistant) => [assistant.id, assistant] as const))('%s', (id, assistant) => {
  it('reads what it wrote, and writes that alike', () => {
    fc.assert(
      fc.property(formOf(assistant), (form) => {
        const written = assistant.write(form);
        const read = assistant.read(written);
        expect(read).not.toBeNull();
        expect(assistant.write(read!)).toEqual(written);
      }),
    );
  });

  it('reads any text or leaves it; what it made of it stays as it is', () => {
    const written = formOf(assistant).map((form) => Object.values(assistant.write(form)).at(-1)!);
    const spoilt = fc
      .tuple(
        written,
        fc.nat(60),
        fc.constantFrom('', ';', ' ', '=', '"', '\\', 'a', ':', '-all', ' v=x', 'p='),
      )
      .map(([text, at, what]) => text.slice(0, at) + what + text.slice(at));
    fc.assert(
      fc.property(fc.oneof(spoilt, fc.string()), (text) => {
        const value = {
          flags: '0',
          tag: 'issue',
          value: text,
          txtData: text,
          svcPriority: '1',
          svcParams: text,
        };
        const read = assistant.read(value);
        if (read === null) return;
        const settled = assistant.write(read);
        expect(assistant.write(assistant.read(settled)!)).toEqual(settled);
      }),
    );
  });

  it('has words for each field and each choice', () => {
    const { fields } = ASSISTANT_WORDS[id];
    expect(Object.keys(fields)).toEqual(assistant.fields.map(({ key }) => key));
    for (const { key, choices } of assistant.fields)
      if (choices) expect(Object.keys(fields[key].choices ?? {}).sort()).toEqual(choices.toSorted());
  });
});

describe('what is left as text', () => {
  it('is an SPF that answers differently on its way, or says something after the end', () => {
    const texts = ['v=spf1 -ip4:192.0.2.1 mx -all', 'v=spf1 -all mx', 'v=spf2 mx', 'v=spf10 mx', 'spf1'];
    expect(texts.map((text) => spf.read(txt(text)))).toEqual(texts.map(() => null));
  });

  it('is a list of tags that names one twice, lacks its first, or is none', () => {
    const texts = [
      'v=DMARC1; p=none; p=reject',
      'p=none; v=DMARC1',
      'v=DMARC1',
      'v=DMARC1; p=maybe',
      'hello',
    ];
    expect(texts.map((text) => dmarc.read(txt(text)))).toEqual(texts.map(() => null));
  });

  it('is a CAA property of another kind, with other flags, or with octets that are no text', () => {
    const values = [
      { flags: '0', tag: 'contactemail', value: '"a@b"' },
      { flags: '1', tag: 'issue', value: '"ca.example"' },
      { flags: '0', tag: 'issue', value: '"ca\\001"' },
    ];
    expect(values.map((value) => caa.read(value))).toEqual([null, null, null]);
  });
});

describe('records as people have them', () => {
  it('SPF', () => {
    const text = 'v=spf1 mx include:_spf.google.com ip4:192.0.2.0/24 a:mail.example.net ip6:2001:db8::1 ~all';
    const form = spf.read(txt(text));
    expect(form).toEqual({
      mx: 'yes',
      include: '_spf.google.com',
      ip4: '192.0.2.0/24',
      ip6: '2001:db8::1',
      more: 'a:mail.example.net',
      all: '~all',
    });
    const eleven = Array.from({ length: 11 }, (_, i) => `include:s${i}.example`).join(' ');
    expect(spf.warnings?.(spf.read(txt(`v=spf1 ${eleven}`))!)).toEqual(['too-many-lookups', 'no-answer']);
  });

  it('DMARC and DKIM', () => {
    expect(dmarc.read(txt('v=DMARC1;p=Reject;rua=mailto:a@example.com,mailto:b@example.com; fo=1'))).toEqual({
      p: 'reject',
      rua: 'mailto:a@example.com,mailto:b@example.com',
      more: 'fo=1',
    });
    expect(dkim.write(dkim.read(txt('k=rsa; p=MIIB IjAN\tBgkq; t=y:s'))!)).toEqual(
      txt('v=DKIM1; k=rsa; p=MIIBIjANBgkq; t=y:s'),
    );
  });

  it('CAA and HTTPS', () => {
    const value = { flags: '128', tag: 'issue', value: '"ca.example; validationmethods=dns-01"' };
    expect(caa.write(caa.read(value)!)).toEqual(value);
    expect(caa.read({ flags: '0', tag: 'issue', value: '";"' })).toEqual({ tag: 'issue' });
    expect(
      https.read({
        svcPriority: '1',
        targetName: '.',
        svcParams: 'alpn="h2,h3" ipv4hint=192.0.2.1 key667="a b"',
      }),
    ).toEqual({
      svcPriority: '1',
      targetName: '.',
      alpn: 'h2, h3',
      ipv4hint: '192.0.2.1',
      more: 'key667="a b"',
    });
  });
});
