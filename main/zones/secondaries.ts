/** The secondaries that zones share: their names, addresses and where they are asked (DESIGN §1, "secondary"). */
import { randomUUID } from 'node:crypto';
import ipaddr from 'ipaddr.js';
import { z } from 'zod';
import { AppFailure } from '../../shared/model/app-error.ts';
import { type newSecondary, secondary, type Secondary } from '../../shared/model/secondary.ts';
import type { JsonFile } from '../storage/json-file.ts';

export const secondariesFile = z.object({ secondaries: z.array(secondary) });
export type SecondariesFile = z.infer<typeof secondariesFile>;

export interface SecondariesOptions {
  readonly file: JsonFile<SecondariesFile>;
  /** The zones that a secondary serves. */
  readonly usedBy: (id: string) => readonly string[];
}

export class Secondaries {
  readonly #file: JsonFile<SecondariesFile>;
  readonly #usedBy: (id: string) => readonly string[];

  constructor({ file, usedBy }: SecondariesOptions) {
    this.#file = file;
    this.#usedBy = usedBy;
  }

  list(): readonly Secondary[] {
    return this.#file.value.secondaries;
  }

  find(id: string): Secondary {
    const found = this.list().find((other) => other.id === id);
    if (found === undefined) throw new AppFailure({ code: 'secondary-not-found', secondary: id });
    return found;
  }

  /** Those of a recovery file, under the ids that zones call them by. */
  async restore(secondaries: readonly Secondary[]): Promise<void> {
    const isRestored = (id: string): boolean => secondaries.some((other) => other.id === id);
    await this.#file.update((file) => ({
      secondaries: [...file.secondaries.filter(({ id }) => !isRestored(id)), ...secondaries],
    }));
  }

  async create(described: z.infer<typeof newSecondary>): Promise<Secondary> {
    const created = withCheckedAddresses({ ...described, id: randomUUID() });
    await this.#file.update((file) => ({ secondaries: [...file.secondaries, created] }));
    return created;
  }

  async update(changed: Secondary): Promise<Secondary> {
    this.find(changed.id);
    const checked = withCheckedAddresses(changed);
    await this.#file.update((file) => ({
      secondaries: file.secondaries.map((other) => (other.id === checked.id ? checked : other)),
    }));
    return checked;
  }

  /** Removes one that no zone uses any more. */
  async delete(id: string): Promise<void> {
    this.find(id);
    const zones = this.#usedBy(id);
    if (zones.length > 0)
      throw new AppFailure({ code: 'secondary-in-use', secondary: id, zones: [...zones] });
    await this.#file.update((file) => ({ secondaries: file.secondaries.filter((other) => other.id !== id) }));
  }
}

/** Addresses in their usual form; throws `bad-address` at the first that is none. */
function withCheckedAddresses(given: Secondary): Secondary {
  return {
    ...given,
    transferFrom: given.transferFrom.map(checkedBlock),
    notifyTo: given.notifyTo.map(({ address, port }) => ({ address: checkedAddress(address), port })),
    verifyAt: given.verifyAt.map(({ address, port }) => ({ address: checkedAddress(address), port })),
  };
}

/** An IPv4 or IPv6 address in its usual form (RFC 5952). Throws `bad-address`. */
export function checkedAddress(text: string): string {
  const trimmed = text.trim();
  if (!ipaddr.IPv4.isValidFourPartDecimal(trimmed) && !ipaddr.IPv6.isValid(trimmed)) {
    throw new AppFailure({ code: 'bad-address', text });
  }
  return ipaddr.process(trimmed).toString();
}

/** An address or a CIDR block in its usual form. Throws `bad-address`. */
export function checkedBlock(text: string): string {
  const trimmed = text.trim();
  if (!trimmed.includes('/')) return checkedAddress(trimmed);
  if (!ipaddr.isValidCIDR(trimmed)) throw new AppFailure({ code: 'bad-address', text });
  const [address, bits] = ipaddr.parseCIDR(trimmed);
  return `${address.toString()}/${bits}`;
}
