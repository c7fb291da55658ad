/** A record set as it is being typed. What is typed is the state; everything else follows from it. */
import { utf8Encode } from '../../shared/dns/encodings.ts';
import { Name } from '../../shared/dns/name.ts';
import { scanName } from '../../shared/dns/name-text.ts';
import { NAME_FAULTS } from '../../shared/dns/rdata/rdata-scanner.ts';
import { rdataType, typeFromText } from '../../shared/dns/rdata/registry.ts';
import { parseTtl, printTtl } from '../../shared/dns/ttl.ts';
import { editFaultSentence } from '../../shared/model/error-sentences.ts';
import type { EditFault, RecordRow, RecordValue, SetEdit } from '../../shared/model/records.ts';
import { spoken } from '../../shared/model/spoken-name.ts';
import type { Assistant } from './assistants/assistant.ts';
import { assistantsFor } from './assistants/assistants.ts';
import { joinOwner, splitOwner } from './owner-parts.ts';
import { placeOf } from './places.ts';
import { fieldFaults, fieldsOf, joinFields, valueFault, type TextFault } from './rdata-text.ts';
import { words } from './words.ts';

const DEFAULT_TTL = '1h';

export class SetDraft {
  /** The name; where the type gives some of its labels fields, what is left of it. */
  name = $state('');
  /** Those labels, by the keys of the type's table. */
  labels = $state<Record<string, string>>({});
  type = $state('A');
  ttl = $state(DEFAULT_TTL);
  comment = $state('');
  values = $state<ValueDraft[]>([]);
  /** What main said of it when it was last sent. */
  faults = $state.raw<readonly EditFault[]>([]);
  readonly origin: Name;
  readonly zone: string;
  /** What stands in `ttl` until another one is typed. */
  #usualTtl = DEFAULT_TTL;
  /** The set that is edited; null = a new one. */
  readonly original: RecordRow | null;

  constructor(zone: string, original: RecordRow | null = null) {
    this.zone = zone;
    this.original = original;
    const origin = scanName(utf8Encode(zone));
    this.origin = typeof origin === 'string' ? Name.root : origin;
    if (original !== null) {
      const { owner, unicodeOwner, type, ttlSeconds, comment } = original;
      Object.assign(this, { type, ttl: printTtl(ttlSeconds), comment });
      this.owner = unicodeOwner ?? owner;
    }
    const given = original?.values.length ? original.values : original?.before?.values;
    this.values = (given ?? [{ text: '', disabled: false }]).map((value) => new ValueDraft(this, value));
  }

  readonly typeNumber = $derived(typeFromText(this.type.trim()));
  /** The table of fields that the form is made from; undefined for types that are typed as text. */
  readonly table = $derived(this.typeNumber === undefined ? undefined : rdataType(this.typeNumber));
  readonly ownerLabels = $derived(this.table?.ownerLabels);
  readonly ttlSeconds = $derived(parseTtl(this.ttl.trim()));

  readonly ownerError = $derived(this.#ownerError() ?? this.#told('owner'));
  readonly typeError = $derived(this.typeNumber === undefined ? words.typeUnknown : this.#told('type'));
  readonly ttlError = $derived(this.ttlSeconds === undefined ? words.ttlWrong : this.#told('ttl'));
  readonly valid = $derived(
    this.ownerError === null &&
      this.typeError === null &&
      this.ttlError === null &&
      this.values.length > 0 &&
      this.values.every(({ valid }) => valid),
  );

  /** The whole name, relative to the zone. */
  get owner(): string {
    return joinOwner(this.ownerLabels, this);
  }

  set owner(owner: string) {
    const { labels, name } = splitOwner(this.ownerLabels, owner);
    Object.assign(this, { labels: { ...labels }, name });
  }

  /** Why nobody would find such a record at this name; a doubt, no error. */
  readonly misplaced = $derived.by(() => {
    const owner = this.owner.trim();
    const place = this.values
      .map(({ text }) => placeOf(this.type, text))
      .find((one) => one?.fits(owner) === false);
    return place === undefined ? null : words.places[place.id];
  });

  /** Puts into its own field what was typed as part of another: `_sip._tcp` in the name, or in the service. */
  tidyOwner(): void {
    const { labels, name } = splitOwner(this.ownerLabels, this.owner);
    if (Object.values(labels)[0]) Object.assign(this, { labels: { ...labels }, name });
  }

  /** Takes the TTL of the set that is there, or the usual one, unless another was typed. */
  takeUsualTtl(seconds: number | undefined): void {
    const usual = seconds === undefined ? DEFAULT_TTL : printTtl(seconds);
    if (this.ttl === this.#usualTtl) this.ttl = usual;
    this.#usualTtl = usual;
  }

  addValue(): void {
    this.values.push(new ValueDraft(this, { text: '', disabled: false }));
  }

  removeValue(index: number): void {
    this.values.splice(index, 1);
  }

  /** Changes the type; what was typed stays as text where the new type's form cannot hold it. */
  changeType(type: string): void {
    const { owner } = this;
    const texts = this.values.map(({ text }) => text);
    this.type = type.toUpperCase();
    this.owner = owner;
    this.values = this.values.map(
      (value, index) => new ValueDraft(this, { text: texts[index], disabled: value.disabled }),
    );
  }

  toEdit(): SetEdit {
    return {
      owner: this.owner.trim() || '@',
      type: this.type.trim().toUpperCase(),
      ttlSeconds: this.ttlSeconds ?? 0,
      values: this.values.map(({ text, disabled }) => ({ text, disabled })),
      comment: this.comment.trim(),
    };
  }

  /** Main's word on one value. */
  toldOf(value: ValueDraft): string | null {
    return this.#told('value', this.values.indexOf(value));
  }

  #told(part: EditFault['part'], value: number | null = null): string | null {
    const fault = this.faults.find((one) => one.part === part && one.value === value);
    return fault === undefined ? null : editFaultSentence(fault);
  }

  #ownerError(): string | null {
    const typed = this.owner.trim() || '@';
    // Letters beyond ASCII are turned into IDN labels by main.
    if (/[^\x20-\x7e]/.test(typed)) return null;
    const name = scanName(utf8Encode(typed), this.origin);
    if (typeof name === 'string') return `${words.expected('a name', typed)} (${NAME_FAULTS[name]})`;
    return name.isAtOrBelow(this.origin) ? null : words.ownerOutside(spoken(this.zone));
  }
}

export class ValueDraft {
  disabled = $state(false);
  /** Typed as text, not by fields. */
  asText = $state(false);
  rawText = $state('');
  fields = $state<Record<string, string>>({});
  /** Errors are shown once something was typed or saving was tried. */
  touched = $state(false);
  /** The form that the fields are typed through; null = the fields themselves. */
  assistant = $state.raw<Assistant | null>(null);
  /** What was typed into the assistant's form. */
  form = $state<Record<string, string>>({});
  readonly #set: SetDraft;

  constructor(set: SetDraft, { text, disabled }: RecordValue) {
    this.#set = set;
    this.disabled = disabled;
    this.rawText = text;
    this.touched = text !== '';
    const fields = text === '' ? {} : this.#read(text);
    this.fields = fields ?? {};
    this.asText = fields === null;
    this.#chooseAssistant();
  }

  /** Assistants that can hold what is there; all of them while nothing is. */
  readonly assistants = $derived.by(() =>
    this.asText
      ? []
      : assistantsFor(this.#set.type).filter((one) => this.#isEmpty || one.read(this.fields) !== null),
  );

  /** Types through an assistant from now on, or through the fields again. */
  use(assistant: Assistant | null): void {
    this.assistant = assistant;
    if (assistant === null) return;
    const read = this.#isEmpty ? null : assistant.read(this.fields);
    this.form = { ...(read ?? assistant.start) };
    if (read === null) this.#write();
    if (assistant.place !== null && this.#set.owner.trim() === '') this.#set.owner = assistant.place;
  }

  /** Something was typed into the assistant's form. */
  type(key: string, text: string): void {
    this.form[key] = text;
    this.#write();
  }

  readonly text = $derived.by(() =>
    this.asText || this.#set.table === undefined ? this.rawText : joinFields(this.#set.table, this.fields),
  );
  readonly faults = $derived.by(() =>
    this.asText || this.#set.table === undefined
      ? {}
      : fieldFaults(this.#set.table, this.fields, this.#set.origin),
  );
  readonly fault = $derived.by(() =>
    this.#set.typeNumber === undefined ? null : valueFault(this.#set.typeNumber, this.text, this.#set.origin),
  );
  readonly valid = $derived(Object.keys(this.faults).length === 0 && this.fault === null);

  /** From fields to text and back; back only when the text fits the form. */
  toggle(): void {
    if (this.asText) {
      const fields = this.#read(this.rawText);
      if (fields === null && this.rawText.trim() !== '') return;
      this.fields = fields ?? {};
      this.asText = false;
      this.#chooseAssistant();
    } else {
      this.rawText = this.text;
      this.asText = true;
    }
  }

  /** The sentence of a fault, once it is time to say it. */
  sentence(fault: TextFault | null | undefined): string | null {
    return fault && this.touched ? words.expected(fault.expected, fault.found) : null;
  }

  get #isEmpty(): boolean {
    return Object.values(this.fields).every((text) => text === '');
  }

  #write(): void {
    if (this.assistant !== null) this.fields = { ...this.fields, ...this.assistant.write(this.form) };
  }

  /** The assistant that recognises the value; for a new one, that of a type which has a single one. */
  #chooseAssistant(): void {
    this.assistant = null;
    const all = assistantsFor(this.#set.type);
    if (this.asText || all.length === 0) return;
    if (!this.#isEmpty) this.use(all.find((one) => one.read(this.fields) !== null) ?? null);
    else if (all.length === 1) this.use(all[0]);
  }

  #read(text: string): Record<string, string> | null {
    const type = this.#set.typeNumber;
    return type === undefined ? null : fieldsOf(type, text, this.#set.origin);
  }
}
