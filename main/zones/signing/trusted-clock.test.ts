import { describe, expect, it } from 'vitest';
import { type ZoneVersion } from '../zone-version.ts';
import { TrustedClock, type ClockReading } from './trusted-clock.ts';

const madeAt = (at: number): ZoneVersion => ({ record: { at } }) as ZoneVersion;

/** A computer whose clock and steady clock are set by hand; `told` is what the time server says, if anything. */
function computer(told?: ClockReading): {
  nowMs: number;
  steadyMs: number;
  asked: number;
  clock: TrustedClock;
} {
  const own = { nowMs: 1_000_000_000, steadyMs: 0, asked: 0 };
  const clock = new TrustedClock({
    now: () => own.nowMs,
    monotonic: () => own.steadyMs,
    async ask() {
      own.asked++;
      return told;
    },
  });
  return Object.assign(own, { clock });
}

describe('TrustedClock', () => {
  it.each([299, -299])('takes a clock that is %i seconds off', async (aheadSeconds) => {
    const { clock } = computer({ aheadSeconds, source: 'time.example' });
    await expect(clock.check('example.com.', undefined)).resolves.toBeUndefined();
  });

  it.each([301, -301])(
    'refuses to sign by a clock that is %i seconds off, and says whose says so',
    async (aheadSeconds) => {
      const { clock } = computer({ aheadSeconds, source: 'time.example' });
      await expect(clock.check('example.com.', undefined)).rejects.toMatchObject({
        error: { code: 'clock-off', aheadSeconds, source: 'time.example' },
      });
    },
  );

  it('refuses a time before the last version when nobody vouches for it, and takes it when somebody does', async () => {
    const alone = computer();
    await expect(alone.clock.check('example.com.', madeAt(alone.nowMs + 1))).rejects.toMatchObject({
      error: { code: 'clock-before-version', zone: 'example.com.', at: alone.nowMs + 1 },
    });
    await expect(alone.clock.check('example.com.', madeAt(alone.nowMs))).resolves.toBeUndefined();
    const vouched = computer({ aheadSeconds: 0, source: 'time.example' });
    await expect(vouched.clock.check('example.com.', madeAt(vouched.nowMs + 1e9))).resolves.toBeUndefined();
  });

  it('asks another when a secondary finds it wrong', async () => {
    const own = computer({ aheadSeconds: 0, source: 'time.example' });
    own.clock.note({ aheadSeconds: 900, source: '192.0.2.1' });
    await expect(own.clock.check('example.com.', undefined)).resolves.toBeUndefined();
  });

  it('believes a reading for an hour, and no longer once the clock was set', async () => {
    const own = computer();
    own.clock.note({ aheadSeconds: 900, source: '192.0.2.1' });
    await expect(own.clock.check('example.com.', undefined)).rejects.toMatchObject({
      error: { source: '192.0.2.1' },
    });
    own.nowMs += 900_000;
    await expect(own.clock.check('example.com.', undefined)).resolves.toBeUndefined();
    expect(own.asked).toBe(2);
    own.clock.note({ aheadSeconds: 0, source: '192.0.2.1' });
    await own.clock.check('example.com.', undefined);
    expect(own.asked).toBe(2);
    own.nowMs += 3_700_000;
    own.steadyMs += 3_700_000;
    await own.clock.check('example.com.', undefined);
    expect(own.asked).toBe(3);
  });
});
