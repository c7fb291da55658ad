/** DMARC — what receivers do with mail that only pretends to come from here. RFC 7489 §6.3. */
import type { Assistant } from './assistant.ts';
import { tagged } from './tagged.ts';

const POLICIES = ['none', 'quarantine', 'reject'];
const isReport = (text: string): boolean => /^mailto:[^@\s]+@[^@\s]+$/i.test(text);
const reports = (text: string): boolean =>
  text
    .split(/[\s,]+/)
    .filter(Boolean)
    .every(isReport);

export const dmarc: Assistant = tagged({
  id: 'dmarc',
  version: 'DMARC1',
  required: 'p',
  divider: ',',
  place: '_dmarc',
  start: { p: 'none' },
  fields: [
    { key: 'p', kind: 'choice', choices: POLICIES },
    { key: 'sp', kind: 'choice', choices: ['', ...POLICIES] },
    { key: 'rua', kind: 'list', example: 'mailto:dmarc@example.com', fits: reports },
    { key: 'ruf', kind: 'list', example: 'mailto:dmarc@example.com', fits: reports },
    { key: 'adkim', kind: 'choice', choices: ['', 'r', 's'] },
    { key: 'aspf', kind: 'choice', choices: ['', 'r', 's'] },
    { key: 'more', kind: 'text', example: 'fo=1; pct=50' },
  ],
  warnings: ({ p, rua }) => (p === 'none' && !rua ? ['nobody-told'] : []),
});
