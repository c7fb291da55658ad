/** What a search looks at of record sets, made once for each: sets live on from state to state, and so do their texts. */
import { printRdata, typeToText } from '../../shared/dns/rdata/registry.ts';
import { type Name } from '../../shared/dns/name.ts';
import { type Octets } from '../../shared/dns/octets.ts';
import { ownerText, unicodeOwnerText } from './owner-text.ts';
import { setKey } from './record-set.ts';
import { type ZoneState } from './zone-state.ts';

/** Something that stands for a set; the same object as long as its served values are the same. */
export interface SetRef {
  readonly owner: Name;
  readonly type: number;
}

export class SetTexts<Ref extends SetRef> {
  readonly #texts = new WeakMap<Ref, string>();
  readonly #valuesOf: (ref: Ref) => readonly Octets[];

  /** `valuesOf` tells the served values. */
  constructor(valuesOf: (ref: Ref) => readonly Octets[]) {
    this.#valuesOf = valuesOf;
  }

  /** Owner, type, values and comment in lower case, a line each. */
  of(state: ZoneState, ref: Ref): string {
    const notes = state.notes.size === 0 ? undefined : state.notes.get(setKey(ref.owner, ref.type));
    const known = notes === undefined ? this.#texts.get(ref) : undefined;
    if (known !== undefined) return known;
    const { owner, type } = ref;
    const values = [...this.#valuesOf(ref), ...(notes?.disabledRdatas ?? [])].map((rdata) =>
      printRdata(type, rdata),
    );
    const names = [ownerText(owner, state.origin), unicodeOwnerText(owner, state.origin) ?? ''];
    const text = [...names, typeToText(type), ...values, notes?.comment ?? ''].join('\n').toLowerCase();
    if (notes === undefined) this.#texts.set(ref, text);
    return text;
  }
}
