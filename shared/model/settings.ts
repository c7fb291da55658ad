/** What the owner sets for the whole app. */
import { z } from 'zod';
import { rhythm, serialPolicy } from './zone.ts';
import { schedule } from './schedule.ts';
import { endpoint } from './secondary.ts';

const apiFields = {
  enabled: z.boolean(),
  /** Loopback unless the owner says otherwise: containers, for one, cannot reach that. */
  address: z.string(),
  port: z.number().int().min(0).max(65535),
  /** Addresses and CIDR blocks that may ask, besides this computer itself. */
  allow: z.array(z.string()),
  /** Host names that clients may call it by, besides its addresses and `localhost`. */
  hostNames: z.array(z.string()),
  /** What tools write is handed out by a session of its own; else it waits for the owner. */
  toolsMayPublish: z.boolean(),
  /** TSIG secrets and private DNSSEC keys are given to whoever has the API key. */
  showSecrets: z.boolean(),
};

/** The PowerDNS-compatible API. Its key is a secret and not here. */
export const apiSettings = z.object({
  enabled: apiFields.enabled.default(false),
  address: apiFields.address.default('127.0.0.1'),
  port: apiFields.port.default(8081),
  allow: apiFields.allow.default([]),
  hostNames: apiFields.hostNames.default([]),
  toolsMayPublish: apiFields.toolsMayPublish.default(true),
  showSecrets: apiFields.showSecrets.default(false),
});
export type ApiSettings = z.infer<typeof apiSettings>;

const fields = {
  /** Where the name server listens during a session. Port 53 needs privileges on Linux: 5300 and the router's rule. */
  listen: z.array(endpoint),
  /** Minutes after which a session ends at the latest. */
  sessionLimitMinutes: z.number().int().min(15).max(1440),
  /** No end: for native zones and always-on machines. */
  keepOpen: z.boolean(),
  /** New zones take these. */
  rhythm,
  serialPolicy,
  /** The public address that providers reach, as the owner knows it; empty = not told. */
  publicAddress: z.string(),
  publicPort: z.number().int().min(1).max(65535),
  /** The router is asked to send that port here during a session (NAT-PMP, UPnP). Off: it changes somebody's router. */
  portMapping: z.boolean(),
  /** When the app publishes by itself. */
  schedule,
  /**
   * Who is asked once before each session which address we come from, if the owner allows that: a server that answers this
   * name with the asker's address, such as myip.opendns.com at 208.67.222.222. Null = nobody is asked.
   */
  whoAmI: z.object({ server: endpoint, name: z.string() }).nullable(),
  /** The resolver that the parent's NS are asked of; null = they are not looked at. */
  resolver: endpoint.nullable(),
  /** Whose clock ours is compared with before zones are signed (SNTP, else HTTPS); empty = nobody's but the secondaries'. */
  timeServer: z.string(),
  theme: z.enum(['system', 'light', 'dark']),
  startAtLogin: z.boolean(),
  notifications: z.boolean(),
};

export const settings = z.object({
  listen: fields.listen.default([
    { address: '0.0.0.0', port: 5300 },
    { address: '::', port: 5300 },
  ]),
  sessionLimitMinutes: fields.sessionLimitMinutes.default(30),
  keepOpen: fields.keepOpen.default(false),
  rhythm: fields.rhythm.default('month'),
  serialPolicy: fields.serialPolicy.default('date-counter'),
  publicAddress: fields.publicAddress.default(''),
  publicPort: fields.publicPort.default(53),
  portMapping: fields.portMapping.default(false),
  schedule: fields.schedule.default({ kind: 'off' }),
  whoAmI: fields.whoAmI.default(null),
  resolver: fields.resolver.default(null),
  timeServer: fields.timeServer.default('time.cloudflare.com'),
  theme: fields.theme.default('system'),
  startAtLogin: fields.startAtLogin.default(false),
  notifications: fields.notifications.default(true),
  api: apiSettings.prefault({}),
});
export type Settings = z.infer<typeof settings>;

/** Some settings, the others staying as they are. Not `settings.partial()`: zod would fill in the defaults there. */
export const settingsChange = z.object(fields).partial();

/** Some settings of the API, the others staying as they are. */
export const apiSettingsChange = z.object(apiFields).partial();
