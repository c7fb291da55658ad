/** What the owner sets for the whole app. */
import { z } from 'zod';
import { rhythm, serialPolicy } from './zone.ts';
import { endpoint } from './secondary.ts';

export const settings = z.object({
  /** Where the name server listens during a session. Port 53 needs privileges on Linux: 5300 and the router's rule. */
  listen: z.array(endpoint).default([
    { address: '0.0.0.0', port: 5300 },
    { address: '::', port: 5300 },
  ]),
  /** Minutes after which a session ends at the latest. */
  sessionLimitMinutes: z.number().int().min(15).max(1440).default(30),
  /** No end: for native zones and always-on machines. */
  keepOpen: z.boolean().default(false),
  /** New zones take these. */
  rhythm: rhythm.default('month'),
  serialPolicy: serialPolicy.default('date-counter'),
  /** The public address that providers reach, as the owner knows it; empty = not told. */
  publicAddress: z.string().default(''),
  publicPort: z.number().int().min(1).max(65535).default(53),
  theme: z.enum(['system', 'light', 'dark']).default('system'),
  startAtLogin: z.boolean().default(false),
  notifications: z.boolean().default(true),
});
export type Settings = z.infer<typeof settings>;
