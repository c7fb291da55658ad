/** What the owner sets for the whole app. */
import { z } from 'zod';
import { rhythm, serialPolicy } from './zone.ts';
import { endpoint } from './secondary.ts';

/** The PowerDNS-compatible API. Its key is a secret and not here. */
export const apiSettings = z.object({
  enabled: z.boolean().default(false),
  /** Loopback unless the owner says otherwise: containers, for one, cannot reach that. */
  address: z.string().default('127.0.0.1'),
  port: z.number().int().min(0).max(65535).default(8081),
  /** Addresses and CIDR blocks that may ask, besides this computer itself. */
  allow: z.array(z.string()).default([]),
  /** Host names that clients may call it by, besides its addresses and `localhost`. */
  hostNames: z.array(z.string()).default([]),
  /** What tools write is handed out by a session of its own; else it waits for the owner. */
  toolsMayPublish: z.boolean().default(true),
  /** TSIG secrets and private DNSSEC keys are given to whoever has the API key. */
  showSecrets: z.boolean().default(false),
});
export type ApiSettings = z.infer<typeof apiSettings>;

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
  api: apiSettings.prefault({}),
});
export type Settings = z.infer<typeof settings>;
