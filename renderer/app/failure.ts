/** What a call that failed says to the person. */
import { ORPCError } from '@orpc/client';
import type { AppError } from '../../shared/model/app-error.ts';
import { errorSentence } from '../../shared/model/error-sentences.ts';
import { words } from './words.ts';

/** The expected failure that a call ended with, or null when it ended in another way. */
export function appErrorOf(error: unknown): AppError | null {
  return error instanceof ORPCError && error.code === 'FAILED' ? (error.data as AppError) : null;
}

/** A sentence for whatever a call threw. What nobody expected is also logged. */
export function explain(error: unknown): string {
  const expected = appErrorOf(error);
  if (expected !== null) return errorSentence(expected);
  if (error instanceof Error && /websocket|closed|aborted/i.test(error.message)) return words.connectionLost;
  console.error(error);
  return words.bug(error instanceof Error ? error.message : String(error));
}
