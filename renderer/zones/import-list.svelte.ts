/** Zones about to be imported: each read and shown before anything is stored. */
import type { PdnsPreview } from '../../shared/model/pdns-import.ts';
import type { ZoneKind } from '../../shared/model/zone.ts';
import type { Client } from '../app/connection.svelte.ts';
import { Resource, Task } from '../app/resource.svelte.ts';
import { absolute, readSource, storeSource, type Preview, type Source } from './import-source.ts';
import { Lanes } from './lanes.ts';

/** Texts beyond this are not shown for correction: a text field that large is of no use. */
const LONGEST_SHOWN = 2_000_000;
/** As many are read at once: more would only wait for each other in main. */
const READ_AT_ONCE = 2;

export class ImportEntry {
  /** The zone's name where the text does not say it. */
  name = $state('');
  text = $state('');
  replace = $state(false);
  done = $state(false);
  preview = $state.raw<Resource<Preview>>();
  readonly title: string;
  readonly task = new Task();
  readonly source: Source;
  readonly #client: Client;
  readonly #lanes: Lanes;
  /** Ends the reading when the entry is left out, or read anew. */
  #reading = new AbortController();
  #kind = $state<ZoneKind | null>(null);

  constructor(client: Client, source: Source, lanes = new Lanes(READ_AT_ONCE)) {
    this.#client = client;
    this.#lanes = lanes;
    this.source = source;
    this.title = source.kind === 'text' ? source.fileName : source.name;
    if (source.kind === 'text') this.text = source.text;
    this.check();
  }

  /** What the zone is to be: as it was elsewhere, where that is known, until the owner chooses. */
  get kind(): ZoneKind {
    return this.#kind ?? this.fromPdns?.kind ?? 'primary';
  }

  set kind(kind: ZoneKind) {
    this.#kind = kind;
  }

  /** What only PowerDNS tells. */
  get fromPdns(): PdnsPreview | undefined {
    const found = this.preview?.value;
    return found !== undefined && 'thereKind' in found ? found : undefined;
  }

  /** Whether the text is short enough to be corrected here. */
  get editable(): boolean {
    return this.source.kind === 'text' && this.text.length <= LONGEST_SHOWN;
  }

  get zoneName(): string | null {
    return this.preview?.value?.name ?? (this.name.trim() === '' ? null : absolute(this.name));
  }

  get isRead(): boolean {
    return this.preview?.current.state !== 'loading';
  }

  /** Ready to be stored. What PowerDNS has against the rules cannot be put right here: it waits in the edits. */
  get ready(): boolean {
    const found = this.preview?.value;
    if (this.done || found === undefined || this.zoneName === null) return false;
    return 'thereKind' in found
      ? found.notes.every(({ severity }) => severity !== 'error')
      : found.errors === 0;
  }

  /** Reads it anew, after a correction. */
  check(): void {
    this.stop();
    const { signal } = (this.#reading = new AbortController());
    this.preview = new Resource(() =>
      this.#lanes.run(signal, () => readSource(this.#client, this.source, this, signal)),
    );
  }

  /** Gives up reading. */
  stop(): void {
    this.#reading.abort();
  }

  async import(signal: AbortSignal): Promise<boolean> {
    const stored = await this.task.run(() => storeSource(this.#client, this.source, this, signal));
    this.done ||= stored;
    return stored;
  }
}

export class ImportList {
  entries = $state.raw<readonly ImportEntry[]>([]);
  /** While zones are stored: which one, of how many. */
  progress = $state.raw<{ readonly at: number; readonly of: number; readonly title: string } | null>(null);
  readonly #client: Client;
  readonly #lanes = new Lanes(READ_AT_ONCE);
  #storing = new AbortController();

  constructor(client: Client) {
    this.#client = client;
  }

  add(source: Source): void {
    this.entries = [...this.entries, new ImportEntry(this.#client, source, this.#lanes)];
  }

  async addFiles(files: Iterable<File>): Promise<void> {
    for (const file of files)
      this.add({ kind: 'text', fileName: file.name, ...decode(await file.arrayBuffer()) });
  }

  remove(entry: ImportEntry): void {
    entry.stop();
    this.entries = this.entries.filter((one) => one !== entry);
  }

  /** Ends what is read and stored; what is stored already stays. */
  dispose(): void {
    this.cancel();
    for (const entry of this.entries) entry.stop();
  }

  get ready(): readonly ImportEntry[] {
    return this.entries.filter(({ ready }) => ready);
  }

  /** How many are being read, or wait for it. */
  get unread(): number {
    return this.entries.filter(({ isRead }) => !isRead).length;
  }

  /** Stores all that are ready, one after the other; answers the names of those that were. */
  async importAll(): Promise<readonly string[]> {
    const { ready } = this;
    const { signal } = (this.#storing = new AbortController());
    const stored: string[] = [];
    for (const [index, entry] of ready.entries()) {
      if (signal.aborted) break;
      this.progress = { at: index + 1, of: ready.length, title: entry.zoneName ?? entry.title };
      if (await entry.import(signal)) stored.push(entry.zoneName ?? entry.title);
    }
    this.progress = null;
    return stored;
  }

  /** Stores no more; the one under way is ended if it can be. */
  cancel(): void {
    this.#storing.abort();
  }
}

/** Text of a file: UTF-8, or octet by octet where it is not. */
function decode(bytes: ArrayBuffer): { text: string; latin1: boolean } {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes), latin1: false };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    let text = '';
    for (const octet of new Uint8Array(bytes)) text += String.fromCharCode(octet);
    return { text, latin1: true };
  }
}
