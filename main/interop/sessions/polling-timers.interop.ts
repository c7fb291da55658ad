/** A zone with a secondary that ignores NOTIFY gets the rhythm's timers for polling, unless its owner chose others. */
import { describe, expect, it } from 'vitest';
import { startApp } from '../running-app.ts';

describe('a zone with a secondary that polls', () => {
  it.each([
    ['gets the timers for that', 'wedos', null, '3600 900'],
    ['keeps the timers of its owner', 'wedos', '7777 333', '7777 333'],
    ['keeps the usual ones where NOTIFY is heeded', 'he.net', null, '86400 7200'],
  ])('%s', async (_, provider, typed, expected) => {
    await using app = await startApp();
    const { calls } = app;
    const timers = typed ?? '86400 7200';
    const text = `$ORIGIN example.com.\n$TTL 3600\n@ SOA ns1.example.net. hostmaster 1 ${timers} 6652800 3600\n@ NS ns1.example.net.\n`;
    const { name: zone } = await calls.zones.import({ text, kind: 'primary' });
    const { id } = await calls.secondaries.create({
      name: provider,
      provider,
      transferFrom: ['127.0.0.1'],
      notifyTo: [],
      verifyAt: [],
      signNotify: true,
      primaryAddress: null,
    });
    await calls.zones.updateSettings({ zone, settings: { secondaries: [{ secondary: id, key: null }] } });
    await calls.session.start({});
    const exported = await calls.zones.exportText({ zone });
    const found = ['refresh', 'retry'].map(
      (field) => new RegExp(`([0-9]+) +; ${field} `).exec(exported.text)?.[1],
    );
    expect(found.join(' ')).toBe(expected);
  });
});
