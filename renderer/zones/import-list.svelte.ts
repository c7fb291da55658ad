/** Zones about to be imported: each read and shown before anything is stored. */
import type { ZoneKind, ZoneSummary } from '../../shared/model/zone.ts';
import type { Endpoint } from '../../shared/model/secondary.ts';
import type { Client } from '../app/connection.svelte.ts';
import { Resource, Task } from '../app/resource.svelte.ts';

type Preview = Awaited<ReturnType<Client['zones']['previewImport']>>;

/** Where one comes from: a text of zone-file lines, or a server that has it now. */
export type Source =
  | { readonly kind: 'text'; readonly fileName: string; readonly text: string; readonly latin1: boolean }
  | {
      readonly kind: 'transfer';
      readonly name: string;
      readonly server: Endpoint;
      readonly key: string | null;
    };

/** Texts beyond this are not shown for correction: a text field that large is of no use. */
const LONGEST_SHOWN = 2_000_000;

export class ImportEntry {
  /** The zone's name where the text does not say it. */
  name = $state('');
  text = $state('');
  kind = $state<ZoneKind>('primary');
  replace = $state(false);
  done = $state(false);
  preview = $state.raw<Resource<Preview>>();
  readonly title: string;
  readonly task = new Task();
  readonly source: Source;
  readonly #client: Client;

  constructor(client: Client, source: Source) {
    this.#client = client;
    this.source = source;
    this.title = source.kind === 'text' ? source.fileName : source.name;
    if (source.kind === 'text') this.text = source.text;
    this.check();
  }

  /** Whether the text is short enough to be corrected here. */
  get editable(): boolean {
    return this.source.kind === 'text' && this.text.length <= LONGEST_SHOWN;
  }

  get zoneName(): string | null {
    return this.preview?.value?.name ?? (this.name.trim() === '' ? null : absolute(this.name));
  }

  /** Ready to be stored. */
  get ready(): boolean {
    const found = this.preview?.value;
    return !this.done && found !== undefined && found.errors === 0 && this.zoneName !== null;
  }

  /** Reads it anew, after a correction. */
  check(): void {
    const { source } = this;
    this.preview = new Resource(() =>
      source.kind === 'text'
        ? this.#client.zones.previewImport(this.#textInput(source))
        : this.#client.zones.previewTransfer(transferInput(source)),
    );
  }

  async import(): Promise<boolean> {
    const { source, kind, replace } = this;
    const stored = await this.task.run((): Promise<ZoneSummary> =>
      source.kind === 'text'
        ? this.#client.zones.import({ ...this.#textInput(source), kind, replace })
        : this.#client.zones.importTransfer({ ...transferInput(source), kind, replace }),
    );
    this.done ||= stored;
    return stored;
  }

  #textInput({ fileName, latin1 }: Extract<Source, { kind: 'text' }>): {
    fileName: string;
    text: string;
    latin1: boolean;
    name?: string;
  } {
    const name = this.name.trim();
    return { fileName, text: this.text, latin1, ...(name === '' ? {} : { name: absolute(name) }) };
  }
}

export class ImportList {
  entries = $state.raw<readonly ImportEntry[]>([]);
  readonly #client: Client;

  constructor(client: Client) {
    this.#client = client;
  }

  add(source: Source): void {
    this.entries = [...this.entries, new ImportEntry(this.#client, source)];
  }

  async addFiles(files: Iterable<File>): Promise<void> {
    for (const file of files)
      this.add({ kind: 'text', fileName: file.name, ...decode(await file.arrayBuffer()) });
  }

  remove(entry: ImportEntry): void {
    this.entries = this.entries.filter((one) => one !== entry);
  }

  get ready(): readonly ImportEntry[] {
    return this.entries.filter(({ ready }) => ready);
  }

  /** Stores all that are ready, one after the other; answers the names of those that were. */
  async importAll(): Promise<readonly string[]> {
    const stored: string[] = [];
    for (const entry of this.ready) if (await entry.import()) stored.push(entry.zoneName ?? entry.title);
    return stored;
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

const absolute = (name: string): string => (name.trim().endsWith('.') ? name.trim() : `${name.trim()}.`);
const transferInput = ({
  name,
  server,
  key,
}: Extract<Source, { kind: 'transfer' }>): {
  name: string;
  server: Endpoint;
  key: string | null;
} => ({ name: absolute(name), server, key });
