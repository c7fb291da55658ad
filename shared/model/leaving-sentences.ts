/** The steps by which a secondary leaves a zone, or a zone the Internet, in words. */
import { assertNever } from '../assert.ts';
import type { CopyDeadline } from './copy.ts';
import type { LeavingStep } from './leaving.ts';
import { spoken } from './spoken-name.ts';
import { TERMS } from './terms.ts';

/** What is to be done, or was seen to be done. */
export function leavingSentence(step: LeavingStep): string {
  switch (step.code) {
    case 'ds':
      return `Remove the DS at the registrar (${step.ds.length === 1 ? 'one is' : `${step.ds.length} are`} there) and wait until caches have forgotten it: validators would refuse the ${TERMS.zone} wherever it goes.`;
    case 'zone-ns':
      return zoneSentence(step);
    case 'parent-ns':
      return parentSentence(step);
    case 'ttl':
      return ttlSentence(step);
    case 'copies':
      return `Then remove the ${TERMS.zone} where it is served. ${copiesSentence(step.copies)}`;
    default:
      return assertNever(step);
  }
}

/** How long a copy lives on that nobody removes. */
export function copiesSentence(copies: readonly CopyDeadline[]): string {
  if (copies.length === 0) return 'Nobody is known to hold a copy.';
  return copies.map(copySentence).join(' ');
}

function copySentence({ name, at, reason }: CopyDeadline): string {
  switch (reason) {
    case 'never-transferred':
      return `${name} was never seen to take it.`;
    case 'never':
      return `${name} goes on answering from its copy until it is removed there: that copy never expires.`;
    case 'signatures':
      return `Left there, the copy at ${name} is answered from even longer, but validators refuse it from ${day(at)}.`;
    case 'expire':
    case 'expire-told':
      return `Left there, ${name} goes on answering from its copy until ${day(at)}.`;
    default:
      return assertNever(reason);
  }
}

function zoneSentence({ state, names, edited }: Extract<LeavingStep, { code: 'zone-ns' }>): string {
  if (state === 'unknown')
    return `Take its name servers out of the NS records of the ${TERMS.zone}, and ${TERMS.publish}.`;
  if (state === 'done') return `The ${TERMS.zone} as it is ${TERMS.publish}ed names it no more.`;
  return edited
    ? `${TERMS.Publish}: the NS records are changed here, and not all ${TERMS.secondaries} have that yet.`
    : `Take ${list(names)} out of the NS records of the ${TERMS.zone}, and ${TERMS.publish}.`;
}

function parentSentence({ state, names, detail }: Extract<LeavingStep, { code: 'parent-ns' }>): string {
  if (state === 'done') return 'The parent names it no more.';
  if (state === 'unknown')
    return `At the registrar, take its name servers out.${detail === null ? '' : ` Whether that is done could not be seen: ${detail}.`}`;
  return `At the registrar, take ${list(names)} out: the parent still sends people there.`;
}

function ttlSentence({ state, ttlSeconds, until }: Extract<LeavingStep, { code: 'ttl' }>): string {
  if (state === 'done') return 'Caches have forgotten the old NS records.';
  return until === null
    ? `Wait out their TTL, ${duration(ttlSeconds)}: caches go on asking there for as long.`
    : `Wait until ${minute(until)}: caches may know the old NS records for ${duration(ttlSeconds)}.`;
}

const list = (names: readonly string[]): string => names.map(spoken).join(', ');
const day = (ms: number | null): string => (ms === null ? '?' : new Date(ms).toISOString().slice(0, 10));
const minute = (ms: number): string => `${new Date(ms).toISOString().slice(0, 16).replace('T', ' ')} UTC`;

function duration(seconds: number): string {
  const [size, name] = UNITS.find(([unit]) => seconds >= 2 * unit) ?? ([1, 'seconds'] as const);
  return `${Math.ceil(seconds / size)} ${name}`;
}

const UNITS = [
  [86_400, 'days'],
  [3600, 'hours'],
  [60, 'minutes'],
] as const;
