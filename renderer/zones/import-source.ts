/** Where a zone comes from, and how it is read and stored: each way by its own calls. */
import type { PdnsPreview, PdnsServer } from '../../shared/model/pdns-import.ts';
import type { Endpoint } from '../../shared/model/secondary.ts';
import type { ZoneKind, ZoneSummary } from '../../shared/model/zone.ts';
import type { Client } from '../app/connection.svelte.ts';

type TextPreview = Awaited<ReturnType<Client['zones']['previewImport']>>;
/** What comes in; from PowerDNS more is told. */
export type Preview = TextPreview | PdnsPreview;

/** A text of zone-file lines, a server that has the zone now, or a PowerDNS's API. */
export type Source =
  | {
      readonly kind: 'text';
      /** On the screen; false: it is a file's. */
      readonly typed: boolean;
      readonly fileName: string;
      readonly text: string;
      readonly latin1: boolean;
    }
  | {
      readonly kind: 'transfer';
      readonly name: string;
      readonly server: Endpoint;
      readonly key: string | null;
    }
  /** `id` as its list has it. */
  | { readonly kind: 'powerdns'; readonly server: PdnsServer; readonly id: string; readonly name: string };

/** What the owner said of it on the screen. */
export interface Chosen {
  /** The text as it was corrected. */
  readonly text: string;
  /** The zone's name where the text does not say it; may be empty. */
  readonly name: string;
  readonly kind: ZoneKind;
  readonly replace: boolean;
}

export function readSource(
  client: Client,
  source: Source,
  chosen: Pick<Chosen, 'text' | 'name'>,
  signal: AbortSignal,
): Promise<Preview> {
  switch (source.kind) {
    case 'text':
      return client.zones.previewImport(textInput(source, chosen), { signal });
    case 'transfer':
      return client.zones.previewTransfer(transferInput(source), { signal });
    case 'powerdns':
      return client.pdnsImport.preview({ server: source.server, id: source.id }, { signal });
  }
}

export function storeSource(
  client: Client,
  source: Source,
  chosen: Chosen,
  signal: AbortSignal,
): Promise<ZoneSummary> {
  const { kind, replace } = chosen;
  switch (source.kind) {
    case 'text':
      return client.zones.import({ ...textInput(source, chosen), kind, replace }, { signal });
    case 'transfer':
      return client.zones.importTransfer({ ...transferInput(source), kind, replace }, { signal });
    case 'powerdns':
      return client.pdnsImport.take({ server: source.server, id: source.id, kind }, { signal });
  }
}

export const absolute = (name: string): string =>
  name.trim().endsWith('.') ? name.trim() : `${name.trim()}.`;

function textInput(
  { fileName, latin1 }: Extract<Source, { kind: 'text' }>,
  { text, name }: Pick<Chosen, 'text' | 'name'>,
): { fileName: string; text: string; latin1: boolean; name?: string } {
  return { fileName, text, latin1, ...(name.trim() === '' ? {} : { name: absolute(name) }) };
}

const transferInput = ({
  name,
  server,
  key,
}: Extract<Source, { kind: 'transfer' }>): { name: string; server: Endpoint; key: string | null } => ({
  name: absolute(name),
  server,
  key,
});
