/** What happened to zones, told upward as facts. */
import { type StepNotice } from './draft-journal.ts';
import { type VersionNotice } from './version-store.ts';
import { type ZoneVersion } from './zone-version.ts';
import { type Zone } from './zone.ts';

/** Something about a zone's files that its owner should know. */
export type ZoneNotice =
  | VersionNotice
  | StepNotice
  /** A tool's version below the draft: of sets that both touched nobody knows any more. */
  | { readonly code: 'marks-lost'; readonly path: string; readonly reason: string }
  /** The zone's folder could not be read; it is left as it is, and the zone is not served. */
  | { readonly code: 'zone-unreadable'; readonly path: string; readonly reason: string }
  /** Two folders hold the zone: that in `path` is served, and that in `left` is left as it is. */
  | { readonly code: 'zone-twice'; readonly path: string; readonly left: string }
  /** Work beside the edits (snapshot, pruning, emptying the draft's file) failed; nothing is lost, it is tried again. */
  | { readonly code: 'upkeep-failed'; readonly path: string; readonly reason: string };

export type ZoneFact =
  /** Its draft, its version or its settings. */
  | { readonly kind: 'zone-changed'; readonly zone: Zone }
  | { readonly kind: 'version-committed'; readonly zone: Zone; readonly version: ZoneVersion }
  | { readonly kind: 'zone-added'; readonly zone: Zone }
  | { readonly kind: 'zone-removed'; readonly zone: Zone }
  /** `zone` is the name as the folder's description tells it; null when not even that can be read. */
  | { readonly kind: 'notice'; readonly zone: string | null; readonly notice: ZoneNotice };

export type ZoneListener = (fact: ZoneFact) => void;

/** Tells everybody who wants to know. A listener that throws is a bug and stops the teller. */
export class ZoneFacts {
  readonly #listeners = new Set<ZoneListener>();

  /** Answers what ends the subscription. */
  subscribe(listener: ZoneListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  tell(fact: ZoneFact): void {
    for (const listener of this.#listeners) listener(fact);
  }
}
