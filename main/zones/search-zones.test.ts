import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { printName } from '../../shared/dns/name-text.ts';
import { typeToText } from '../../shared/dns/types.ts';
import { rowTexts } from './record-pages.ts';
import { searchZones } from './search-zones.ts';
import { newZoneContents } from './new-zone.ts';
import { edit, nameFrom, SETTINGS, TemporaryZones } from './temporary-zones.ts';
import { type Zone } from './zone.ts';

let temporary: TemporaryZones;
let zones: Zone[];

beforeEach(async () => {
  temporary = await TemporaryZones.make();
  const all = await temporary.open();
  zones = [];
  for (const name of ['example.com.', 'mail.example.', 'xn--mnchen-3ya.example.'])
    zones.push(
      await all.create({
        contents: newZoneContents({
          name: nameFrom(name),
          nameServers: [nameFrom('ns1.he.net.')],
          rhythm: 'month',
        }),
        origin: 'created',
        settings: SETTINGS,
      }),
    );
  const [first, mail, city] = zones;
  await first.edit(
    [
      edit('www', 'A', ['192.0.2.1']),
      edit('mail', 'AAAA', ['2001:db8::25']),
      edit('@', 'MX', ['10 mail']),
      edit('off', 'TXT', [], { disabled: ['"verification=mail"'], comment: 'until May' }),
    ],
    'first',
  );
  await mail.edit([{ ...edit('www', 'A', ['192.0.2.2']), owner: nameFrom('www', mail.name) }], 'mail');
  await city.edit(
    [{ ...edit('www', 'CNAME', ['www.example.com.']), owner: nameFrom('www', city.name) }],
    'city',
  );
});
afterEach(() => temporary.remove());

async function found(text: string, most = 100): Promise<string[]> {
  const { sets } = await searchZones(zones, rowTexts(), text, most);
  return sets.map(
    ({ zone, ref }) =>
      `${printName(ref.owner)} ${typeToText(ref.type)}${zone.name.equals(ref.owner) ? ' (apex)' : ''}`,
  );
}

describe('a search over all zones', () => {
  it('finds names before contents, disabled values and comments too', async () => {
    expect(await found('mail')).toEqual([
      'mail.example.com. AAAA',
      'example.com. MX (apex)',
      'off.example.com. TXT',
      'mail.example. SOA (apex)',
    ]);
    expect(await found('until may')).toEqual(['off.example.com. TXT']);
    expect(await found('192.0.2.2')).toEqual(['www.mail.example. A']);
  });

  it('takes words in any order, of the zone’s name too, and names that are written out', async () => {
    expect(await found('www mail')).toEqual(['www.mail.example. A']);
    expect(await found('münchen www')).toEqual(['www.xn--mnchen-3ya.example. CNAME']);
    expect(await found('www.mail.example')).toEqual(['www.mail.example. A']);
    expect(await found('WWW.Example.com.')).toEqual([
      'www.example.com. A',
      'www.xn--mnchen-3ya.example. CNAME',
    ]);
  });

  it('takes a name or type that is said outright as a whole, and nothing for everything', async () => {
    expect(await found('type:A www')).toEqual(['www.example.com. A', 'www.mail.example. A']);
    expect(await found('name:mail')).toEqual(['mail.example.com. AAAA']);
    expect(await found('  ')).toEqual([]);
  });

  it('counts what it does not show', async () => {
    const { sets, total } = await searchZones(zones, rowTexts(), 'www', 1);
    expect([sets.length, total]).toEqual([1, 3]);
  });

  it('ends when nobody waits for it any more', async () => {
    const signal = AbortSignal.abort(new Error('typed on'));
    const many = Array.from({ length: 8_000 }, (_, number) => edit(`host-${number}`, 'A', ['192.0.2.1']));
    await zones[0].edit(many, 'many');
    await expect(searchZones(zones, rowTexts(), 'host-7999', 10, signal)).rejects.toThrow('typed on');
  });
});
