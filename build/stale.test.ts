import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isStale, STAMP } from './stale.ts';

describe('isStale', () => {
  let folder: string;
  const at = (...parts: string[]): string => path.join(folder, ...parts);
  const change = (entry: string, atSeconds: number): void => utimesSync(at(entry), atSeconds, atSeconds);

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'stale-'));
    mkdirSync(at('out'));
    mkdirSync(at('source', 'e2e'), { recursive: true });
    for (const file of ['source/a.ts', 'source/a.test.ts', 'source/e2e/b.ts', 'lock.json'])
      writeFileSync(at(file), '');
    for (const entry of ['source/a.ts', 'source/a.test.ts', 'source/e2e/b.ts', 'lock.json', 'source'])
      change(entry, 1000);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const staleBuiltAt = (builtAtMs: string): boolean => {
    writeFileSync(at('out', STAMP), builtAtMs);
    return isStale(at('out'), [at('source'), at('lock.json')]);
  };

  it('is stale when never built, or when the stamp says nothing', () => {
    expect([isStale(at('out'), [at('source')]), staleBuiltAt('soon')]).toEqual([true, true]);
  });

  it('is fresh when nothing changed since the build began', () => {
    expect(staleBuiltAt('1000001')).toBe(false);
  });

  it('is stale when a file changed while the build ran', () => {
    expect(staleBuiltAt('1000000')).toBe(true);
  });

  it('is stale when a file below or a file named was changed, or one was deleted', () => {
    const changed = ['source/a.ts', 'lock.json', 'source'].map((entry) => {
      change(entry, 3000);
      const stale = staleBuiltAt('2000000');
      change(entry, 1000);
      return stale;
    });
    expect(changed).toEqual([true, true, true]);
  });

  it('does not care for tests and suites', () => {
    change('source/a.test.ts', 3000);
    change('source/e2e/b.ts', 3000);
    expect(staleBuiltAt('2000000')).toBe(false);
  });
});
