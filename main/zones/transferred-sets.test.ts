import { describe, expect, it } from 'vitest';
import { type Octets } from '../../shared/dns/octets.ts';
import { TYPE } from '../../shared/dns/types.ts';
import { nameFrom, ORIGIN } from './temporary-zones.ts';
import { transferredSets } from './transferred-sets.ts';

describe('the records of a transfer', () => {
  const [www, WWW, mail] = ['www', 'WWW', 'mail'].map((label) => nameFrom(label, ORIGIN));
  const [one, two] = ['\x01\x01\x01\x01', '\x02\x02\x02\x02'] as Octets[];

  it('are joined by name and type, wherever they stand; what came twice is there once', async () => {
    const records = [
      { owner: www, type: TYPE.A, ttlSeconds: 60, rdata: two },
      { owner: mail, type: TYPE.A, ttlSeconds: 60, rdata: one },
      { owner: WWW, type: TYPE.A, ttlSeconds: 90, rdata: one },
      { owner: www, type: TYPE.TXT, ttlSeconds: 60, rdata: one },
      { owner: www, type: TYPE.A, ttlSeconds: 60, rdata: two },
    ];
    expect([...(await transferredSets(records))]).toEqual([
      { owner: www, type: TYPE.A, ttlSeconds: 60, rdatas: [two, one] },
      { owner: mail, type: TYPE.A, ttlSeconds: 60, rdatas: [one] },
      { owner: www, type: TYPE.TXT, ttlSeconds: 60, rdatas: [one] },
    ]);
  });
});
