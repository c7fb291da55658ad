/**
 * Domain names as octets (RFC 1035 §3.1): case-exact, with dots and any other octet allowed inside a label.
 *
 * A name carries two strings: `wire`, its uncompressed wire form, and `order`, a key whose plain string comparison is
 * the canonical order of RFC 4034 §6.1. Two names are the same name exactly when their `order` is equal, and one stands
 * at or below another exactly when its `order` starts with the other's: a subtree is a run of neighbours.
 */
import { foldCase, type Octets } from './octets.ts';

const nameBrand: unique symbol = Symbol('name');

/** An absolute domain name; immutable. */
export class Name {
  readonly [nameBrand] = true;
  /** Wire form without compression, case as given, ending in the root's zero octet; 1–255 octets. */
  readonly wire: Octets;
  #order: Octets | undefined;

  private constructor(wire: Octets) {
    this.wire = wire;
  }

  static readonly root = new Name('\0' as Octets);

  /** A name from its uncompressed wire form, trusted to be well formed (see WireReader.name for untrusted octets). */
  static fromWire(wire: Octets): Name {
    return wire.length === 1 ? Name.root : new Name(wire);
  }

  /** A name from labels, leftmost first; undefined when a label is not 1–63 octets or the whole is over 255. */
  static fromLabels(labels: readonly Octets[]): Name | undefined {
    let wire = '';
    for (const label of labels) {
      if (label.length < 1 || label.length > 63) return undefined;
      wire += String.fromCharCode(label.length) + label;
    }
    return wire.length > 254 ? undefined : Name.fromWire((wire + '\0') as Octets);
  }

  /** The canonical sort key (RFC 4034 §6.1): labels from the root down, lower case, each ended by a zero octet. */
  get order(): Octets {
    return (this.#order ??= orderOf(this.wire));
  }

  /** The labels, leftmost first, without the root's. */
  get labels(): readonly Octets[] {
    const labels: Octets[] = [];
    for (let at = 0; this.wire.charCodeAt(at) > 0; at += 1 + this.wire.charCodeAt(at)) {
      labels.push(this.wire.slice(at + 1, at + 1 + this.wire.charCodeAt(at)) as Octets);
    }
    return labels;
  }

  /** How many labels there are, the root's not counted (a `*` counts; RRSIG's Labels field does not count it). */
  get labelCount(): number {
    let count = 0;
    for (let at = 0; this.wire.charCodeAt(at) > 0; at += 1 + this.wire.charCodeAt(at)) count++;
    return count;
  }

  get isRoot(): boolean {
    return this.wire.length === 1;
  }

  /** True when the leftmost label is a single asterisk (RFC 4592 §2.1.1). */
  get isWildcard(): boolean {
    return this.wire.charCodeAt(0) === 1 && this.wire.charCodeAt(1) === 0x2a;
  }

  /** The name without its leftmost label; the root's parent is the root. */
  get parent(): Name {
    return this.isRoot ? this : Name.fromWire(this.wire.slice(1 + this.wire.charCodeAt(0)) as Octets);
  }

  /** Same name, letters' case aside (RFC 4343). */
  equals(other: Name): boolean {
    return (
      this.wire === other.wire ||
      (this.wire.length === other.wire.length && foldCase(this.wire) === foldCase(other.wire))
    );
  }

  /** True when this name is `ancestor` or stands below it. */
  isAtOrBelow(ancestor: Name): boolean {
    return this.order.startsWith(ancestor.order);
  }

  /** True when this name stands below `ancestor` and is not it. */
  isBelow(ancestor: Name): boolean {
    return this.wire.length > ancestor.wire.length && this.isAtOrBelow(ancestor);
  }

  /** This name with a label put in front; undefined when that is too long. */
  child(label: Octets): Name | undefined {
    return label.length < 1 || label.length > 63 || this.wire.length + 1 + label.length > 255
      ? undefined
      : new Name((String.fromCharCode(label.length) + label + this.wire) as Octets);
  }

  /** This relative part (its root dropped) in front of `origin`; undefined when that is over 255 octets. */
  under(origin: Name): Name | undefined {
    const wire = (this.wire.slice(0, -1) + origin.wire) as Octets;
    return wire.length > 255 ? undefined : Name.fromWire(wire);
  }

  /** The same name with its letters in lower case (RFC 4034 §6.2). */
  toLowerCase(): Name {
    // Length octets are 0–63 and never look like letters, so the whole wire form can be folded at once.
    const folded = foldCase(this.wire);
    return folded === this.wire ? this : Name.fromWire(folded);
  }

  /** Canonical order (RFC 4034 §6.1): negative, zero or positive. */
  compare(other: Name): number {
    return this.order < other.order ? -1 : this.order > other.order ? 1 : 0;
  }
}

/** The canonical sort key of a wire form. Inside labels octets 0 and 1 are escaped, so that 0 ends a label and nothing else. */
function orderOf(wire: Octets): Octets {
  const folded = foldCase(wire);
  let order = '';
  for (let at = 0; folded.charCodeAt(at) > 0; at += 1 + folded.charCodeAt(at)) {
    const label = folded.slice(at + 1, at + 1 + folded.charCodeAt(at));

    order =
      (/[\0\x01]/.test(label)
        ? label.replace(/[\0\x01]/g, (c) => (c === '\0' ? '\x01\x01' : '\x01\x02'))
        : label) +
      '\0' +
      order;
  }
  return order as Octets;
}
