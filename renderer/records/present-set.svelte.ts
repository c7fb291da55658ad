/** The set that stands already where one is typed to go: its values stay, and the editor says so before it is saved. */
import { printTtl } from '../../shared/dns/ttl.ts';
import { isSingular } from '../../shared/dns/types.ts';
import type { RecordRow } from '../../shared/model/records.ts';
import type { SetDraft } from './set-draft.svelte.ts';
import { words } from './words.ts';

/** Long enough that a name is not asked about letter by letter, too short to be noticed. */
const PAUSE_MS = 120;

export class PresentSet {
  row = $state.raw<RecordRow | null>(null);
  readonly #draft: SetDraft;
  readonly #find: (owner: string, type: string) => Promise<RecordRow | null>;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Counts what was asked, so that a late answer is dropped. */
  #asked = 0;

  constructor(draft: SetDraft, find: (owner: string, type: string) => Promise<RecordRow | null>) {
    this.#draft = draft;
    this.#find = find;
  }

  /** Why the set cannot be saved here. */
  get refusal(): string | null {
    return this.row !== null && isSingular(this.#draft.typeNumber ?? 0)
      ? words.onlyOne(this.row.unicodeOwner ?? this.row.owner, this.row.type)
      : null;
  }

  /** What saving will do to the set that is there. */
  get note(): string | null {
    const { row } = this;
    if (row === null || this.refusal !== null) return null;
    const { ttlSeconds, values } = this.#draft;
    const ttl = ttlSeconds === undefined || ttlSeconds === row.ttlSeconds ? null : printTtl(ttlSeconds);
    return words.joins(row.unicodeOwner ?? row.owner, row.type, row.values.length, values.length, ttl);
  }

  /** Looks once name and type, read here, have stood still; answers what ends it. */
  watch(): () => void {
    void [this.#draft.owner, this.#draft.typeNumber];
    // What went wrong is said when saving looks again.
    this.#timer = setTimeout(() => void this.look().catch(() => undefined), PAUSE_MS);
    return () => clearTimeout(this.#timer);
  }

  /** Looks now. A new set takes the TTL of the one that is there, unless another was typed. */
  async look(): Promise<void> {
    clearTimeout(this.#timer);
    const mine = ++this.#asked;
    const draft = this.#draft;
    const { original } = draft;
    const found =
      draft.typeNumber === undefined ? null : await this.#find(draft.toEdit().owner, draft.type.trim());
    if (mine !== this.#asked) return;
    const isOwn = found !== null && found.owner === original?.owner && found.type === original.type;
    this.row = isOwn ? null : found;
    if (original === null) draft.takeUsualTtl(this.row?.ttlSeconds);
  }
}
