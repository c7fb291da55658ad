/** What the edits of a zone and a difference say. */
import { TERMS } from '../../shared/model/terms.ts';
import { count, grouped } from '../ui/format.ts';

export const words = {
  intro: (edits: number) =>
    `${count(edits, 'record set differs', 'record sets differ')} from what was last ${TERMS.published}. They go out when you ${TERMS.publish}.`,
  empty: `No ${TERMS.edits}`,
  emptySentence: `What you change in the records is collected here until you ${TERMS.publish}; single ones can be taken back.`,
  toRecords: 'To the records',
  takeBack: 'Take back',
  takeBackOf: (name: string, type: string) => `Take back ${name} ${type}`,
  takeAllBack: 'Take all back…',
  takeAllTitle: `Take back all ${TERMS.edits}?`,
  takeAllConsequence: (zone: string) =>
    `${zone} becomes again what was last ${TERMS.published}. Undo brings the ${TERMS.edits} back.`,
  takenBack: `Taken back.`,
  publish: `${TERMS.Publish}…`,
  columns: { change: 'Change', name: 'Name', type: 'Type', was: 'Was', is: 'Is' },
  changes: { added: 'added', changed: 'changed', removed: 'removed' },
  conflict: 'also changed since, by a tool or another computer',
  more: (more: number) => `Show ${grouped(more)} more`,
  views: { sets: 'as record sets', text: 'as zone text' },
  viewAs: 'How it is shown',
  asText: { was: 'what was, as zone text', is: 'what is, as zone text' },
  nothing: '–',
  disabled: 'disabled',
  comment: 'comment',
} as const;
