/** A secondary: somebody else's server (DESIGN §1). Its addresses have four separate jobs. */
import { z } from 'zod';

/** An address and port, IPv4 or IPv6 (no brackets). */
export const endpoint = z.object({ address: z.string(), port: z.number().int().min(1).max(65535) });
export type Endpoint = z.infer<typeof endpoint>;

export const secondary = z.object({
  id: z.string(),
  /** What the owner calls it: `he.net`, `own BIND at the shop`. */
  name: z.string().min(1),
  /** Which provider sheet it was made from; null = own server. */
  provider: z.string().nullable(),
  /** Where its transfers come from: addresses or CIDR blocks. */
  transferFrom: z.array(z.string()),
  /** Where NOTIFY goes to. */
  notifyTo: z.array(endpoint),
  /** Public name servers asked whether they serve the version. */
  verifyAt: z.array(endpoint),
  /** NOTIFY is signed with the zone's key for it. */
  signNotify: z.boolean(),
  /** The primary's address and port as typed into the provider's form; null = not told. */
  primaryAddress: endpoint.nullable(),
  /** Its copies never end by EXPIRE (PowerDNS; servers that refresh from each other). Absent: they do. */
  neverExpires: z.boolean().optional(),
});
export type Secondary = z.infer<typeof secondary>;

/** A secondary as typed into a form, before it has an id. */
export const newSecondary = secondary.omit({ id: true });
