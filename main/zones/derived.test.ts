import { afterEach, beforeEach, expect, it } from 'vitest';
import { TYPE } from '../../shared/dns/types.ts';
import { type ZoneContents } from '../../shared/dns/zone-contents.ts';
import { edit, exampleContents, lines, ORIGIN, SETTINGS, TemporaryZones } from './temporary-zones.ts';
import { type ZoneState } from './zone-state.ts';
import { type Zone } from './zone.ts';

let temporary: TemporaryZones;
let isSigned = false;

/** Something beside each name, as signing puts it there: here a HINFO that counts the name's sets. */
function derived({ contents }: ZoneState): ZoneContents {
  let served = contents;
  if (isSigned)
    for (const { owner, rrsets } of contents.nodes()) {
      const text = String(rrsets.length);
      const rdata = edit('@', 'HINFO', [`"sets" "${text}"`]).wished!.rdatas[0];
      served = served.with(owner, TYPE.HINFO, { owner, type: TYPE.HINFO, ttlSeconds: 5, rdatas: [rdata] });
    }
  return served;
}

beforeEach(async () => {
  isSigned = false;
  temporary = await TemporaryZones.make({ derive: async (_zone, state) => derived(state) });
});
afterEach(() => temporary.remove());

it('keeps what is derived with each version, through signing on, edits, signing off and restarts', async () => {
  const zones = await temporary.open();
  let zone = await zones.create({ contents: exampleContents(), origin: 'created', settings: SETTINGS });
  const seen: Record<number, string[]> = {};
  const publish = async (signed: boolean, address: string): Promise<void> => {
    isSigned = signed;
    await zone.edit([edit('a', 'A', [address])], address);
    const { version } = await zone.commit({ evenIfEmpty: true });
    seen[version.serial] = lines(version.contents, true);
    zone = (await temporary.open()).find(ORIGIN) as Zone;
    await zone.settled();
    expect(lines(zone.version!.contents, true)).toEqual(seen[version.serial]);
    expect(zone.editCount).toBe(0);
  };
  await publish(false, '192.0.2.1');
  await publish(true, '192.0.2.1');
  await publish(true, '192.0.2.2');
  await publish(false, '192.0.2.2');
  await publish(true, '192.0.2.3');
  expect(Object.values(seen).map((served) => served.filter((line) => line.includes('HINFO')).length)).toEqual(
    [0, 2, 2, 0, 2],
  );
  expect(zone.state.contents.rrset(ORIGIN, TYPE.HINFO)).toBeUndefined();

  const steps = zone.version!.differencesSince(2026112301)!;
  expect(steps.map(({ changes }) => changes.length)).toEqual([3, 2, 3, 4]);
  expect(steps.map(({ toSerial }) => toSerial)).toEqual(Object.keys(seen).slice(1).map(Number));
});
