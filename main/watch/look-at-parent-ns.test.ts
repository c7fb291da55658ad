import { expect, it } from 'vitest';
import { parentNsSentences } from '../../shared/model/parent-ns-sentences.ts';
import { judgeParentNs } from './look-at-parent-ns.ts';
import type { ParentNs } from './parent-ns.ts';

const delegated = (...nameServers: string[]): ParentNs => ({
  kind: 'delegated',
  parent: 'test.',
  nameServers,
  ttlSeconds: 300,
});

it.each<[what: string, answer: ParentNs, state: string, said: readonly RegExp[]]>([
  ['the same, in other case and order', delegated('NS2.net.', 'ns1.net.'), 'right', [/names the same/]],
  ['one less', delegated('ns1.net.'), 'missing', [/does not name ns2\.net, .* Enter it at/]],
  ['one more', delegated('ns1.net.', 'ns2.net.', 'x.net.'), 'extra', [/names x\.net, .* If it serves/]],
  [
    'one less and two others',
    delegated('ns1.net.', 'x.net.', 'y.net.'),
    'both',
    [/does not name ns2\.net/, /names x\.net, y\.net, .* If they serve .* add them/],
  ],
  [
    'none in common',
    delegated('x.net.'),
    'wrong',
    [/other name servers \(x\.net\) .* \(ns1\.net, ns2\.net\)/],
  ],
  [
    'no delegation',
    { kind: 'not-delegated', parent: '.' },
    'not-delegated',
    [/\(the root\) has no delegation/],
  ],
  ['silence', { kind: 'unknown', detail: 'no answer' }, 'not-known', [/could not be asked: no answer/]],
])('the parent names %s', (_what, answer, state, said) => {
  const verdict = judgeParentNs(['ns1.net.', 'ns2.net.'], answer, 7);
  expect(verdict).toMatchObject({ state, at: 7 });
  expect(parentNsSentences(verdict)).toEqual(said.map((pattern) => expect.stringMatching(pattern)));
});
