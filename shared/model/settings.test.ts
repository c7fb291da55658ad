import { describe, expect, it } from 'vitest';
import { apiSettingsChange, settings, settingsChange } from './settings.ts';

describe('settings', () => {
  it('holds in a change only what was named, so that nothing else is reset', () => {
    expect([settingsChange.parse({ theme: 'dark' }), apiSettingsChange.parse({ enabled: true })]).toEqual([
      { theme: 'dark' },
      { enabled: true },
    ]);
  });

  it('listens on every address at 5300, which needs no privileges, until told otherwise', () => {
    expect(settings.parse({}).listen).toEqual([
      { address: '0.0.0.0', port: 5300 },
      { address: '::', port: 5300 },
    ]);
  });
});
