import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { inRoot } from './paths.ts';
import { aptLine, missingPeers, parsePeers } from './peers.ts';

it('finds commands in any folder and libraries whatever the architecture, and names the packages of the rest', () => {
  const prefix = mkdtempSync(path.join(tmpdir(), 'peers-'));
  const at = (...parts: string[]): string => path.join(prefix, ...parts);
  mkdirSync(at('sbin'));
  mkdirSync(at('lib/x86_64-linux-gnu'), { recursive: true });
  writeFileSync(at('sbin/named'), '');
  writeFileSync(at('lib/x86_64-linux-gnu/libsecret-1.so.0'), '');
  const peers = parsePeers(
    '# what\n\nbind9 named\nknot  knotd\nlibsecret-1-0 lib/*/libsecret-1.so.0\n?lego lego\n',
  );
  const missing = missingPeers(peers, [at('bin'), at('sbin')], prefix);
  rmSync(prefix, { recursive: true });
  expect([missing, aptLine(missing)]).toEqual([
    [
      { package: 'knot', proof: 'knotd', optional: false },
      { package: 'lego', proof: 'lego', optional: true },
    ],
    'sudo apt-get install --no-install-recommends knot lego',
  ]);
});

it('reads every line of the list', () => {
  const peers = parsePeers(readFileSync(inRoot('build/peers.txt'), 'utf8'));
  expect(peers.filter(({ package: name, proof }) => !/^[a-z0-9][a-z0-9+.-]+$/.test(name) || !proof)).toEqual(
    [],
  );
  expect(peers.length).toBeGreaterThan(20);
});
