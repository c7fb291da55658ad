/** The parent's name servers in words: what is the matter, what it leads to, what to do. */
import { assertNever } from '../assert.ts';
import type { ParentNsVerdict } from './parent-ns.ts';
import { spoken } from './spoken-name.ts';
import { TERMS } from './terms.ts';

/** One sentence or two for each thing that is not right. */
export function parentNsSentences(verdict: ParentNsVerdict): readonly string[] {
  switch (verdict.state) {
    case 'right':
      return [`The parent (${spoken(verdict.parent)}) names the same name servers as the ${TERMS.zone}.`];
    case 'missing':
    case 'extra':
    case 'both':
      return [
        ...(verdict.missing.length === 0
          ? []
          : [
              `The parent does not name ${list(verdict.missing)}, so hardly anybody asks there. Enter ${them(verdict.missing)} at the registrar, or take ${them(verdict.missing)} out of the ${TERMS.zone}'s NS records.`,
            ]),
        ...(verdict.extra.length === 0
          ? []
          : [
              `The parent names ${list(verdict.extra)}, which the ${TERMS.zone} does not: whoever asks there may get an old answer, or none. If ${they(verdict.extra)} the ${TERMS.zone}, add ${them(verdict.extra)} to its NS records; if not, take ${them(verdict.extra)} out at the registrar.`,
            ]),
      ];
    case 'wrong':
      return [
        `The parent names altogether other name servers (${list(verdict.theirs)}) than the ${TERMS.zone} (${list(verdict.ours)}): nothing that you ${TERMS.publish} here is seen. Enter the ${TERMS.zone}'s name servers at the registrar once they serve it.`,
      ];
    case 'not-delegated':
      return [
        `The parent (${spoken(verdict.parent)}) has no delegation for this ${TERMS.zone}: nobody finds it. Register the name, or enter ${list(verdict.ours)} at the registrar.`,
      ];
    case 'not-known':
      return [
        verdict.detail === null
          ? 'There is no resolver to ask: set one in the settings.'
          : `The parent could not be asked: ${verdict.detail}. This needs the Internet and a resolver.`,
      ];
    default:
      return assertNever(verdict);
  }
}

const list = (names: readonly string[]): string => names.map(spoken).join(', ') || 'its name servers';
const them = (names: readonly string[]): string => (names.length === 1 ? 'it' : 'them');
const they = (names: readonly string[]): string => (names.length === 1 ? 'it serves' : 'they serve');
