/** Zones about to be imported: each read and shown before anything is stored. */
import type { PdnsPreview } from '../../shared/model/pdns-import.ts';
import type { ZoneKind } from '../../shared/model/zone.ts';
import type { Client } from '../app/connection.svelte.ts';
import { Resource, Task } from '../app/resource.svelte.ts';
import { absolute, readSource, storeSource, type Preview, type Source } from './import-source.ts';
import { Lanes } from './lanes.ts';
import { words } from './words.ts';

/** Texts beyond this are not shown for correction: a text field that large is of no use. */
const LONGEST_SHOWN = 2_000_000;
/** Long enough that what is typed is not read letter by letter, too short to be waited for. */
const PAUSE_MS = 400;
/** As many are read at once: more would only wait for each other in main. */
const READ_AT_ONCE = 2;

export class ImportEntry {
  replace = $state(false);
  done = $state(false);
  /** What was read; undefined while there is nothing to read. */
  preview = $state.raw<Resource<Preview>>();
  readonly title: string;
  readonly task = new Task();
  readonly source: Source;
  readonly #client: Client;
  readonly #lanes: Lanes;
  /** Ends the reading when the entry is left out, or read anew. */
  #reading = new AbortController();
  #kind = $state<ZoneKind | null>(null);
  #text = $state('');
  #name = $state('');
  #wasNamed = $state(false);
  /** What `preview` is of. */
  #seen = $state.raw({ text: '', name: '' });
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #isHere: (zone: string) => boolean;

  constructor(
    client: Client,
    source: Source,
    isHere: (zone: string) => boolean = () => false,
    lanes = new Lanes(READ_AT_ONCE),
  ) {
    this.#client = client;
    this.#isHere = isHere;
    this.#lanes = lanes;
    this.source = source;
    this.title = source.kind === 'text' ? source.fileName : source.name;
    if (source.kind === 'text') this.#text = source.text;
    this.check();
  }

  /** What the zone is read from; as it is typed, it is read again. */
  get text(): string {
    return this.#text;
  }

  set text(text: string) {
    this.#text = text;
    this.#checkSoon();
  }

  /** The zone's name where the text does not say it. */
  get name(): string {
    return this.#name;
  }

  set name(name: string) {
    this.#name = name;
    this.#wasNamed = true;
    this.#checkSoon();
  }

  /** Why a file is not even read. */
  readonly refusal = $derived.by(() => {
    if (this.source.kind !== 'text' || (this.source.typed && this.#text.trim() === '')) return null;
    if (this.#text === '') return words.emptyFile;
    // Main has a sentence of its own for UTF-16.
    if (/^(\xff\xfe|\xfe\xff)/.test(this.#text)) return null;
    return this.#text.includes('\0') || !/[^\s\x01-\x1f\x7f]/.test(this.#text) ? words.noZoneFile : null;
  });
  /** Whether the text does not say the zone's name; stays true once one is typed. */
  readonly needsName = $derived(this.#wasNamed || this.preview?.value?.name === null);

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
    return this.source.kind === 'text' && this.text.length <= LONGEST_SHOWN && !this.text.includes('\0');
  }

  get zoneName(): string | null {
    return this.preview?.value?.name ?? (this.name.trim() === '' ? null : absolute(this.name));
  }

  /** Whether a zone of this name is here. */
  get exists(): boolean {
    return this.zoneName !== null && this.#isHere(this.zoneName.toLowerCase());
  }

  /** False while what stands there is being read, or is about to be. */
  get isRead(): boolean {
    return this.#isCurrent && this.preview?.current.state !== 'loading';
  }

  /** Ready to be stored. What PowerDNS has against the rules cannot be put right here: it waits in the edits. */
  get ready(): boolean {
    const found = this.preview?.value;
    if (this.done || found === undefined || this.zoneName === null || !this.#isCurrent) return false;
    if (this.exists && (this.source.kind === 'powerdns' || !this.replace)) return false;
    return 'thereKind' in found
      ? found.notes.every(({ severity }) => severity !== 'error')
      : found.errors === 0;
  }

  /** Reads what stands there now, unless it was. */
  check(): void {
    if (this.#isCurrent && this.preview !== undefined) return;
    this.stop();
    this.#seen = { text: this.#text, name: this.#name };
    if (this.source.kind === 'text' && (this.#text.trim() === '' || this.refusal !== null)) {
      this.preview = undefined;
      return;
    }
    const { signal } = (this.#reading = new AbortController());
    this.preview = new Resource(() =>
      this.#lanes.run(signal, () => readSource(this.#client, this.source, this, signal)),
    );
  }

  /** Gives up reading. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#reading.abort();
  }

  /** Stores it; answers the zone's name, null when it was not stored. */
  async import(signal: AbortSignal): Promise<string | null> {
    let stored: string | null = null;
    await this.task.run(async () => {
      stored = (await storeSource(this.#client, this.source, this, signal)).name;
    });
    this.done ||= stored !== null;
    return stored;
  }

  get #isCurrent(): boolean {
    return this.#seen.text === this.#text && this.#seen.name === this.#name;
  }

  /** At once where nothing was read before, else when no more is typed. */
  #checkSoon(): void {
    clearTimeout(this.#timer);
    if (this.preview === undefined) this.check();
    else this.#timer = setTimeout(() => this.check(), PAUSE_MS);
  }
}

export class ImportList {
  entries = $state.raw<readonly ImportEntry[]>([]);
  /** While zones are stored: which one, of how many. */
  progress = $state.raw<{ readonly at: number; readonly of: number; readonly title: string } | null>(null);
  readonly #client: Client;
  readonly #isHere: (zone: string) => boolean;
  readonly #lanes = new Lanes(READ_AT_ONCE);
  #storing = new AbortController();

  /** `isHere`: whether there is a zone of this name already. */
  constructor(client: Client, isHere: (zone: string) => boolean) {
    this.#client = client;
    this.#isHere = isHere;
  }

  add(source: Source): void {
    this.entries = [...this.entries, new ImportEntry(this.#client, source, this.#isHere, this.#lanes)];
  }

  async addFiles(files: Iterable<File>): Promise<void> {
    // A copy: the list of a picker is emptied with it.
    for (const file of [...files])
      this.add({
        kind: 'text',
        typed: false,
        fileName: file.name,
        ...decode(await file.arrayBuffer()),
      });
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
      const name = await entry.import(signal);
      if (name !== null) stored.push(name);
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
