/** Expected failures, as values: a union on `code` plus data. The sentence is made once, in error-sentences.ts. */
import { z } from 'zod';
import { keysLeftBehind } from './dnssec.ts';
import { rolloverHindrance } from './rollover.ts';
import { keyFault } from './zone-key.ts';
import { pdnsFault } from './pdns-import.ts';
import { preflightFinding } from './preflight.ts';
import { editFault } from './records.ts';
import { bindFailure } from './session.ts';

export const appError = z.discriminatedUnion('code', [
  z.object({ code: z.literal('zone-not-found'), zone: z.string() }),
  z.object({ code: z.literal('zone-exists'), zone: z.string() }),
  z.object({ code: z.literal('bad-zone-name'), text: z.string(), expected: z.string() }),
  z.object({ code: z.literal('bad-edit'), faults: z.array(editFault) }),
  z.object({ code: z.literal('bad-address'), text: z.string() }),
  z.object({ code: z.literal('nothing-to-undo') }),
  z.object({ code: z.literal('version-not-found'), zone: z.string(), serial: z.number() }),
  z.object({ code: z.literal('draft-has-errors'), zone: z.string(), errors: z.number() }),
  z.object({ code: z.literal('import-has-errors'), errors: z.number() }),
  z.object({ code: z.literal('key-not-found'), key: z.string() }),
  z.object({ code: z.literal('key-exists'), key: z.string() }),
  z.object({ code: z.literal('key-in-use'), key: z.string(), zones: z.array(z.string()) }),
  z.object({ code: z.literal('bad-key-name'), text: z.string() }),
  z.object({ code: z.literal('bad-secret'), expected: z.string() }),
  z.object({ code: z.literal('secondary-not-found'), secondary: z.string() }),
  z.object({ code: z.literal('secondary-in-use'), secondary: z.string(), zones: z.array(z.string()) }),
  z.object({ code: z.literal('session-open') }),
  z.object({ code: z.literal('session-closed') }),
  z.object({ code: z.literal('transfer-running'), count: z.number() }),
  z.object({ code: z.literal('cannot-listen'), failures: z.array(bindFailure) }),
  z.object({ code: z.literal('nothing-to-publish') }),
  /** What stands against a session, unless it is overridden. */
  z.object({ code: z.literal('preflight-failed'), findings: z.array(preflightFinding) }),
  z.object({ code: z.literal('bad-schedule'), text: z.string(), reason: z.string() }),
  z.object({ code: z.literal('transfer-in-failed'), server: z.string(), reason: z.string() }),
  /** Nothing could be had of a PowerDNS's API; `server` without its key. */
  z.object({ code: z.literal('pdns-failed'), server: z.string(), fault: pdnsFault }),
  /** What the notes of its preview say stands against taking a zone. */
  z.object({ code: z.literal('pdns-zone-refused'), zone: z.string(), reasons: z.array(z.string()) }),
  z.object({ code: z.literal('no-secret-store'), reason: z.string() }),
  z.object({ code: z.literal('vault-locked') }),
  z.object({ code: z.literal('keychain-locked'), detail: z.string() }),
  z.object({ code: z.literal('wrong-passphrase') }),
  z.object({ code: z.literal('vault-exists') }),
  z.object({ code: z.literal('dnssec-is-on'), zone: z.string() }),
  z.object({ code: z.literal('bad-zone-key'), zone: z.string(), fault: keyFault }),
  /** Another key of the zone has this tag. */
  z.object({ code: z.literal('zone-key-exists'), zone: z.string(), keyTag: z.number() }),
  /** The zone is signed elsewhere by keys that are not here. */
  z.object({ code: z.literal('keys-left-behind'), zone: z.string(), ...keysLeftBehind.shape }),
  /** The DS was not seen gone from the parent for its TTL. */
  z.object({ code: z.literal('ds-is-there'), zone: z.string() }),
  z.object({ code: z.literal('dnssec-is-off'), zone: z.string() }),
  /** A key's replacement cannot begin, go on or be taken back. */
  z.object({ code: z.literal('rollover-refused'), zone: z.string(), reason: rolloverHindrance }),
  /** A zone's private key is not where secrets are kept. */
  z.object({ code: z.literal('zone-key-lost'), zone: z.string(), keyTag: z.number() }),
  /** `aheadSeconds`: how far the clock of `source` is ahead of ours. */
  z.object({ code: z.literal('clock-off'), aheadSeconds: z.number(), source: z.string() }),
  /** Our clock says that it is earlier than when the last version was made. */
  z.object({ code: z.literal('clock-before-version'), zone: z.string(), at: z.number() }),
  z.object({
    code: z.literal('recovery-unreadable'),
    reason: z.enum(['wrong-passphrase', 'damaged', 'newer', 'missing']),
  }),
  z.object({ code: z.literal('weak-passphrase') }),
  z.object({ code: z.literal('restore-not-empty') }),
  z.object({ code: z.literal('signing-cancelled'), zone: z.string() }),
  z.object({ code: z.literal('disk-full'), path: z.string() }),
  z.object({ code: z.literal('disk-failed'), path: z.string(), detail: z.string() }),
]);
export type AppError = z.infer<typeof appError>;

/** An expected failure on its way to the edge, where it becomes a value again. */
export class AppFailure extends Error {
  readonly error: AppError;

  constructor(error: AppError, cause?: unknown) {
    super(error.code, { cause });
    this.name = 'AppFailure';
    this.error = error;
  }
}
