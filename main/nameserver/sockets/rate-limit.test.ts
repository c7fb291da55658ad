import { describe, expect, it } from 'vitest';
import { RateLimit } from './rate-limit.ts';
import { Seldom } from './seldom.ts';

describe('the rate of strangers', () => {
  it('admits a burst of two seconds, then as many as come in', () => {
    let now = 0;
    const limit = new RateLimit(10, 1000, () => now);
    const admitted = (asked: number): number =>
      Array.from({ length: asked }, () => limit.admits('192.0.2.1')).filter(Boolean).length;
    const counts = [admitted(50)];
    now = 500;
    counts.push(admitted(50));
    now = 60_000;
    counts.push(admitted(50));
    expect(counts).toEqual([20, 5, 20]);
  });

  it('is each network’s own, within a common one', () => {
    const limit = new RateLimit(1, 5, () => 0);
    const admitted = Array.from({ length: 30 }, (_, i) => limit.admits(`192.0.2.${i}`)).filter(Boolean);
    expect(admitted.length).toBe(10);
    expect(new RateLimit(1, 5, () => 0).admits('2001:db8::1')).toBe(true);
  });

  it('holds for a whole IPv6 /64', () => {
    const limit = new RateLimit(1, 100, () => 0);
    const admitted = [1, 2, 3, 4].map((host) => limit.admits(`2001:db8::${host}`));
    expect(admitted).toEqual([true, true, false, false]);
  });

  it('survives a clock that is set back', () => {
    let now = 1_000_000;
    const limit = new RateLimit(1, 100, () => now);
    expect(limit.admits('192.0.2.1')).toBe(true);
    now = 0;
    expect([limit.admits('192.0.2.1'), limit.admits('192.0.2.1')]).toEqual([true, false]);
  });
});

describe('what is told seldom', () => {
  it('is told once in a while for each key', () => {
    let now = 0;
    const seldom = new Seldom(100, () => now);
    const due = [seldom.isDue('a'), seldom.isDue('a'), seldom.isDue('b')];
    now = 100;
    expect([...due, seldom.isDue('a')]).toEqual([true, false, true, true]);
  });
});
