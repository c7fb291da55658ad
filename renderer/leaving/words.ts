/** What is said while a secondary, or a zone, is on its way out. */
import type { LeavingStep } from '../../shared/model/leaving.ts';
import type { Tone } from '../ui/tone.ts';

export const words = {
  order: 'In this order nobody is sent to a server that has no answer:',
  lookAgain: 'Look again',
  which: 'Which of these are its name servers?',
  states: { done: 'done', now: 'to do now', later: 'later', unknown: 'cannot be seen from here' },
} as const;

export const TONES: Readonly<Record<LeavingStep['state'], Tone>> = {
  done: 'ok',
  now: 'wait',
  later: 'none',
  unknown: 'wait',
};
