import { describe, expect, it } from 'vitest';
import { WrongKeys } from './wrong-keys.ts';

describe('wrong keys', () => {
  it('slow the next try down after five, ever more, until the right one comes or time goes by', () => {
    let now = 0;
    const tries = new WrongKeys(() => now);
    const waits: number[] = [];
    for (let i = 0; i < 12; i++) {
      waits.push(tries.waitMs('192.0.2.1'));
      tries.note('192.0.2.1');
    }
    expect(waits).toEqual([0, 0, 0, 0, 0, 250, 500, 1000, 2000, 4000, 8000, 8000]);
    expect(tries.waitMs('192.0.2.2')).toBe(0);
    now = 11 * 60_000;
    expect(tries.waitMs('192.0.2.1')).toBe(0);
    for (let i = 0; i < 6; i++) tries.note('192.0.2.1');
    tries.clear('192.0.2.1');
    expect(tries.waitMs('192.0.2.1')).toBe(0);
  });

  it('remembers no more addresses than it has room for', () => {
    const tries = new WrongKeys(() => 0);
    for (let i = 0; i < 6; i++) tries.note('192.0.2.1');
    for (let i = 0; i < 1000; i++) tries.note(`2001:db8::${i.toString(16)}`);
    expect(tries.waitMs('192.0.2.1')).toBe(0);
  });
});
