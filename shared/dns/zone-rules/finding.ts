/**
 * Findings: what the zone-file scanner and the zone rules have to say, as data.
 *
 * A finding carries a code, the facts and a place, and no prose: the sentence is made once, in
 * `shared/model/finding-sentences.ts`. It is plain data, so it crosses to a worker or a screen as it is. An *error* is what
 * keeps a zone from being handed out; a *warning* is handed out as it stands.
 */
import { type Name } from '../name.ts';
import { printName } from '../name-text.ts';

export type Severity = 'error' | 'warning';

/** A place in a zone file; line and column count from 1, columns in characters. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** The records that a finding is about. */
interface About {
  readonly severity: Severity;
  /** Absolute presentation form. */
  readonly owner?: string;
  readonly type?: number;
  readonly place?: Place;
}

/** Why an `$INCLUDE` was not followed. `switched-off`: the text came without a folder. */
export type IncludeRefusal =
  'switched-off' | 'not-found' | 'outside-folder' | 'unreadable' | 'cycle' | 'too-deep' | 'too-many';

/** What only the text of a zone file can get wrong. */
export type ScanFinding = About &
  (
    | { readonly code: 'syntax'; readonly expected: string; readonly found: string }
    | { readonly code: 'unclosed-quote' | 'unclosed-parenthesis' | 'stray-parenthesis' }
    | { readonly code: 'utf-16' }
    | { readonly code: 'unknown-directive'; readonly directive: string }
    | { readonly code: 'include-refused'; readonly path: string; readonly reason: IncludeRefusal }
    | { readonly code: 'generate-too-many'; readonly count: number; readonly most: number }
    | { readonly code: 'class-not-in'; readonly class: string }
    | { readonly code: 'alias-record'; readonly mnemonic: string }
    | { readonly code: 'meta-type'; readonly mnemonic: string }
    | { readonly code: 'no-previous-owner' }
    | { readonly code: 'no-ttl' }
    | { readonly code: 'ttl-from-soa-minimum' | 'ttl-usual-in-zone'; readonly ttlSeconds: number }
    | { readonly code: 'duplicate-record' }
    | { readonly code: 'mixed-ttl'; readonly keptSeconds: number; readonly otherSeconds: number }
    | { readonly code: 'zone-name-unknown' }
    | { readonly code: 'left-out-of-zone'; readonly origin: string }
  );

/** Which relation of SOA timers is off (RFC 1912 §2.2). */
export type TimerFault =
  'refresh-too-short' | 'retry-not-below-refresh' | 'expire-too-short' | 'minimum-too-long';

/** What a zone's records can get wrong, wherever they came from. */
export type RuleFinding = About &
  (
    | { readonly code: 'soa-missing' | 'soa-several' | 'soa-not-at-apex' | 'ns-missing' }
    | { readonly code: 'cname-and-other'; readonly others: readonly number[] }
    | { readonly code: 'cname-several' | 'dname-several' | 'dname-and-ns' }
    | { readonly code: 'below-dname'; readonly dname: string }
    | { readonly code: 'out-of-zone'; readonly origin: string }
    | { readonly code: 'target-without-address' | 'target-is-cname'; readonly target: string }
    | { readonly code: 'origin-twice'; readonly name: string; readonly meant: string }
    | { readonly code: 'occluded'; readonly delegation: string }
    | { readonly code: 'ds-without-ns' | 'ds-at-apex' }
    | { readonly code: 'soa-timer'; readonly fault: TimerFault; readonly seconds: number }
    | { readonly code: 'expire-over-bind-limit'; readonly seconds: number; readonly most: number }
    | { readonly code: 'ttl-over-expire'; readonly ttlSeconds: number; readonly expireSeconds: number }
    | { readonly code: 'too-many-records'; readonly count: number; readonly most: number }
    | { readonly code: 'too-many-types'; readonly count: number; readonly most: number }
    | { readonly code: 'record-too-large'; readonly octets: number; readonly most: number }
    | { readonly code: 'set-too-large'; readonly octets: number }
    | { readonly code: 'wildcard-delegation' | 'odd-host-name' | 'spf-several' | 'zonemd-stale' }
  );

export type Finding = ScanFinding | RuleFinding;

/** Where records stand in the text they were read from, for findings about them. */
export type PlaceOf = (owner: Name, type: number) => Place | undefined;

/** The part of a finding that says which records it is about. */
export function about(owner: Name, type?: number, place?: Place): Pick<About, 'owner' | 'type' | 'place'> {
  return {
    owner: printName(owner),
    ...(type === undefined ? {} : { type }),
    ...(place === undefined ? {} : { place }),
  };
}

export function hasErrors(findings: readonly Finding[]): boolean {
  return findings.some((finding) => finding.severity === 'error');
}
