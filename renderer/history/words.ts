/** What the history of a zone says. */
import { TERMS } from '../../shared/model/terms.ts';
import { count, grouped } from '../ui/format.ts';

export const words = {
  versions: TERMS.Versions,
  empty: 'No history yet',
  emptySentence: `Each time you ${TERMS.publish}, what went out is kept here, with what it changed; any of it can be made the ${TERMS.draft} again.`,
  reasons: {
    created: 'created',
    imported: 'imported',
    published: TERMS.published,
    tool: 'by a tool',
    renewed: 'signatures renewed',
    keys: 'signing changed',
    restored: 'restored',
    taken: `taken from a ${TERMS.secondary}`,
  },
  changes: (added: number, changed: number, removed: number) =>
    [
      ...(added > 0 ? [`${grouped(added)} added`] : []),
      ...(changed > 0 ? [`${grouped(changed)} changed`] : []),
      ...(removed > 0 ? [`${grouped(removed)} removed`] : []),
    ].join(', ') || 'no change',
  difference: (serial: number) => `What ${serial} changed`,
  first: 'What it began with',
  noDifference: 'It changed nothing: its serial alone is new.',
  restore: `Make this the ${TERMS.draft}…`,
  restoreTitle: (serial: number) => `Make ${serial} the ${TERMS.draft}?`,
  restoreConsequence: (edits: number) =>
    `The records become those of that ${TERMS.version}, as ${TERMS.edits} that you can look through and ${TERMS.publish} or take back.` +
    (edits > 0
      ? ` They are laid over your ${count(edits, TERMS.edit, TERMS.edits)}; undo brings those back.`
      : ''),
  restoreVerb: `Make it the ${TERMS.draft}`,
  restored: (serial: number) => `The records are those of ${serial} now, not ${TERMS.published} yet.`,
  older: 'Show older ones',
  current: 'latest',
} as const;
