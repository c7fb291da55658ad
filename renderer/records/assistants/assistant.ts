/**
 * A small form over the fields of one value, for what people know by another name than its record type: SPF, DMARC and DKIM
 * in TXT, the policies of CAA, the parameters of HTTPS. It reads the fields and writes them; what it cannot hold it does not
 * read, and the value stays as it is typed.
 */

/** Texts by key: of the assistant's own fields, or of those of the record type. */
export type Texts = Readonly<Record<string, string>>;

export type AssistantId = 'spf' | 'dmarc' | 'dkim' | 'caa' | 'https';

/** One field; its words are in assistant-words.ts. */
export interface AssistantField {
  readonly key: string;
  /** `list` holds words divided by blanks, commas or line breaks; `check` is `yes` or empty. */
  readonly kind: 'text' | 'list' | 'choice' | 'check' | 'long';
  readonly example?: string;
  /** The values of a choice, the usual first. */
  readonly choices?: readonly string[];
  /** Whether what was typed can be right; an empty text always can. */
  readonly fits?: (text: string) => boolean;
}

export interface Assistant {
  readonly id: AssistantId;
  /** Of these record types. */
  readonly types: readonly string[];
  /** The name that is filled in: where such a record stands (places.ts has which others will do). */
  readonly place: string | null;
  readonly fields: readonly AssistantField[];
  /** What an empty form begins with. */
  readonly start: Texts;
  /** The form's texts, or null where it cannot hold the value. */
  readonly read: (value: Texts) => Texts | null;
  /** The value's texts. `write(read(value))` means the same as `value`. */
  readonly write: (form: Texts) => Texts;
  /** Which warnings apply (assistant-words.ts); none of them blocks. */
  readonly warnings?: (form: Texts) => readonly string[];
}

/** The words of a list. */
export const listed = (text: string | undefined): readonly string[] =>
  (text ?? '').split(/[\s,]+/).filter(Boolean);

/** Empty texts left out: what is not there and what is empty are the same to a form. */
export const present = (texts: Texts): Texts =>
  Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== ''));
