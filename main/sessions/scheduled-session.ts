/** A session that begins by itself: not from a foreign network, where every secondary would be told in vain. */
import { errorSentence } from '../../shared/model/error-sentences.ts';
import type { AddressCheck } from '../../shared/model/address-check.ts';
import type { AppError } from '../../shared/model/app-error.ts';
import { preflightSentence } from '../../shared/model/preflight-sentences.ts';
import { addressFindings } from './ask-others.ts';
import type { PublishSessions } from './publish-sessions.ts';

export interface ScheduledSession {
  readonly sessions: PublishSessions;
  /** Where providers hold another address than ours. */
  readonly changed: AddressCheck['changed'];
  readonly expected: (error: unknown) => AppError | undefined;
}

/** Why it did not begin, as a sentence; null when it did, or one was open already. */
export async function beginScheduled({
  sessions,
  changed,
  expected,
}: ScheduledSession): Promise<string | null> {
  if (sessions.isOpen) return null;
  if (changed.length > 0)
    return addressFindings({ changed, carrierNat: null, present: [] }).map(preflightSentence).join(' ');
  try {
    await sessions.start({});
    return null;
  } catch (error) {
    const failure = expected(error);
    if (failure === undefined) throw error;
    return errorSentence(failure);
  }
}
