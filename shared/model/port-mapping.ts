/** What the router was asked to send here for a session, and what came of it. Times are milliseconds since 1970. */
import { z } from 'zod';
import { endpoint } from './secondary.ts';

const wanted = {
  /** The port that secondaries ask, on the router's outside. */
  externalPort: z.number().int(),
  /** This computer's address towards the router, and the port it listens on. */
  internal: endpoint,
};

/** How a router is spoken to: NAT-PMP (RFC 6886), or UPnP (Internet Gateway Device). */
export const routerProtocol = z.enum(['nat-pmp', 'upnp']);
export type RouterProtocol = z.infer<typeof routerProtocol>;

const router = {
  by: routerProtocol,
  /** The router's outside; null when it has none, or does not tell. */
  externalAddress: z.string().nullable(),
};

/** Why a router did not map the port. */
export const mappingRefusal = z.discriminatedUnion('code', [
  /** It said no; `detail` is what it said, in its own words. */
  z.object({ code: z.literal('refused'), detail: z.string() }),
  /** It mapped another port than asked, which no secondary asks: removed again. */
  z.object({ code: z.literal('other-port'), offered: z.number() }),
  /** It answered before, and then no more. */
  z.object({ code: z.literal('silent') }),
]);
export type MappingRefusal = z.infer<typeof mappingRefusal>;

export const portMapping = z.discriminatedUnion('state', [
  z.object({ state: z.literal('asking') }),
  z.object({ state: z.literal('mapped'), ...wanted, ...router }),
  z.object({ state: z.literal('refused'), ...wanted, ...router, why: mappingRefusal }),
  /** Nobody answered as a router does; `internal` is null where this computer has no IPv4 way out either. */
  z.object({ state: z.literal('no-router'), ...wanted, internal: endpoint.nullable() }),
  /** It listens on no IPv4 address that a router could send to. */
  z.object({ state: z.literal('not-listening') }),
]);
export type PortMapping = z.infer<typeof portMapping>;
