/**
 * What routers were asked for and have not been told to forget. It is on the disk *before* a router is asked, so that what
 * a crash leaves behind is found and removed at the next start.
 */
import { z } from 'zod';
import { routerProtocol } from '../../shared/model/port-mapping.ts';
import { endpoint } from '../../shared/model/secondary.ts';
import type { JsonFile } from '../storage/json-file.ts';
import type { Mapping, Router } from './router.ts';

const askedMapping = z.object({
  by: routerProtocol,
  place: z.string(),
  protocol: z.enum(['udp', 'tcp']),
  externalPort: z.number().int(),
  internal: endpoint,
  /** When its lease ends at the latest, in milliseconds since 1970; null = when the router is told so. */
  until: z.number().nullable(),
});
export type AskedMapping = z.infer<typeof askedMapping>;

export const askedMappingsFile = z.object({ mappings: z.array(askedMapping) });

export class AskedMappings {
  readonly #file: JsonFile<z.infer<typeof askedMappingsFile>>;

  constructor(file: JsonFile<z.infer<typeof askedMappingsFile>>) {
    this.#file = file;
  }

  list(): readonly AskedMapping[] {
    return this.#file.value.mappings;
  }

  /** On the disk when it resolves. */
  async add({ by, place }: Router, mapping: Mapping, until: number | null): Promise<void> {
    const asked: AskedMapping = { by, place, ...mapping, until };
    await this.#change((kept) => [...kept.filter((other) => !isSame(other, asked)), asked]);
  }

  async remove(asked: AskedMapping): Promise<void> {
    await this.#change((kept) => kept.filter((other) => !isSame(other, asked)));
  }

  async #change(change: (kept: readonly AskedMapping[]) => AskedMapping[]): Promise<void> {
    await this.#file.update(({ mappings }) => ({ mappings: change(mappings) }));
  }
}

const keyOf = ({ by, place, protocol, externalPort, internal }: AskedMapping): string =>
  [by, place, protocol, externalPort, internal.address, internal.port].join(' ');
const isSame = (a: AskedMapping, b: AskedMapping): boolean => keyOf(a) === keyOf(b);
