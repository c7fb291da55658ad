import { describe, expect, it } from 'vitest';
import { TYPE } from '../../shared/dns/types.ts';
import { ns } from '../../shared/dns/rdata/ns.ts';
import { ZoneContents } from '../../shared/dns/zone-contents.ts';
import { apexNsTexts, lowerApexNsTexts } from './apex-ns.ts';
import { nameFrom, ORIGIN } from './temporary-zones.ts';

describe('the apex NS as text', () => {
  it('stands in the order of the records, as typed or in lower case; none where there is no NS', () => {
    const rdatas = ['NS2.Example.net.', 'ns1'].map((name) => ns.compose({ nsdname: nameFrom(name, ORIGIN) }));
    const contents = ZoneContents.fromRRsets(ORIGIN, [
      { owner: ORIGIN, type: TYPE.NS, ttlSeconds: 60, rdatas },
      { owner: nameFrom('sub', ORIGIN), type: TYPE.NS, ttlSeconds: 60, rdatas: [rdatas[0]] },
    ]);
    expect(apexNsTexts(contents)).toEqual(['NS2.Example.net.', 'ns1.example.com.']);
    expect(lowerApexNsTexts(contents)).toEqual(['ns2.example.net.', 'ns1.example.com.']);
    expect(apexNsTexts(ZoneContents.empty(ORIGIN))).toEqual([]);
  });
});
