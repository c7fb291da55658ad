/** Zones, how they are signed, and what they share: keys and secondaries. */
import { randomBytes } from 'node:crypto';
import { tellRollover } from '../calls/zone-activity.ts';
import { askClock } from '../exchange/ask-clock.ts';
import { TsigKeyRing } from '../secrets/tsig-key-ring.ts';
import { nodeFileSystem } from '../storage/file-system.ts';
import { Secondaries } from '../zones/secondaries.ts';
import { TrustedClock } from '../zones/signing/trusted-clock.ts';
import { ZoneKeyStore } from '../zones/signing/zone-key-store.ts';
import { ZoneSigning } from '../zones/signing/zone-signing.ts';
import { ZoneFacts, type ZoneFact } from '../zones/zone-facts.ts';
import { ZoneUses } from '../zones/zone-uses.ts';
import { Zones } from '../zones/zones.ts';
import type { Stored } from './stored.ts';

export interface ZonePartsOptions {
  readonly dataFolder: string;
  readonly stored: Stored;
  readonly now: () => number;
  /** Told of everything from the start, what is found on opening included. */
  readonly onFact: (fact: ZoneFact) => void;
  /** Signing came further. */
  readonly onProgress: () => void;
}

export type ZoneParts = Awaited<ReturnType<typeof openZoneParts>>;

export async function openZoneParts({ dataFolder, stored, now, onFact, onProgress }: ZonePartsOptions) {
  const facts = new ZoneFacts();
  const secrets = () => stored.secrets.store();
  const clock = new TrustedClock({
    now,
    monotonic: () => performance.now(),
    ask: () => askClock({ server: stored.settings.value.timeServer, now }),
  });
  const keyStore = new ZoneKeyStore(secrets);
  const signing = new ZoneSigning({
    files: nodeFileSystem,
    keys: keyStore,
    now,
    clock,
    onChanged: onProgress,
    onRollover: (zone, after, before) => tellRollover(stored.activity, zone, after, before),
  });
  facts.subscribe((fact) => {
    if (fact.kind === 'zone-removed') signing.forget(fact.zone);
    onFact(fact);
  });
  const newId = (): string => randomBytes(4).toString('hex');
  const { derive, due } = signing;
  const zones = await Zones.open({ dataFolder, files: nodeFileSystem, now, facts, newId, derive, due });
  await signing.load(zones.list());
  const uses = new ZoneUses(zones);
  const keys = new TsigKeyRing({ file: stored.keys, secrets, usedBy: (key) => uses.ofKey(key) });
  const secondaries = new Secondaries({ file: stored.secondaries, usedBy: (id) => uses.ofSecondary(id) });
  return {
    clock,
    signing,
    zones,
    uses,
    keys,
    secondaries,
    async dispose(): Promise<void> {
      await zones.close();
      await signing.dispose();
    },
  };
}
