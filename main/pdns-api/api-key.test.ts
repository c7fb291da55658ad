import { describe, expect, it } from 'vitest';
import type { SecretStore } from '../secrets/secret-store.ts';
import { ApiKey } from './api-key.ts';

/** A store that answers in a later turn. */
function storeWith(secrets: Map<string, string>): SecretStore {
  const later = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  return {
    kind: 'vault',
    get: (name) => later().then(() => secrets.get(name)),
    set: (name, secret) => later().then(() => void secrets.set(name, secret)),
    delete: (name) => later().then(() => secrets.delete(name)),
    list: () => later().then(() => [...secrets.keys()]),
  };
}

describe('the API key', () => {
  it('is one, also for those who ask for it first at the same time', async () => {
    const secrets = new Map<string, string>();
    const key = new ApiKey(() => storeWith(secrets));
    const both = await Promise.all([key.get(), key.get()]);
    const stored = [...secrets.values()];
    expect(both.map((one) => one.reveal())).toEqual([stored[0], stored[0]]);
    expect(await key.matches(stored[0])).toBe(true);
  });

  it('is not made by who only tries one', async () => {
    const secrets = new Map<string, string>();
    const key = new ApiKey(() => storeWith(secrets));
    expect([await key.matches('guess'), await key.matches(''), secrets.size]).toEqual([false, false, 0]);
  });

  it('is the new one once rotated, whoever was reading', async () => {
    const key = new ApiKey(() => storeWith(new Map([['api-key', 'old']])));
    const [, rotated] = await Promise.all([key.get(), key.rotate()]);
    expect([await key.matches('old'), await key.matches(rotated.reveal())]).toEqual([false, true]);
  });
});
