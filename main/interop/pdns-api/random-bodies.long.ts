/** A hundred random bodies a second for a minute: only 4xx, and no growth. */
import { describe, expect, it } from 'vitest';
import { sendRandomBodies } from './random-bodies.ts';
import { startApi } from './running-api.ts';

describe('random bodies for a minute', () => {
  it('are all refused, and leave nothing behind', async () => {
    await using api = await startApi();
    const { sent, unexpected, grownMegabytes } = await sendRandomBodies(api, 60, Date.now());
    expect({ sent, unexpected }).toEqual({ sent: 6000, unexpected: [] });
    expect(grownMegabytes).toBeLessThan(64);
    expect(api.app.errors).toBe('');
  });
});
