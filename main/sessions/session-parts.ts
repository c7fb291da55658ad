/** What a publish session needs of the rooms below and beside it, as narrow as it can be. */
import type { Name } from '../../shared/dns/name.ts';
import type { AddressCheck } from '../../shared/model/address-check.ts';
import type { CopyHistory } from '../../shared/model/copy.ts';
import type { Endpoint, Secondary } from '../../shared/model/secondary.ts';
import type { PortMapping } from '../../shared/model/port-mapping.ts';
import type { PreflightFinding } from '../../shared/model/preflight.ts';
import type { BindFailure } from '../../shared/model/session.ts';
import type { AccessEntry, ZoneKind, ZoneSecondary } from '../../shared/model/zone.ts';
import type { CopyAnswer, CopyQuestion } from '../exchange/copy-question.ts';
import type { Notify, NotifyOutcome } from '../exchange/notify.ts';
import type { SoaOutcome, SoaQuestion } from '../exchange/soa-question.ts';
import type { TsigKey } from '../tsig/tsig-key.ts';
import type { Lesson } from '../watch/copy-history.ts';
import type { MadeElsewhere } from '../zones/made-elsewhere.ts';
import type { SoaTimers } from '../zones/rhythm.ts';

/** A zone to be published. */
export interface SessionZone {
  readonly name: Name;
  /** Absolute presentation form, lower case. */
  readonly text: string;
  readonly kind: ZoneKind;
  /** The last version's; undefined before the first. */
  readonly serial: number | undefined;
  readonly secondaries: readonly ZoneSecondary[];
  /** The last version's SOA timers, and when its first signature expires (milliseconds since 1970; null: unsigned). */
  readonly timers: SoaTimers;
  signaturesUntil(): number | null;
  /** The DS at the parent, as it was seen last, when it names no key that signs here; none otherwise. */
  dsWithoutKey(): readonly string[];
  readonly alsoAllow: readonly AccessEntry[];
  /** The serial that a commit now would come to. */
  readonly nextSerial: number | undefined;
  /** How many findings of the rules keep its draft from becoming a version. */
  draftErrors(): Promise<number>;
  /** The apex NS set, as presentation text. */
  nameServers(): readonly string[];
  /** Gives the draft the rhythm's timers for a secondary that polls, unless its owner set others. */
  adoptPollingTimers(): Promise<void>;
  /** Makes a version of the draft; when there is none, only if a secondary was seen ahead of the last version. */
  commit(): Promise<CommitOutcome>;
  /** Makes the version that is due without the draft: signatures are renewed, keys changed. */
  commitDue(): Promise<CommitOutcome>;
  /** A secondary holds this serial: the next version must be ahead of it. */
  noteSerialSeen(serial: number): Promise<void>;
  /** The same while a session is open, with what it was seen to hold before: whether it was made here is judged by that. */
  noteHeld(secondary: string, serial: number, held: number | null): Promise<void>;
  /** True when the last version is signed: then a secondary's keys are looked at, too. */
  readonly isSigned: boolean;
  /** Judges what the servers of a secondary answered before a session; of one that did not answer nothing changes. */
  noteCopies(secondary: string, answers: readonly CopyAnswer[], history: CopyHistory): Promise<void>;
  /** What secondaries hold that was not made here, and its owner has not decided about. */
  madeElsewhere(): readonly MadeElsewhere[];
  /** From what the zone stands here. */
  readonly standsOn: 'versions' | 'recovery' | 'import' | 'nothing';
  /** What is held elsewhere is accounted for; the next version will be ahead of it. */
  goAhead(): Promise<void>;
}

export type CommitOutcome =
  | { readonly kind: 'committed' | 'nothing-to-commit' }
  /** The draft stays behind. */
  | { readonly kind: 'has-errors'; readonly errors: number }
  /** No version could be made (the keychain refused, the disk is full): the last one is served on. In words. */
  | { readonly kind: 'failed'; readonly failure: string };

/** The sockets. */
export interface SessionServer {
  /** All or nothing; port 0 becomes a free one. */
  open(listen: readonly Endpoint[], keys: ReadonlyMap<string, TsigKey>): Promise<ListenOutcome>;
  /** Other keys from now on. */
  holdKeys(keys: ReadonlyMap<string, TsigKey>): void;
  /** Resolves when nothing listens any more. */
  close(): Promise<void>;
  /** A version is about to be asked for: compose its transfer ahead. */
  prepare(zone: Name): void;
}

export type ListenOutcome =
  | { readonly kind: 'listening'; readonly endpoints: readonly Endpoint[] }
  | { readonly kind: 'failed'; readonly failures: readonly BindFailure[] };

/** The questions and messages that leave this computer. */
export interface SessionExchange {
  askSoa(question: SoaQuestion): Promise<SoaOutcome>;
  askCopy(question: CopyQuestion): Promise<CopyAnswer | undefined>;
  sendNotify(notify: Notify): Promise<NotifyOutcome>;
}

/** The router's port, sent here while a session is open. Nothing of it is waited for. */
export interface SessionMapping {
  /** Null: not wanted. */
  readonly state: PortMapping | null;
  begin(listening: readonly Endpoint[]): void;
  end(): Promise<void>;
}

/** What is remembered of copies from session to session. */
export interface CopyMemory {
  of(zone: string, secondary: string): CopyHistory;
  learn(zone: string, secondary: string, lesson: Lesson): void;
}

export interface SessionParts {
  readonly zones: () => readonly SessionZone[];
  readonly secondary: (id: string) => Secondary;
  readonly server: SessionServer;
  readonly exchange: SessionExchange;
  readonly mapping: SessionMapping;
  /** The keys that zones use, with their secrets; held while the session is open. */
  readonly loadKeys: () => Promise<ReadonlyMap<string, TsigKey>>;
  readonly listen: () => readonly Endpoint[];
  /** This computer's addresses now. */
  readonly ownAddresses: () => readonly string[];
  /** Ours and what secondaries hold for it; asks the router and whom the owner allowed. */
  readonly addresses: () => Promise<AddressCheck>;
  readonly memory: CopyMemory;
  /** Minutes for a secondary of which nothing is known. */
  readonly otherwiseMinutes: () => number;
  /** What stands against a session, without asking anybody. */
  readonly standsAgainst: () => readonly PreflightFinding[];
  /** The part of it that a commit would cover up: what secondaries hold from elsewhere. */
  readonly heldFromElsewhere: () => readonly PreflightFinding[];
  /** What fails while nobody waits for it. */
  readonly onBug: (error: unknown) => void;
  readonly now: () => number;
}
