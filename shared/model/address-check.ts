/** The address that providers hold for this computer, against the one it has. */
import { z } from 'zod';
import { endpoint } from './secondary.ts';

export const presentAddress = z.object({
  address: z.string(),
  /** Who says so: an interface of this computer, the router, a service that was asked, or the owner. */
  source: z.enum(['interface', 'router', 'who-am-i', 'settings']),
});
export type PresentAddress = z.infer<typeof presentAddress>;

export const addressCheck = z.object({
  present: z.array(presentAddress),
  /** The private or shared (RFC 6598) address of the router's outside; null when it is none, or not known. */
  carrierNat: z.string().nullable(),
  changed: z.array(z.object({ secondary: z.string(), name: z.string(), holds: endpoint, present: endpoint })),
});
export type AddressCheck = z.infer<typeof addressCheck>;
